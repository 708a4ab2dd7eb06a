"""Rules on what learners must not get."""

from __future__ import annotations

from collections.abc import Iterator

from softskills.checks.course import Course
from softskills.checks.findings import Hit


def nothing_private(course: Course) -> Iterator[Hit]:
    for file, said in course.leaks:
        yield Hit(file, None, None, said.rstrip("."), "Take it out: learners get every file of this folder.")
