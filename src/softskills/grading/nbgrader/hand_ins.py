"""What a class handed in for one assignment: who, when, with which answers, and what the gradebook says of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from nbgrader.api import Assignment, Gradebook
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from softskills.course import QUIZ_FILE
from softskills.grading.nbgrader.assignment import CourseAssignment, students_folders
from softskills.grading.nbgrader.class_rows import Person, read_class
from softskills.grading.nbgrader.deadlines import Deadlines
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.nbgrader.timestamps import submitted_at
from softskills.grading.submission.many_answers import read_all
from softskills.items import Quiz

State = Literal["in time", "late", "missing"]


@dataclass(frozen=True)
class HandIn:
    """One learner, and what they handed in.

    `name` is as typed into the roster, and may hold anything, as may `answers`, the one that counts for each item.
    `problems` says what of the answers could not be read, or stood elsewhere. `scene_points` are those that were given
    without a grader. `score` of `max_score` are all points in the gradebook, less what being late costs. All are None
    before grading. `waiting`: something is still to be marked by hand.
    """

    student: str
    name: str
    state: State
    problems: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    scene_points: float | None = None
    score: float | None = None
    max_score: float | None = None
    waiting: bool = False


def hand_ins(course: CourseAssignment, quiz: Quiz) -> list[HandIn]:
    """All learners of the gradebook, and whoever else handed in, in the order of their ids: for an assignment with this
    quiz. Raises GradebookError.
    """
    folders = answer_folders(course)
    book = read_class(course.settings.db_url, course.name)
    logs = read_all(folders, quiz)
    found = []
    for student in sorted({*book.people, *folders}):
        name = book.people.get(student, Person()).name or student
        if student not in folders:
            found.append(HandIn(student, name, "missing"))
            continue
        said, problems = logs[student]
        state = _state(folders[student], student, book.deadlines)
        one = HandIn(student, name, state, problems, said)
        if marks := book.marks.get(student):
            one = replace(
                one,
                scene_points=marks.automatic,
                score=marks.score,
                max_score=book.max_score,
                waiting=marks.unmarked > 0,
            )
        found.append(one)
    return found


def answers_of_class(course: CourseAssignment, quiz: Quiz) -> dict[str, dict[str, Any]]:
    """By learner the answer that counts for each item, of all who handed in."""
    return {student: said for student, (said, _) in read_all(answer_folders(course), quiz).items()}


def answer_folders(course: CourseAssignment) -> dict[str, Path]:
    """Where each learner's answers lie: what was graded, and where nothing is yet, what was handed in."""
    settings = course.settings
    submitted = students_folders(settings, settings.submitted_directory, course.name)
    return submitted | students_folders(settings, settings.autograded_directory, course.name)


def quizzes_until(course: CourseAssignment) -> list[str]:
    """The quizzes of the course that are due before this one, in that order; without a date they come last, by name."""
    try:
        with Gradebook(course.settings.db_url, course.settings.course_id) as gradebook:
            due = dict(gradebook.db.execute(select(Assignment.name, Assignment.duedate)).all())
    except SQLAlchemyError as error:
        raise GradebookError(f"The gradebook cannot be used: {error}") from error
    source = Path(course.place("source")).parent

    def when(name: str) -> tuple[datetime, str]:
        return due.get(name) or datetime.max, name

    quizzes = sorted((folder.parent.name for folder in source.glob(f"*/{QUIZ_FILE}")), key=when)
    return [name for name in quizzes if when(name) < when(course.name) and name in due]


def _state(folder: Path, student: str, deadlines: Deadlines) -> State:
    time = submitted_at(folder)
    return "in time" if time is None or deadlines.is_in_time(student, time) else "late"
