"""When an assignment is due, for each learner: the due date, the extension of those who have one, and whether what
comes later is taken at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from sqlalchemy import select

from softskills.grading.nbgrader.own_rows import InTimeRow, has_table, make_tables


@dataclass(frozen=True)
class Deadlines:
    """Times in UTC, without saying so. With `in_time_only`, who handed in something in time keeps that, whatever comes
    later.
    """

    due: datetime | None = None
    extensions: Mapping[str, timedelta] = field(default_factory=dict)
    in_time_only: bool = False

    def of(self, student: str) -> datetime | None:
        """When it is due for a learner; None when nothing is due."""
        return own_due(self.due, self.extensions.get(student))

    def is_in_time(self, student: str, time: datetime) -> bool:
        due = self.of(student)
        return due is None or time <= due


def own_due(due: datetime | None, extension: timedelta | None) -> datetime | None:
    """When it is due for somebody with this extension; None when nothing is due."""
    return None if due is None else due + (extension or timedelta())


def seconds_late(submission: Any) -> float:
    """By how many seconds a submission came too late; 0 when it came in time, or nobody can say.

    nbgrader's own total_seconds_late breaks at an extension of an assignment that has no due date.
    """
    due = own_due(submission.assignment.duedate, submission.extension)
    if due is None or submission.timestamp is None:
        return 0.0
    return float(max(0.0, (submission.timestamp - due).total_seconds()))


def deadlines_of(course: Any) -> Deadlines:
    """The deadlines of the assignment of a course directory."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return read_deadlines(gradebook.db, course.assignment_id)


def read_deadlines(session: Any, assignment: str) -> Deadlines:
    """The deadlines of an assignment, by its name; none when the gradebook does not know it."""
    due = session.scalar(select(Assignment.duedate).where(Assignment.name == assignment))
    extended = (
        select(SubmittedAssignment.student_id, SubmittedAssignment.extension)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment, SubmittedAssignment.extension.is_not(None))
    )
    extensions = {row.student_id: row.extension for row in session.execute(extended)}
    in_time_only = has_table(session, InTimeRow) and session.get(InTimeRow, assignment) is not None
    return Deadlines(due, extensions, in_time_only)


def keep_in_time_only(course: Any, wanted: bool) -> None:
    """Note for all later commands whether only what came in time is to be taken for the assignment."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        make_tables(gradebook.db)
        row = gradebook.db.get(InTimeRow, course.assignment_id)
        if wanted and row is None:
            gradebook.db.add(InTimeRow(assignment=course.assignment_id))
        elif not wanted and row is not None:
            gradebook.db.delete(row)
        gradebook.db.commit()
