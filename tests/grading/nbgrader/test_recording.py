"""What is written into the gradebook for one marked notebook."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from nbformat.v4 import new_notebook
from nbgrader.api import Gradebook, MissingEntry

from softskills.grading.nbgrader.marks import save_marks
from softskills.grading.submission.basis import Basis
from softskills.grading.submission.marking import Marked

MARKED = Marked(new_notebook(), {"auto": 4.0, "hand": None}, {"hand": "No response."}, frozenset({"hand", "task"}))


@pytest.fixture(scope="module", autouse=True)
def path() -> Iterator[None]:
    """A new gradebook asks the command alembic for its version."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with Gradebook(f"sqlite:///{tmp_path_factory.mktemp('recording') / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("a", duedate=datetime(2026, 2, 1))
        gradebook.add_notebook("n", "a")
        gradebook.add_grade_cell("auto", "n", "a", max_score=6, cell_type="code")
        gradebook.add_grade_cell("hand", "n", "a", max_score=3, cell_type="markdown")
        gradebook.add_solution_cell("hand", "n", "a")
        gradebook.add_task_cell("task", "n", "a", max_score=2, cell_type="markdown")
        yield gradebook


def submit(gradebook: Any, student: str, day: int) -> Any:
    gradebook.add_student(student)
    gradebook.add_submission("a", student, timestamp=datetime(2026, 2, day))
    notebook = gradebook.find_submission_notebook("n", "a", student)
    # What is known of a notebook before must not be what counts after.
    assert notebook.score == 0 and notebook.late_submission_penalty is None
    return notebook


def costs(points: float | None) -> Any:
    return SimpleNamespace(late_submission_penalty=lambda student, score, seconds: points)


def rows(notebook: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    grades = {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in notebook.grades}
    return grades, {comment.name: comment.auto_comment for comment in notebook.comments}


def test_points_flags_and_comments_are_written(gradebook: Any) -> None:
    notebook = submit(gradebook, "in-time", day=1)

    save_marks(gradebook, "in-time", "a", "n", MARKED, costs(3.0))

    grades = {"auto": (4.0, False), "hand": (None, True), "task": (None, True)}
    assert rows(notebook) == (grades, {"hand": "No response.", "task": None})
    assert notebook.late_submission_penalty is None, "it was in time"


def test_marks_by_hand_stay(gradebook: Any) -> None:
    notebook = submit(gradebook, "marked", day=1)
    for grade in notebook.grades:
        grade.manual_score, grade.needs_manual_grade = 1.0, False
    notebook.comments[0].manual_comment = "Well put."

    save_marks(gradebook, "marked", "a", "n", MARKED, costs(None))

    assert {grade.name: (grade.manual_score, grade.needs_manual_grade) for grade in notebook.grades} == {
        "auto": (1.0, True),
        "hand": (1.0, True),
        "task": (1.0, True),
    }, "what they were given for is not known"
    assert notebook.comments[0].manual_comment == "Well put."


# Marks by hand, and the text that they were given for


def with_texts(**texts: str) -> Marked:
    return replace(MARKED, comments={"hand": None, "task": None}, basis=Basis("key", "files", texts))


def state(notebook: Any) -> dict[str, tuple[Any, bool]]:
    return {one.name: (one.manual_score, one.needs_manual_grade) for one in notebook.grades if one.name != "auto"}


def said(notebook: Any) -> dict[str, str | None]:
    return {comment.name: comment.comment for comment in notebook.comments}


def marked_by_hand(gradebook: Any, student: str) -> Any:
    """A notebook whose first texts were marked, with a comment on one of them."""
    notebook = submit(gradebook, student, day=1)
    save_marks(gradebook, student, "a", "n", with_texts(hand="one", task="two"), costs(None))
    for grade in notebook.grades:
        if grade.name != "auto":
            grade.manual_score, grade.needs_manual_grade = 1.5, False
    next(one for one in notebook.comments if one.name == "task").manual_comment = "Well put."
    gradebook.db.commit()
    return notebook


def test_a_mark_of_the_same_text_is_as_good_as_it_was(gradebook: Any) -> None:
    notebook = marked_by_hand(gradebook, "same")

    save_marks(gradebook, "same", "a", "n", with_texts(hand="one", task="two"), costs(None))

    assert state(notebook) == {"hand": (1.5, False), "task": (1.5, False)}
    assert said(notebook) == {"hand": None, "task": "Well put."}


def test_a_new_text_waits_for_a_mark_and_the_old_one_stands_beside_it(gradebook: Any) -> None:
    notebook = marked_by_hand(gradebook, "anew")
    told = "This text is new. It was marked 1.5 for an earlier text, with the comment: Well put."

    for _ in range(2):  # to grade once more changes nothing
        save_marks(gradebook, "anew", "a", "n", with_texts(hand="one", task="other"), costs(None))
        assert state(notebook) == {"hand": (1.5, False), "task": (None, True)}
        assert said(notebook) == {"hand": None, "task": told}
    gradebook.db.refresh(notebook)
    assert notebook.score == 4 + 1.5, "the old mark does not count"


def test_when_the_new_text_is_marked_the_old_mark_goes(gradebook: Any) -> None:
    notebook = marked_by_hand(gradebook, "again")
    save_marks(gradebook, "again", "a", "n", with_texts(hand="new", task="two"), costs(None))
    assert state(notebook)["hand"] == (None, True) and "marked 1.5 for an earlier text." in str(said(notebook)["hand"])
    for grade in notebook.grades:
        if grade.name == "hand":
            grade.manual_score, grade.needs_manual_grade = 3.0, False
    gradebook.db.commit()

    save_marks(gradebook, "again", "a", "n", with_texts(hand="new", task="two"), costs(None))

    assert state(notebook)["hand"] == (3.0, False) and said(notebook)["hand"] is None


@pytest.mark.parametrize(("points", "due"), [(None, None), (0.0, 0.0), (1.5, 1.5), (99.0, 4.0), (-1.0, 0.0)])
def test_lateness_costs_what_the_plug_in_says_within_the_score(
    gradebook: Any, points: float | None, due: float | None
) -> None:
    student = f"late-{points}"
    notebook = submit(gradebook, student, day=3)

    save_marks(gradebook, student, "a", "n", MARKED, costs(points))

    assert notebook.late_submission_penalty == due


def test_a_submission_that_the_gradebook_does_not_know_is_refused(gradebook: Any) -> None:
    with pytest.raises(MissingEntry):
        save_marks(gradebook, "unknown", "a", "n", MARKED, costs(None))
