"""The course that a build is of."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.application import Sphinx

from softskills.course import COURSE, DATA, Course, course_at, find_course, naming, root_above


def course_of(app: Sphinx) -> Course:
    """The course that the environment names, else the one beside `_config.yml` or above it. Raises ContentError."""
    if os.environ.get(COURSE) or os.environ.get(DATA):
        return find_course()
    folder = Path(app.confdir)
    return course_at(root_above(folder) or folder)


def hand_on(course: Course) -> None:
    """Name the course to the cells of notebooks, which run in a folder of their own."""
    os.environ |= naming(course)
