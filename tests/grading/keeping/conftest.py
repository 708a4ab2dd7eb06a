"""A graded class with an exchange, made once. What a test does to it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import notebook_hash
from typer.testing import CliRunner, Result

from softskills.cli import app
from support.grade_command import grade
from support.grading_course import QUIZ, Course, lines, undone

TIME = "2026-02-03 04:05:06.000000 UTC"


@dataclass(frozen=True)
class Class:
    """The course, its folder of the exchange, and commands on it."""

    course: Course

    @property
    def exchange(self) -> Path:
        return self.course.base / "exchange" / "soft-skills"

    def run(self, *arguments: str, code: int = 0) -> Result:
        ran = CliRunner().invoke(app, [*arguments, "--course", str(self.course.root)])
        assert ran.exit_code == code, ran.output
        return ran

    def points(self) -> dict[str, float]:
        with Gradebook(f"sqlite:///{self.course.database}", "soft-skills") as gradebook:
            return {
                one.student_id: next(grade.auto_score for grade in one.notebooks[0].grades if grade.auto_score)
                for one in gradebook.assignment_submissions(QUIZ)
            }

    def traces(self, student: str) -> list[str]:
        """Files of the course and the exchange with the id in their path or in them."""
        return sorted(
            str(path.relative_to(self.course.base))
            for top in (self.course.root, self.exchange)
            for path in top.rglob("*")
            if student in str(path.relative_to(self.course.base))
            or (path.is_file() and student.encode() in path.read_bytes())
        )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    course = Course(tmp_path_factory.mktemp("keeping"))
    course.do("generate_assignment", QUIZ)
    found = Class(course)
    right = course.right_answers()
    for count, student in enumerate(("adalove", "adalove-two", "benny")):
        folder = course.submission(student)
        kept = dict(list(right.items())[: len(right) - count])
        (folder / "answers.jsonl").write_text(lines(kept), "utf-8")
        handed = found.exchange / "inbound" / f"{student}+{QUIZ}+{TIME}+1"
        handed.mkdir(parents=True)
        (handed / "submission_secret.txt").write_text(f"secret of {student}", "utf-8")
        (handed / "timestamp.txt").write_text(TIME, "utf-8")
        (handed / f"{QUIZ}.ipynb").write_bytes((folder / f"{QUIZ}.ipynb").read_bytes())
    assert grade(course, QUIZ, "--no-collect").code == 0
    (found.exchange / "feedback").mkdir()
    for student in ("adalove", "benny"):
        name = notebook_hash(secret=f"secret of {student}", notebook_id=QUIZ)
        (found.exchange / "feedback" / f"{name}.html").write_text("feedback", "utf-8")
    settings = course.root / "nbgrader_config.py"
    more = f"c.Exchange.root = {str(found.exchange.parent)!r}\nc.ExchangeCollect.check_owner = False\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        for mark in gradebook.find_submission_notebook(QUIZ, QUIZ, "benny").grades:
            if mark.needs_manual_grade:
                mark.manual_score, mark.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    return found


@pytest.fixture
def klass(made: Class) -> Iterator[Class]:
    exchange = {file: file.read_bytes() for file in made.exchange.rglob("*") if file.is_file()}
    with undone(made.course):
        yield made
    for file, content in exchange.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
