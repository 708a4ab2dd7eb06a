"""A graded class whose texts wait for a marker, and markers at work on it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from softskills.course import ANSWERS
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.marking.session import Session
from support.grade_command import grade
from support.grading_course import QUIZ, WRITTEN_TASK, Course, lines

TASK = "written-task-marks"
FULL, NONE = ["full"] * 4, ["none"] * 4
MARKUP = "<img src=x onerror=\"document.title='broken in'\"> & <b>bold</b> {{ 7 * 7 }}"
ARABIC = "لقد سألته عمّا يحتاجه قبل أن أقترح حلاً."
TEXTS = {
    "arabic": ARABIC,
    "empty-1": "",
    "empty-2": " \n\t ",
    "hostile": f"{MARKUP}\n\n</script>\u202ereversed\u202c =cmd|' /C calc'!A0",
    "long": "One sentence, said again and again, in one long text. " * 60,
    **{f"plain-{number:02}": f"I asked {number} people, and then I asked them again." for number in range(1, 11)},
}
NAMES = {"hostile": MARKUP, "arabic": "أمل"}


def make_marking_class(base: Path) -> Course:
    """The quiz of the tests, handed in by each of TEXTS with that text, and graded."""
    course = Course(base)
    course.do("generate_assignment", QUIZ)
    for student, text in TEXTS.items():
        hand_in(course, student, text)
    ran = grade(course, QUIZ, "--no-collect")
    assert ran.code == 0, ran.output
    with gradebook(course) as book:
        for student, name in NAMES.items():
            book.update_or_create_student(student, last_name=name)
    return course


def hand_in(course: Course, student: str, text: str) -> None:
    folder = course.root / "submitted" / student / QUIZ
    if not folder.exists():
        course.submission(student)
    (folder / ANSWERS).write_text(lines({**course.right_answers(), WRITTEN_TASK: {"text": text}}), "utf-8")


def gradebook(course: Course) -> Any:
    return Gradebook(f"sqlite:///{course.database}", "soft-skills")


class Marker:
    """A marker with the list before them. What they ask is answered by a session, or is an AssertionError."""

    def __init__(self, course: Course, name: str, turn: int = 1, every: int = 5) -> None:
        self.session = Session(CourseAssignment(course.root, QUIZ), name)
        self.numbers = 0
        self.listed = self.ask("list", task=0, turn=turn, every=every)

    def reply(self, kind: str, **more: Any) -> dict[str, Any]:
        self.numbers += 1
        reply = self.session.reply({"kind": kind, "n": f"n{self.numbers}", **more})
        assert reply["n"] == f"n{self.numbers}"
        return reply

    def ask(self, kind: str, **more: Any) -> dict[str, Any]:
        reply = self.reply(kind, **more)
        assert reply["ok"], reply
        return reply

    def of(self, student: str) -> int:
        """The place of a learner's text in the list, which the marker doesn't know."""
        return [one.student for one in self.session._list].index(student)

    def open(self, student: str) -> dict[str, Any]:
        view: dict[str, Any] = self.ask("open", i=self.of(student))["view"]
        return view

    def save(self, view: dict[str, Any], levels: list[str], typed: str = "", comment: str = "") -> dict[str, Any]:
        return self.reply("save", i=view["i"], version=view["version"], levels=levels, typed=typed, comment=comment)

    def mark(self, student: str, levels: list[str], typed: str = "", comment: str = "") -> dict[str, Any]:
        reply = self.save(self.open(student), levels, typed, comment)
        assert reply["ok"], reply
        return reply


def kept_database(course: Course) -> Path:
    """The gradebook's file, copied, to be put back by `restore`."""
    return Path(shutil.copy(course.database, course.base / "kept.db"))


def restore(course: Course) -> None:
    shutil.copy(course.base / "kept.db", course.database)
