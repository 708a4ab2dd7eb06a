"""A cell with the tag `lab-only` is for JupyterLab: the book leaves it out, on the web as on paper."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

from softskills.course.lesson_rules import LAB_ONLY


def leave_out(app: Sphinx, docname: str, source: list[str]) -> None:
    """Take the cells out of a notebook that Sphinx is about to parse."""
    if Path(app.env.doc2path(docname)).suffix == ".ipynb":
        notebook = json.loads(source[0])
        notebook["cells"] = [
            cell for cell in notebook["cells"] if LAB_ONLY not in cell.get("metadata", {}).get("tags", [])
        ]
        source[0] = json.dumps(notebook)
