"""A class whose marks are to go to a platform: its gradebook, made without nbgrader's commands, and its clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from nbgrader.api import Gradebook

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.programs import put_on_path
from softskills.grading.passback.client import Client
from softskills.grading.passback.plan import Plan
from softskills.grading.passback.run import Outcome, send, users_of
from softskills.grading.passback.settings import make_key, read_key, read_platform
from support.lti_platform import LtiPlatform

ASSIGNMENT = "part-2"
POINTS = {"ada": 8.0, "benny": 5.5, "cleo": 0.0}


@dataclass
class Class:
    """A course whose gradebook is full, and the clock by which it's sent."""

    root: Path
    platform: LtiPlatform
    waits: list[float] = field(default_factory=list)
    begun: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def gradebook(self) -> Any:
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "soft-skills")

    def settle(self, **more: Any) -> None:
        (self.root / "lti.yml").write_text(yaml.safe_dump(self.platform.settings(**more)), "utf-8")

    def mark(self, student: str, **values: Any) -> None:
        """Change the one mark of a learner in the gradebook."""
        with self.gradebook() as book:
            grade = book.find_grade("marks", "q", ASSIGNMENT, student)
            for name, value in values.items():
                setattr(grade, name, value)
            book.db.commit()

    def comment(self, student: str, text: str) -> None:
        with self.gradebook() as book:
            book.find_comment("marks", "q", ASSIGNMENT, student).manual_comment = text
            book.db.commit()

    def name(self, student: str, user: str | None) -> None:
        with self.gradebook() as book:
            book.find_student(student).lms_user_id = user
            book.db.commit()

    def now(self) -> datetime:
        """The clock: it goes on by waits alone, which nobody really waited."""
        return self.begun + timedelta(seconds=sum(self.waits))

    def client(self) -> Client:
        key = read_key(self.root / "lti-key.pem")
        return Client(read_platform(self.root), key, self.now, self.waits.append)

    def send(self, **options: Any) -> tuple[Plan, Outcome]:
        course, client = CourseAssignment(self.root, ASSIGNMENT), self.client()
        try:
            return send(course, client, users_of(course, None), **options)
        finally:
            client.close()


def make_passback_class(root: Path) -> None:
    root.mkdir()
    put_on_path()  # nbgrader makes a gradebook by alembic
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'soft-skills'\n", "utf-8")
    make_key(root / "lti-key.pem")
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", "soft-skills") as book:
        book.add_assignment(ASSIGNMENT)
        book.add_notebook("q", ASSIGNMENT)
        book.add_grade_cell("marks", "q", ASSIGNMENT, max_score=10, cell_type="markdown")
        book.add_solution_cell("marks", "q", ASSIGNMENT)
        for student in (*POINTS, "dora"):
            book.add_student(student, lms_user_id=f"user+{student}")
        for student, points in POINTS.items():
            book.add_submission(ASSIGNMENT, student)
            grade = book.find_grade("marks", "q", ASSIGNMENT, student)
            grade.auto_score, grade.manual_score, grade.needs_manual_grade = 0, points, False
        book.db.commit()
