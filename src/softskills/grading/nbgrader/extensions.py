"""When something is due for one learner: the due date of the assignment, and the extension that they have, if any."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any


def own_due(due: datetime | None, extension: timedelta | None) -> datetime | None:
    """When it is due for a learner; None when nothing is due."""
    return None if due is None else due + (extension or timedelta())


def seconds_late(submission: Any) -> float:
    """By how many seconds a submission came too late; 0 when it came in time, or nobody can say.

    nbgrader's own total_seconds_late breaks at an extension of an assignment that has no due date.
    """
    due = own_due(submission.assignment.duedate, submission.extension)
    if due is None or submission.timestamp is None:
        return 0.0
    return float(max(0.0, (submission.timestamp - due).total_seconds()))
