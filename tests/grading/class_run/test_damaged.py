"""Answers that are damaged, missing, wrongly named or of another quiz: graded for what is readable, and named."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from softskills.course import ANSWERS
from support.attack_class import FULL
from support.grade_command import grade
from support.gradebook_dump import points
from support.grading_course import QUIZ, Course, lines

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of other accounts")
OTHER = "answers (1).jsonl"


@dataclass(frozen=True)
class Graded:
    course: Course
    summary: str


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course = Course(tmp_path_factory.mktemp("damaged"))
    course.do("generate_assignment", QUIZ)
    right = lines(course.right_answers())
    folder = {name: course.submission(name) for name in ("damaged", "empty", "foreign", "missing", "renamed", "sound")}
    (folder["damaged"] / ANSWERS).write_text(right + "{\n", "utf-8")
    (folder["empty"] / ANSWERS).touch()
    (folder["foreign"] / ANSWERS).write_text(lines({"part-2-01": {"choice": "a"}}), "utf-8")
    (folder["renamed"] / OTHER).write_text(right, "utf-8")
    (folder["sound"] / ANSWERS).write_text(right, "utf-8")
    ran = grade(course, QUIZ, "--no-collect")
    assert ran.code == 0, ran.output
    return Graded(course, ran.output)


def test_what_is_readable_is_graded(graded: Graded) -> None:
    assert points(graded.course) == {
        "damaged": FULL,
        "empty": 0.0,
        "foreign": 0.0,
        "missing": 0.0,
        "renamed": FULL,
        "sound": FULL,
    }


SAID = {
    "damaged": "answers.jsonl could not be read in 1 place. What could be read counts.",
    "empty": "answers.jsonl holds no answers. So nothing could be graded.",
    "foreign": "answers.jsonl holds no answer to this quiz, and 1 answer to something else: 'part-2-01'.",
    "missing": "There is no answers.jsonl in what was handed in. So nothing could be graded.",
    "renamed": f"There is no answers.jsonl in what was handed in. {OTHER} holds answers to this quiz, and was used.",
}


@pytest.mark.parametrize("student", SAID)
def test_the_summary_and_the_feedback_name_it(graded: Graded, student: str) -> None:
    assert "Graded for what could be read: 5 submissions." in graded.summary
    assert f"  {student}: {SAID[student]}" in graded.summary
    page = graded.course.feedback(student).replace("&#39;", "'")
    assert SAID[student] in " ".join(page.split())


def test_nothing_is_said_of_sound_answers(graded: Graded) -> None:
    assert "  sound:" not in graded.summary
    assert "could not be read" not in graded.course.feedback("sound")


@needs_root
def test_a_file_of_another_name_is_collected(graded: Graded) -> None:
    course = graded.course
    inbound = course.base / "exchange" / "soft-skills" / "inbound"
    folder = inbound / f"man+{QUIZ}+2026-02-03 04:05:06.000000 UTC+1"
    folder.mkdir(parents=True)
    (folder / OTHER).write_text(lines(course.right_answers()), "utf-8")
    (folder / "timestamp.txt").write_text("2026-02-03 04:05:06.000000 UTC", "utf-8")
    (folder / "submission_secret.txt").write_text("0123", "utf-8")
    for path in (folder, *folder.iterdir()):
        os.chown(path, _account("man"), -1)

    summary = grade(course, QUIZ).output

    assert f"{OTHER} holds answers to this quiz, and was used." in summary
    assert points(course)["man"] == FULL


def _account(name: str) -> int:
    [line] = [one for one in Path("/etc/passwd").read_text("utf-8").splitlines() if one.startswith(f"{name}:")]
    return int(line.split(":")[2])
