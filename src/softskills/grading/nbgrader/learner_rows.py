"""All rows of the gradebook that are of one learner, in nbgrader's tables and in ours: read as data, or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Table, delete, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.own_rows import OwnRow
from softskills.grading.nbgrader.rows import GradebookError

OF_A_LEARNER = ("notebook_id", "student_id")
"""The columns by which a table of ours is of a learner: the id of a submitted notebook, or theirs."""

OF_NO_LEARNER = frozenset({"softskills_in_time", "softskills_comment"})
"""Our tables that hold nothing of any learner."""


def tables_of_learners() -> dict[str, str]:
    """By the names of our tables that hold something of learners, the column that says of whom."""
    found = {}
    for table in OwnRow.metadata.sorted_tables:
        for column in OF_A_LEARNER:
            if column in table.columns:
                found[table.name] = column
                break
    return found


def rows_of(course: CourseAssignment, student: str) -> dict[str, list[dict[str, Any]]]:
    """All that the gradebook holds of a learner, by table. Raises GradebookError."""
    with _session(course) as session:
        found = {}
        for table, condition in _of(session, student):
            query: Any = select(table).where(condition)
            if table.name in (Grade.__tablename__, Comment.__tablename__):
                cells = BaseCell.__table__
                query = select(table, cells.c.name.label("cell")).join(cells, cells.c.id == table.c.cell_id)
                query = query.where(condition)
            if rows := [dict(row) for row in session.execute(query).mappings()]:
                found[table.name] = rows
        return found


def delete_rows(course: CourseAssignment, student: str) -> int:
    """Delete them, in one transaction, and say how many they were. Raises GradebookError, and then none is deleted."""
    with _session(course) as session:
        count = 0
        if session.get_bind().dialect.name == "sqlite":  # which otherwise leaves what was deleted in its file
            session.execute(text("PRAGMA secure_delete = ON"))
        for table, condition in _of(session, student):
            count += session.execute(delete(table).where(condition)).rowcount
        session.commit()
        return count


def is_listed(course: CourseAssignment, student: str) -> bool:
    """Whether the gradebook has this learner. Raises GradebookError."""
    with _session(course) as session:
        return session.get(Student, student) is not None


def _of(session: Any, student: str) -> Iterator[tuple[Table, Any]]:
    """The tables, those first that lean on others, and which of their rows are of a learner."""
    submissions = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id == student)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(submissions))
    own = tables_of_learners()
    for table in reversed(OwnRow.metadata.sorted_tables):
        if table.name in own and inspect(session.connection()).has_table(table.name):
            column = table.columns[own[table.name]]
            yield table, (column == student if column.name == "student_id" else column.in_(notebooks))
    grades, comments = Grade.__table__, Comment.__table__
    yield grades, grades.c.notebook_id.in_(notebooks)
    yield comments, comments.c.notebook_id.in_(notebooks)
    yield SubmittedNotebook.__table__, SubmittedNotebook.__table__.c.assignment_id.in_(submissions)
    yield SubmittedAssignment.__table__, SubmittedAssignment.__table__.c.student_id == student
    yield Student.__table__, Student.__table__.c.id == student


class _session:
    """The gradebook's session, within a block."""

    def __init__(self, course: CourseAssignment) -> None:
        self._course = course

    def __enter__(self) -> Any:
        try:
            self._gradebook = Gradebook(self._course.settings.db_url, self._course.settings.course_id)
        except SQLAlchemyError as error:
            raise GradebookError(f"The gradebook cannot be used: {error}") from error
        return self._gradebook.db

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is not None:
            self._gradebook.db.rollback()
        self._gradebook.close()
        if isinstance(error, SQLAlchemyError):
            raise GradebookError(f"The gradebook cannot be used: {error}") from error
