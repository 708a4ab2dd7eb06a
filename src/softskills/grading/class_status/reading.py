"""Read where a class stands: from the gradebook, the folders of the course, and the exchange. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from softskills.course import QUIZ_FILE
from softskills.grading.class_status.model import Row, Status
from softskills.grading.class_status.older import older_marks
from softskills.grading.exchange.waiting import fetched_is_older, waiting_in
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import ClassRows, Marks, Person, read_class
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.nbgrader.settings import CONFIG
from softskills.grading.nbgrader.timestamps import submitted_at
from softskills.grading.submission.answer_file import read_answers
from softskills.grading.submission.basis import handed_in
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.marking import QuizAssignment
from softskills.grading.submission.rebuild import fault_of
from softskills.grading.submission.released import ReleasedQuiz
from softskills.items import ContentError


class CannotRead(RuntimeError):
    """Nobody can say where the class stands. The message says why, and what to do."""


def assignments(root: Path) -> list[str]:
    """The assignments of the nbgrader course in `root`, in order. Raises CannotRead."""
    course = _course(root, "*")
    return sorted(file.name for file in course.place("source").parent.glob("*") if _is_assignment(file))


def read_status(root: Path, assignment: str) -> Status:
    """Where the class stands with an assignment of the nbgrader course in `root`. Raises CannotRead."""
    course = _course(root, assignment)
    if not course.place("source").is_dir() and not course.place("release").is_dir():
        known = ", ".join(assignments(root)) or "none"
        raise CannotRead(f"{root} has no assignment {assignment!r}. It has: {known}.")
    try:
        rows = read_class(course.settings.db_url, assignment)
        return _Reader(course, rows).status()
    except (GradebookError, InstructorError, SystemExit) as error:
        raise CannotRead(str(error)) from error


class _Reader:
    def __init__(self, course: CourseAssignment, rows: ClassRows) -> None:
        self.course = course
        self.rows = rows
        self.notes: list[str] = []
        self.quiz = course.quiz()
        self.autograded = frozenset(course.students("autograded"))
        self.released = self._released(self.quiz) if self.quiz else None

    def status(self) -> Status:
        collected = set(self.course.students("submitted"))
        waiting = self._waiting()
        rows = tuple(
            self._row(student, student in collected, waiting.get(student))
            for student in sorted({*self.rows.people, *collected, *waiting})
        )
        if not self.rows.people:
            self.notes.append(
                "The class list is empty, so nobody can be said to be missing. It's filled by: "
                "nbgrader db student import"
            )
        if self.quiz:
            self.notes += self.quiz.unreleased() if self.quiz.release.is_dir() else []
            self.notes += self._older()
        deadlines = self.rows.deadlines
        return Status(self.course.name, deadlines.due, deadlines.in_time_only, tuple(self.notes), rows)

    def _released(self, quiz: QuizAssignment) -> ReleasedQuiz | None:
        try:
            return quiz.released()
        except (ContentError, InstructorError) as error:
            self.notes.append(f"Nobody can be graded as it is: {error}")
            return None

    def _waiting(self) -> Mapping[str, datetime]:
        try:
            if fetched_is_older(self.course):
                self.notes.append(
                    "Who fetches it now gets another version than the one in release/, which is what is graded. "
                    f"To change that: nbgrader release_assignment {self.course.name} --force"
                )
            return waiting_in(self.course)
        except OSError as error:
            self.notes.append(f"The exchange cannot be looked at, so what waits in it is not counted: {error.strerror}")
            return {}

    def _older(self) -> list[str]:
        if self.released is None:
            return []
        noted, scored_by = self.rows.noted.values(), self.released.scored_by
        older = sum(one.is_known and not one.is_by(scored_by) for one in noted)
        return older_marks(self.course.name, older, sum(not one.is_known for one in noted))

    def _row(self, student: str, is_collected: bool, waits_since: datetime | None) -> Row:
        folder = self.course.place("submitted", student)
        time = submitted_at(folder) if is_collected else None
        person = self.rows.people.get(student)
        marks = self.rows.marks.get(student, Marks(0.0, 0))
        deadlines = self.rows.deadlines
        is_graded = student in (self.rows.noted if self.quiz else self.autograded)
        return Row(
            student=student,
            name=(person or Person()).name,
            email=(person or Person()).email,
            in_class=person is not None,
            collected=is_collected,
            handed_in=time,
            waits_since=waits_since
            if waits_since and self._is_wanted(student, is_collected, time, waits_since)
            else None,
            due=deadlines.due,
            extension=deadlines.extensions.get(student),
            remarks=tuple(self._remarks(folder)) if is_collected else (),
            graded=is_graded,
            stale=tuple(self._stale(student, folder)) if is_graded else (),
            unmarked=marks.unmarked if is_graded else 0,
            score=marks.score if is_graded else None,
            max_score=self.rows.max_score,
        )

    def _is_wanted(self, student: str, is_collected: bool, held: datetime | None, waits_since: datetime) -> bool:
        """Whether what lies in the exchange is to be collected."""
        if not is_collected or held is None:
            return True
        deadlines = self.rows.deadlines
        if deadlines.in_time_only and deadlines.is_in_time(student, held) != deadlines.is_in_time(student, waits_since):
            return deadlines.is_in_time(student, waits_since)
        return waits_since > held

    def _remarks(self, folder: Path) -> Iterator[str]:
        if self.released is not None:
            yield from read_answers(folder, self.released.quiz).remarks
            for name, notebook in self.released.notebooks.items():
                yield from fault_of(notebook.notebook, folder / f"{name}.ipynb")

    def _stale(self, student: str, folder: Path) -> Iterator[str]:
        if self.released is None:
            return
        noted = self.rows.noted[student]
        if not noted.is_known:
            yield "Nobody noted by which key the marks were given."
        elif not noted.is_by(self.released.scored_by):
            yield "The marks are older than the key."
        if folder.is_dir() and not noted.is_of(handed_in(folder)):
            yield "The marks are of another version than the one in submitted/."


def _course(root: Path, assignment: str) -> CourseAssignment:
    if not (root / CONFIG).is_file():
        raise CannotRead(f"{root} has no {CONFIG}, and is not the folder of a course.")
    try:
        return CourseAssignment(root, assignment)
    except SystemExit as error:
        raise CannotRead(str(error)) from error


def _is_assignment(folder: Path) -> bool:
    return not folder.name.startswith(".") and ((folder / QUIZ_FILE).is_file() or any(folder.glob("*.ipynb")))
