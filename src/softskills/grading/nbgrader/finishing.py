"""The last touches to what learners get: the code of a quiz is folded, and a notebook says when it's due."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from softskills.course import QUIZ_FILE
from softskills.grading.submission.asked import NOTEBOOK_ONLY

DUE = "softskills-due"
"""The id of the cell that says when it's due."""


def finish_release(folder: Path, due: datetime | None) -> None:
    """Write the notebooks of a prepared release anew, with the code of a quiz folded, and with the due date."""
    for file in folder.glob("*.ipynb"):
        notebook = finish(nbformat.read(file, as_version=4), due, fold=(folder / QUIZ_FILE).is_file())
        file.write_text(nbformat.writes(notebook) + "\n", "utf-8")


def finish(notebook: NotebookNode, due: datetime | None, fold: bool) -> NotebookNode:
    """A released notebook with its locked code folded, and with the due date below the first text."""
    cells = [cell for cell in notebook.cells if cell.get("id") != DUE]
    if fold:
        for cell in cells:
            if cell.cell_type == "code" and _is_locked(cell):
                cell.metadata.setdefault("jupyter", {})["source_hidden"] = True
    if due is not None:
        # A page of the assignment says it itself, in the time of whoever reads.
        metadata = {"deletable": False, "editable": False, "tags": [NOTEBOOK_ONLY]}
        cells.insert(1, nbformat.v4.new_markdown_cell(said(due), id=DUE, metadata=metadata))
    notebook.cells = cells
    return notebook


def said(due: datetime) -> str:
    """The due date as learners read it, in the time of this machine: where that is, stands with it."""
    here = due.astimezone()
    return f"**Due {here:%A}, {here.day} {here:%B %Y}, {here:%H:%M}** ({here:%Z}), unless you’ve been given longer."


def due_date(course: Any, assignment: str) -> datetime | None:
    """When an assignment is due, as the gradebook has it: in UTC, and None where nobody has set it. `course` is
    nbgrader's CourseDirectory.
    """
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            due: datetime | None = gradebook.find_assignment(assignment).duedate
    except MissingEntry:
        return None
    return due.replace(tzinfo=UTC) if due else None


def _is_locked(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("locked"))
