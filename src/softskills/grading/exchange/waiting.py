"""What lies in the exchange, by the names of its folders alone: nothing in them is opened."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from softskills.grading.exchange.claims import read_claim, student_of
from softskills.grading.exchange.copying import Refused
from softskills.grading.nbgrader.assignment import CourseAssignment


def waiting_in(course: CourseAssignment) -> dict[str, datetime]:
    """When each learner last handed in an assignment, in UTC, as the exchange has it; nothing when there is none.

    Raises OSError when it cannot be listed.
    """
    collector = course.collector()
    inbound = Path(collector.root, course.settings.course_id, "inbound")
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
