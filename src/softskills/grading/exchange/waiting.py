"""What lies in the exchange: who has handed in, by the names of folders alone, and which version learners fetch."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from softskills.grading.exchange.claims import read_claim, student_of
from softskills.grading.exchange.copying import Refused
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.folders import contents


def waiting_in(course: CourseAssignment) -> dict[str, datetime]:
    """When each learner last handed in an assignment, in UTC, as the exchange has it; nothing when there is none.

    Raises OSError when it cannot be listed.
    """
    collector = course.collector()
    inbound = _place(course, "inbound")
    found: dict[str, datetime] = {}
    if not course.settings.course_id or not inbound.is_dir():
        return found
    with os.scandir(inbound) as entries:
        for entry in entries:
            if said := student_of(entry.name, course.name):
                try:
                    claim = read_claim(entry, *said, collector.check_owner)
                except (Refused, FileNotFoundError):
                    continue  # collecting names those
                found[claim.student] = max(claim.time, found.get(claim.student, claim.time))
    return found


def fetched_is_older(course: CourseAssignment) -> bool:
    """Whether learners who fetch the assignment now get another version than the one in release/. Raises OSError."""
    released, fetched = course.place("release"), _place(course, "outbound") / course.name
    if not course.settings.course_id or not fetched.is_dir() or not released.is_dir():
        return False
    return contents(released) != contents(fetched)


def _place(course: CourseAssignment, step: str) -> Path:
    return Path(course.collector().root, course.settings.course_id, step)
