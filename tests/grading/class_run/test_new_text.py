"""A learner hands in again after a grader has marked the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from softskills.course import ANSWERS
from support.grade_command import grade
from support.grading_course import QUIZ, WRITTEN_TASK, Course, lines

TASK = "written-task-marks"
TOLD = "This text is new. It was marked 5.5 for an earlier text, with the comment: Well put."


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three learners whose texts are marked. One hands in another text, one other answers, one the same again."""
    course = Course(tmp_path_factory.mktemp("new-text"))
    course.do("generate_assignment", QUIZ)
    for student in ("other-text", "other-answers", "the-same"):
        write(course.submission(student), course.right_answers(), "The first text.")
    assert grade(course, QUIZ, "--no-collect").code == 0
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        for student in ("other-text", "other-answers", "the-same"):
            one = gradebook.find_grade(TASK, QUIZ, QUIZ, student)
            one.manual_score, one.needs_manual_grade = 5.5, False
            gradebook.find_comment(TASK, QUIZ, QUIZ, student).manual_comment = "Well put."
        gradebook.db.commit()
    later = {"other-text": (course.right_answers(), "The second text."), "other-answers": ({}, "The first  text.")}
    for student, (answers, text) in later.items():
        write(course.root / "submitted" / student / QUIZ, answers, text, "2026-03-01 00:00:00.000000 UTC")
    return course


def write(folder: Path, answers: dict[str, Any], text: str, time: str = "2026-02-03 04:05:06.000000 UTC") -> None:
    (folder / ANSWERS).write_text(lines({**answers, WRITTEN_TASK: {"text": text}}), "utf-8")
    (folder / "timestamp.txt").write_text(time, "utf-8")


def marks(course: Course) -> dict[str, tuple[float | None, bool, str | None]]:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        found = {}
        for student in ("other-text", "other-answers", "the-same"):
            one = gradebook.find_grade(TASK, QUIZ, QUIZ, student)
            comment = gradebook.find_comment(TASK, QUIZ, QUIZ, student).comment
            found[student] = one.manual_score, one.needs_manual_grade, comment
        return found


WANTED = {
    "other-text": (None, True, TOLD),
    "other-answers": (5.5, False, "Well put."),
    "the-same": (5.5, False, "Well put."),
}


def test_a_new_text_waits_for_a_grader_with_the_old_mark_beside_it(course: Course) -> None:
    ran = grade(course, QUIZ, "--no-collect")

    assert ran.code == 0 and "2 submissions graded now, 1 graded before" in ran.output
    assert "To be marked by hand, on your desk or in Formgrader: 1 submission." in ran.output
    assert marks(course) == WANTED
    assert TOLD in " ".join(course.feedback("other-text").split())


def test_to_grade_everybody_again_changes_nothing(course: Course) -> None:
    assert grade(course, QUIZ, "--no-collect", "--force").code == 0
    assert marks(course) == WANTED


def test_nbgraders_own_command_does_the_same(course: Course) -> None:
    write(course.root / "submitted" / "the-same" / QUIZ, {}, "A third text.", "2026-04-01 00:00:00.000000 UTC")
    course.do("autograde", QUIZ)
    assert marks(course) == WANTED | {"the-same": (None, True, TOLD)}
