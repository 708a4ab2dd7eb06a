"""A class in every state that a learner's work can be in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner, Result

from softskills.cli import app
from softskills.course import ANSWERS
from support.grade_command import grade
from support.grading_course import QUIZ, Course, lines, undone

HOSTILE = '=HYPERLINK("https://hostile.invalid")<script>window.hacked=1</script>'
DUE = datetime(2026, 2, 4, 12)
IN_TIME, LATE = "2026-02-03 04:05:06.000000 UTC", "2026-02-06 14:00:00.000000 UTC"


@dataclass(frozen=True)
class Class:
    """A course, and `softskills status` on it."""

    course: Course

    def status(self, *options: str) -> Result:
        ran = CliRunner().invoke(app, ["status", *options, "--course", str(self.course.root)])
        assert ran.exit_code == 0, ran.output
        return ran

    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.status(QUIZ, "--json").stdout)
        return found

    def states(self) -> dict[str, list[str]]:
        return {one["student"]: one["states"] for one in self.data()["learners"]}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Class:
    course = Course(tmp_path_factory.mktemp("status"))
    course.do("generate_assignment", QUIZ)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.update_or_create_assignment(QUIZ, duedate=DUE)
        for name in ("damaged", "extended", "late", "marked", "new-text", "not-graded", "unmarked", "waits"):
            gradebook.add_student(name)
        gradebook.add_student("missing", first_name="Mira", last_name="Sing", email="mira@example.org")
        gradebook.add_student("hostile", first_name=HOSTILE, last_name="\u202egnp\n", email="=1+1@example.org")
        gradebook.update_or_create_submission(QUIZ, "extended", extension=timedelta(days=3, hours=1))
    right = lines(course.right_answers())

    def hand_in(student: str, time: str = IN_TIME, content: str = right) -> None:
        folder = course.submission(student)
        (folder / ANSWERS).write_text(content, "utf-8")
        (folder / "timestamp.txt").write_text(time, "utf-8")

    for student in ("marked", "new-text", "stranger", "unmarked"):
        hand_in(student)
    hand_in("damaged", content=right + "{\n")
    for student in ("extended", "late"):
        hand_in(student, LATE)
    assert grade(course, QUIZ, "--no-collect").code == 0
    hand_in("not-graded")
    (course.root / "submitted" / "new-text" / QUIZ / ANSWERS).write_text("", "utf-8")
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        gradebook.remove_student("stranger")
        for student in ("marked", "late", "extended", "damaged", "new-text"):
            for one in gradebook.find_submission_notebook(QUIZ, QUIZ, student).grades:
                one.needs_manual_grade = False
        gradebook.db.commit()
    inbound = course.base / "exchange" / "soft-skills" / "inbound"
    (inbound / f"waits+{QUIZ}+{IN_TIME}+1").mkdir(parents=True)
    (inbound / f"marked+{QUIZ}+{IN_TIME}+1").mkdir()
    settings = course.root / "nbgrader_config.py"
    settings.write_text(
        settings.read_text("utf-8")
        + f"c.Exchange.root = {str(course.base / 'exchange')!r}\nc.ExchangeCollect.check_owner = False\n",
        "utf-8",
    )
    return Class(course)


@pytest.fixture
def changed(seen: Class) -> Any:
    """The same class, to be changed; what a test does to it is undone."""
    with undone(seen.course):
        yield seen
