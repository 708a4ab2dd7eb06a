"""What the gradebook says of a whole class and one assignment, read only: nothing is made, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbgrader.api import Assignment, Grade, Notebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import case, create_engine, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from softskills.grading.nbgrader.deadlines import Deadlines, read_deadlines
from softskills.grading.nbgrader.noted import Noted, read_noted
from softskills.grading.nbgrader.rows import GradebookError


@dataclass(frozen=True)
class Person:
    """A learner of the class list."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first_name, self.last_name)))


@dataclass(frozen=True)
class Marks:
    """What a graded submission got so far, less what lateness costs, and how much of it waits for a grader; and the
    points among it that were given without one.
    """

    score: float
    unmarked: int
    automatic: float = 0.0


@dataclass(frozen=True)
class ClassRows:
    """The class list, and of one assignment when it is due, what it is worth, and by learner what is known of marks."""

    people: Mapping[str, Person] = field(default_factory=dict)
    deadlines: Deadlines = field(default_factory=Deadlines)
    max_score: float | None = None
    marks: Mapping[str, Marks] = field(default_factory=dict)
    noted: Mapping[str, Noted] = field(default_factory=dict)


def read_class(url: str, assignment: str) -> ClassRows:
    """What the gradebook at this address says; nothing when there is none yet. Raises GradebookError."""
    try:
        with read_only(url) as session:
            return ClassRows() if session is None else _rows(session, assignment)
    except SQLAlchemyError as error:
        raise GradebookError(f"The gradebook cannot be used: {error}") from error


@contextmanager
def read_only(url: str) -> Iterator[Session | None]:
    """The gradebook at this address, in which nothing can be changed; None when there is none yet."""
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        file = Path(made.database or "")
        if not file.is_file():
            yield None
            return
        engine = create_engine(f"sqlite:///file:{quote(str(file.absolute()))}?mode=ro&uri=true")
    else:
        engine = create_engine(made, execution_options={"postgresql_readonly": True})
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _rows(session: Session, assignment: str) -> ClassRows:
    people = {
        student: Person(first or "", last or "", email or "")
        for student, first, last, email in session.execute(
            select(Student.id, Student.first_name, Student.last_name, Student.email)
        )
    }
    found = session.scalar(select(Assignment.id).where(Assignment.name == assignment))
    if found is None:
        return ClassRows(people)
    max_score = session.scalar(select(func.sum(Notebook.max_score)).where(Notebook.assignment_id == found))
    return ClassRows(
        people, read_deadlines(session, assignment), max_score, _marks(session, found), read_noted(session, found)
    )


def _marks(session: Session, assignment: str) -> dict[str, Marks]:
    joined: Any = (
        select(
            SubmittedAssignment.student_id,
            func.coalesce(func.sum(Grade.score), 0.0),
            func.sum(case((Grade.needs_manual_grade, 1), else_=0)),
            func.coalesce(func.sum(Grade.auto_score), 0.0),
        )
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    )
    lateness = select(
        SubmittedAssignment.student_id, func.coalesce(func.sum(SubmittedNotebook.late_submission_penalty), 0.0)
    ).join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
    costs: dict[str, float] = {}
    for student, cost in session.execute(_by_student(lateness, assignment)):
        costs[student] = cost
    return {
        student: Marks(score - costs.get(student, 0.0), unmarked, automatic)
        for student, score, unmarked, automatic in session.execute(_by_student(joined, assignment))
    }


def _by_student(query: Any, assignment: str) -> Any:
    return query.where(SubmittedAssignment.assignment_id == assignment).group_by(SubmittedAssignment.student_id)
