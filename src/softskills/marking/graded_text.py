"""What a learner wrote for a task, from their graded notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat

from softskills.grading.submission.by_hand import HandTask, texts_by_cell


def graded_texts(folder: Path, task: HandTask) -> dict[str, Any]:
    """The texts of a task in the folder of a graded submission, as they were typed; or in `missing` why there is none
    to show, and what to do.
    """
    try:
        notebook = nbformat.from_dict(json.loads((folder / f"{task.notebook}.ipynb").read_text("utf-8")))
        texts = texts_by_cell(notebook)[task.cell.name]
    except (OSError, ValueError, LookupError, AttributeError) as error:
        why = f"The graded notebook can't be read, so there is no text to show. Grade it again. ({error!r})"
        return {"texts": [], "missing": why}
    if not texts:
        why = "This was graded before texts were kept for marking. To see it, run softskills grade with --force."
        return {"texts": [], "missing": why}
    return {"texts": texts, "missing": ""}
