"""What helps a subject expert to write scenarios: schemas for the editor, templates, a preview, drawings of stories."""
