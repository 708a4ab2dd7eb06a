"""For grades that go back to a platform: what the gradebook has of them, and what was sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_only
from softskills.grading.nbgrader.own_rows import PassbackRow, has_table, make_tables
from softskills.grading.nbgrader.rows import GradebookError


def platform_ids(course: CourseAssignment) -> dict[str, str]:
    """By learner the platform's id, `lms_user_id` of the class list, where there is one. Raises GradebookError."""
    query = select(Student.id, Student.lms_user_id)
    return {student: user.strip() for student, user in _read(course, query) if user and user.strip()}


def typed_comments(course: CourseAssignment) -> dict[str, str]:
    """By learner all comments that markers typed for the assignment, in the order of its notebooks and cells. Raises
    GradebookError.
    """
    query = (
        select(SubmittedAssignment.student_id, Comment.manual_comment)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(Assignment.name == course.name)
        .order_by(SubmittedAssignment.student_id, Notebook.name, BaseCell.name)
    )
    found = defaultdict(list)
    for student, comment in _read(course, query):
        if comment and comment.strip():
            found[student].append(comment.strip())
    return {student: "\n\n".join(comments) for student, comments in found.items()}


def read_sent(course: CourseAssignment, platform: str) -> dict[str, dict[str, Any]]:
    """By learner what is known of the assignment's scores there: "line_item", "sent" and "trying", see `PassbackRow`.
    Raises GradebookError.
    """
    query = select(PassbackRow.student_id, PassbackRow.line_item, PassbackRow.sent, PassbackRow.trying).where(
        PassbackRow.assignment == course.name, PassbackRow.platform == platform
    )
    return {
        student: {"line_item": line_item, "sent": sent, "trying": trying}
        for student, line_item, sent, trying in _read(course, query, PassbackRow)
    }


class SentRows:
    """The rows of one assignment and platform, to be written one by one: each is in the gradebook before the next
    step. It's a context manager. Raises GradebookError.
    """

    def __init__(self, course: CourseAssignment, platform: str) -> None:
        self._course, self._platform = course, platform

    def __enter__(self) -> SentRows:
        try:
            self._gradebook: Any = Gradebook(self._course.settings.db_url, self._course.settings.course_id)
            make_tables(self._gradebook.db)
            self._gradebook.db.commit()
        except SQLAlchemyError as error:
            raise _unusable(error) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()

    def write(
        self, student: str, line_item: str, sent: Mapping[str, Any] | None, trying: Mapping[str, Any] | None
    ) -> None:
        """What is known from now on. A learner of whom nothing is known has no row."""
        session = self._gradebook.db
        key = {"student_id": student, "assignment": self._course.name, "platform": self._platform}
        try:
            if sent is None and trying is None:
                if row := session.get(PassbackRow, key):
                    session.delete(row)
            else:
                rest = {"sent": dict(sent) if sent else None, "trying": dict(trying) if trying else None}
                session.merge(PassbackRow(**key, line_item=line_item, **rest))
            session.commit()
        except SQLAlchemyError as error:
            session.rollback()
            raise _unusable(error) from error


def _read(course: CourseAssignment, query: Any, needs: Any = None) -> list[Any]:
    try:
        with read_only(course.settings.db_url) as session:
            if session is None or (needs is not None and not has_table(session, needs)):
                return []
            return list(session.execute(query))
    except SQLAlchemyError as error:
        raise _unusable(error) from error


def _unusable(error: SQLAlchemyError) -> GradebookError:
    return GradebookError(f"The gradebook cannot be used: {error}")
