"""Feedback goes to all who can get it and whose work is marked, whatever else was put into `submitted/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from softskills.course import ANSWERS, SECRET, TIMESTAMP
from support.grading_course import QUIZ, WRITTEN_TASK, Course, lines

BY_HAND = "bela"
OTHERS = ("aino", "chidi")
AS_IT_IS = "--SafeReleaseFeedback.also_unmarked=True"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("releasing"))
    course.do("generate_assignment", QUIZ)
    for student in (*OTHERS, BY_HAND):
        course.submission(student)
    return course


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def empty(folder: Path) -> None:
    (folder / SECRET).write_text("", "utf-8")


def no_text(folder: Path) -> None:
    (folder / SECRET).write_bytes(b"\xff\xfe")


@pytest.mark.parametrize("change", [without(SECRET), without(TIMESTAMP), empty, no_text])
def test_what_was_put_there_by_hand_keeps_nobody_elses_feedback_back(
    course: Course, change: Callable[[Path], None]
) -> None:
    change(course.root / "submitted" / BY_HAND / QUIZ)
    course.do("autograde", QUIZ, "--force")
    course.do("generate_feedback", QUIZ, "--force")

    said = course.do("release_feedback", QUIZ, AS_IT_IS).output

    sent = course.base / "exchange" / "soft-skills" / "feedback"
    assert sorted(file.read_text("utf-8") for file in sent.iterdir()) == sorted(map(course.feedback, OTHERS))
    assert f"The feedback of {BY_HAND} was not released" in said
    assert not any(f"The feedback of {student} was not released" in said for student in OTHERS)
    assert BY_HAND not in course.do("release_feedback", QUIZ, AS_IT_IS, f"--student={OTHERS[0]}").output
    for file in sent.iterdir():
        file.unlink()


def test_nobody_is_sent_a_score_to_which_marks_are_still_to_come(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.do("generate_assignment", QUIZ)
    for student in OTHERS:
        text = {WRITTEN_TASK: {"text": "I asked, and then I waited."}}
        (course.submission(student) / ANSWERS).write_text(lines(course.right_answers() | text), "utf-8")
    course.do("autograde", QUIZ)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        (mark,) = [
            one for one in gradebook.find_submission_notebook(QUIZ, QUIZ, OTHERS[0]).grades if one.needs_manual_grade
        ]
        mark.manual_score, mark.needs_manual_grade = 5, False
        gradebook.db.commit()
    course.do("generate_feedback", QUIZ)
    sent = course.base / "exchange" / "soft-skills" / "feedback"

    said = course.do("release_feedback", QUIZ).output

    assert [file.read_text("utf-8") for file in sent.iterdir()] == [course.feedback(OTHERS[0])]
    assert (
        f"The feedback of 1 learner was not released, because something in it waits to be marked: {OTHERS[1]}." in said
    )
    assert AS_IT_IS in said
    assert "waits to be marked" not in course.do("release_feedback", QUIZ, AS_IT_IS).output
    assert len(list(sent.iterdir())) == 2
