"""The parts of nbgrader's exchange that ours are built upon, and what they ask of the gradebook."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback

__all__ = ["ExchangeCollect", "ExchangeReleaseFeedback", "due_date"]


def due_date(course: Any) -> datetime | None:
    """When the assignment of a course directory is due, in UTC; None when the gradebook does not say."""
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            duedate: datetime | None = gradebook.find_assignment(course.assignment_id).duedate
        except MissingEntry:
            return None
    return duedate
