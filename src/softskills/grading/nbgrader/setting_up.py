"""Set up an nbgrader course without its commands: release assignments, enrol learners, set due dates."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import datetime
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException

from softskills.grading.nbgrader.assignment import CourseAssignment


class NotReleased(RuntimeError):
    """An assignment could not be prepared for release. The message says why."""


def prepare_release(root: Path, assignment: str) -> None:
    """What `nbgrader generate_assignment` does: a clean copy in release/, and the assignment in the gradebook.

    Raises NotReleased.
    """
    course = CourseAssignment(root, assignment)
    converter = GenerateAssignment(coursedir=course.settings, parent=course.app)
    with chdir(course.root), _quiet():
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise NotReleased(
                f"{assignment} was not prepared for release: {error}\nTo see more, run in {course.root}: "
                f"nbgrader generate_assignment {assignment}"
            ) from error


def enrol(root: Path, learners: Iterable[Mapping[str, str]], due: Mapping[str, datetime]) -> None:
    """Write learners (id, first_name, last_name, email) into the gradebook, and when assignments are due, in UTC."""
    course = CourseAssignment(root, "")
    with Gradebook(course.settings.db_url, course.settings.course_id) as gradebook:
        for one in learners:
            rest = {name: value for name, value in one.items() if name != "id"}
            gradebook.update_or_create_student(one["id"], **rest)
        for assignment, time in due.items():
            gradebook.update_or_create_assignment(assignment, duedate=time.replace(tzinfo=None))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without nbgrader's log, which each reading of the settings makes loud again."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
