"""Feedback goes to all who can get it, whatever else was put into `submitted/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from softskills.course import SECRET, TIMESTAMP
from support.grading_course import QUIZ, Course

BY_HAND = "bela"
OTHERS = ("aino", "chidi")


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

    said = course.do("release_feedback", QUIZ).output

    sent = course.base / "exchange" / "soft-skills" / "feedback"
    assert sorted(file.read_text("utf-8") for file in sent.iterdir()) == sorted(map(course.feedback, OTHERS))
    assert f"The feedback of {BY_HAND} was not released" in said
    assert not any(f"The feedback of {student} was not released" in said for student in OTHERS)
    assert BY_HAND not in course.do("release_feedback", QUIZ, f"--student={OTHERS[0]}").output, "not asked for"
    for file in sent.iterdir():
        file.unlink()
