"""What learners get says when it's due, and the code of a quiz is folded in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from softskills.grading.nbgrader.finishing import DUE, finish, said
from support.grading_course import QUIZ, Course


def notebook() -> nbformat.NotebookNode:
    new = nbformat.v4
    locked = {"nbgrader": {"locked": True}}
    cells = [new.new_markdown_cell("# A quiz"), new.new_code_cell("quiz()", metadata=locked), new.new_code_cell("own")]
    made: nbformat.NotebookNode = new.new_notebook(cells=cells)
    return made


def test_locked_code_is_folded_and_a_learners_own_is_not() -> None:
    _, asked, own = finish(notebook(), None, fold=True).cells
    assert asked.metadata["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in own.metadata
    assert not any("jupyter" in cell.metadata for cell in finish(notebook(), None, fold=False).cells)


def test_the_due_date_stands_below_the_first_text_once_and_cannot_be_lost() -> None:
    due = datetime(2026, 12, 11, 16, tzinfo=UTC)
    found = finish(finish(notebook(), datetime(2026, 1, 1, tzinfo=UTC), fold=True), due, fold=True)
    nbformat.validate(found)
    assert [cell.get("id") == DUE for cell in found.cells] == [False, True, False, False]
    assert found.cells[1].source == said(due)
    assert (found.cells[1].metadata.deletable, found.cells[1].metadata.editable) == (False, False)


def test_a_date_is_told_in_the_time_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    try:
        told = said(datetime(2026, 12, 11, 16, tzinfo=UTC))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert told == "**Due Friday, 11 December 2026, 17:00** (CET), unless you’ve been given longer."


def released(course: Course) -> nbformat.NotebookNode:
    (file,) = (course.root / "release" / QUIZ).glob("*.ipynb")
    found: nbformat.NotebookNode = nbformat.read(file, as_version=4)
    return found


def test_a_release_is_finished_as_the_gradebook_says(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.do("generate_assignment", QUIZ, "--force")
    before = released(course)
    assert not any(cell.get("id") == DUE for cell in before.cells)
    assert all(cell.metadata.get("jupyter") for cell in before.cells if cell.cell_type == "code")
    course.do("db", "assignment", "add", QUIZ, "--duedate=2026-12-11 16:00:00 UTC")
    course.do("generate_assignment", QUIZ, "--force")
    told = next(cell.source for cell in released(course).cells if cell.get("id") == DUE)
    assert re.match(r"\*\*Due (Fri|Satur)day, 1[12] December 2026, ", told)
