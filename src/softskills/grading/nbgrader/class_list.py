"""The gradebook's list of learners, read and written as a whole; and the grades of a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from nbgrader.api import Gradebook, Student
from sqlalchemy.exc import SQLAlchemyError

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.rows import GradebookError


def read_list(course: CourseAssignment) -> dict[str, dict[str, str]]:
    """First and last name and address of all learners, by id. Raises GradebookError."""
    people = read_class(course.settings.db_url, course.name).people
    return {ident: asdict(people[ident]) for ident in sorted(people)}


def write_list(course: CourseAssignment, learners: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Add learners to the gradebook, or bring them up to date, all in one transaction. Raises GradebookError."""
    try:
        with Gradebook(course.settings.db_url, course.settings.course_id) as gradebook:
            for ident, rest in learners:
                gradebook.db.merge(Student(id=ident, **{name: value or None for name, value in rest.items()}))
            gradebook.db.commit()
    except SQLAlchemyError as error:
        raise GradebookError(f"Nothing was changed. The gradebook cannot be used: {error}") from error


def grades_of(course: CourseAssignment, assignment: str) -> tuple[float, dict[str, float | None]]:
    """What an assignment is worth, and by learner the points so far; None while something waits for marking.

    Raises GradebookError, also when there is no such assignment.
    """
    found = read_class(course.settings.db_url, assignment)
    if found.max_score is None:
        raise GradebookError(f"The gradebook has no assignment {assignment!r}, and nothing was written.")
    return found.max_score, {
        student: None if marks.unmarked else marks.score
        for student, marks in found.marks.items()
        if student in found.noted or marks.score
    }
