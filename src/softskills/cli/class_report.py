"""Puts a report together: what the grading room reads of a class, and the figures that the reports room makes of it."""

from __future__ import annotations

from contextlib import chdir, suppress
from pathlib import Path

from softskills.course import QUIZ_FILE, DataFiles, course_at, root_above
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.hand_ins import answers_of_class, hand_ins, quizzes_until
from softskills.grading.submission.errors import InstructorError
from softskills.items import ContentError
from softskills.items.bank import load_competencies
from softskills.reports.classes import ClassReport, Earlier, class_report
from softskills.reports.classes.places import QuizPlaces, quiz_places
from softskills.sources import Source, read_yaml


def read_report(root: Path, assignment: str) -> ClassReport:
    """All figures of an assignment of the nbgrader course in `root`, as tables: for a notebook of an instructor's own.

    Raises InstructorError, ContentError, GradebookError or SystemExit when the instructor's files or the gradebook
    cannot be used.
    """
    root = root.resolve()
    with chdir(root):  # elsewhere nbgrader warns that it finds no settings, and then reads those of `root`
        return _read(root, assignment)


def _read(root: Path, assignment: str) -> ClassReport:
    course = CourseAssignment(root, assignment)
    quiz = course.quiz()
    if quiz is None:
        raise InstructorError(
            f"{assignment!r} is no quiz of this course, so there is nothing to report: there is no {QUIZ_FILE} in "
            f"{course.place('source')}. Name an assignment that has one."
        )
    released = quiz.released()
    others = []
    for name in quizzes_until(course):
        # One that was never released, or isn't sound any more, is not a reason to withhold this one.
        with suppress(InstructorError, ContentError):
            earlier = CourseAssignment(root, name)
            if (of_earlier := earlier.quiz()) is None:
                continue
            sound = of_earlier.released()
            if answered := answers_of_class(earlier, sound.quiz):
                others.append(Earlier(name, sound.quiz, sound.keys, answered))
    return class_report(
        assignment,
        released.quiz,
        released.keys,
        hand_ins(course, released.quiz),
        _places(course.root, quiz.source / QUIZ_FILE, quiz.keys / f"{released.quiz.quiz}.yml"),
        _competency_names(course.root),
        others,
    )


def _places(root: Path, quiz: Path, keys: Path) -> QuizPlaces:
    """Where situations stand, with files named as seen from the course."""
    sources = []
    for file in (quiz, keys):
        read = read_yaml(file)
        named = file.resolve()
        named = named.relative_to(root) if named.is_relative_to(root) else named
        sources.append(Source(named, read.data, read.lines))
    return quiz_places(*sources)


def _competency_names(root: Path) -> dict[str, str]:
    """How competencies are called; by their ids alone where no course lies around the nbgrader course."""
    above = root_above(root)
    with suppress(ContentError):
        if above is not None:
            data: DataFiles = course_at(above)
            return {one.id: one.name for one in load_competencies(data.data).values()}
    return {}
