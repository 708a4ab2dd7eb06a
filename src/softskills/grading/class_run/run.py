"""Grade a whole class in one go: collect, mark, note in the gradebook, and make the feedback.

The gradebook, `autograded/` and `feedback/` end as nbgrader's own commands leave them. A stop at any moment does no
harm: a graded submission appears in `autograded/` as a whole, and only once the gradebook has its marks, so the same
command again goes on with those that are not there.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from softskills.course import QUIZ_FILE
from softskills.grading.class_run import worker
from softskills.grading.class_run.graded_folders import Writer
from softskills.grading.class_run.pool import NoWorkers, Pool, batched
from softskills.grading.class_run.worker import Failed, MarkedSubmission, NobodyGradable
from softskills.grading.exchange.collecting import Refusal
from softskills.grading.keeping.one_learner import NotDone, settle
from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.assignment import CourseAssignment, NotCollected
from softskills.grading.nbgrader.hooks import require_gradable
from softskills.grading.nbgrader.noted import Noted
from softskills.grading.nbgrader.removed import READMIT, is_removed
from softskills.grading.nbgrader.rows import AssignmentRows, Entry, GradebookError, open_rows
from softskills.grading.nbgrader.safe_submission import make_safe
from softskills.grading.nbgrader.settings import CONFIG
from softskills.grading.nbgrader.timestamps import submitted_at
from softskills.grading.submission.basis import handed_in
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.marking import QuizAssignment

MARKED_AT_ONCE, RENDERED_AT_ONCE = 25, 10
KEPT = "What was graded is kept. Run the same command again to go on."

Progress = Callable[[str, int, int], None]
"""Told the name of a step, and how many of how many submissions are through it."""


class CannotRun(RuntimeError):
    """Nobody can be graded, or not any more. The message says why, what is kept, and what to do."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for: of whom, with how many processes, and which steps. `force` grades again what is done.
    `in_time_only` says for this and all later runs whether, of who handed in in time, only that is taken.
    """

    student: str | None = None
    jobs: int = 1
    collect: bool = True
    feedback: bool = True
    force: bool = False
    in_time_only: bool | None = None


@dataclass
class Summary:
    """What came of a run. `waiting` counts the submissions, of the whole class, that a grader must look at. `damaged`
    says of whom, of those graded now, what could not be read. `restored` names those who were graded before, and of
    whose work the gradebook had no marks any more. Of the whole class, `older` counts the submissions whose marks were
    given by another key, and `unknown` those of which nobody noted by which.
    """

    graded: list[str] = field(default_factory=list)
    graded_before: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    damaged: dict[str, list[str]] = field(default_factory=dict)
    restored: list[str] = field(default_factory=list)
    older: int = 0
    unknown: int = 0
    collected: int = 0
    feedback: int = 0
    waiting: int = 0
    in_time_only: bool = False


def grade_class(
    root: Path, assignment: str, options: Options, progress: Progress = lambda step, done, of: None
) -> Summary:
    """Grade what was handed in for a quiz of the nbgrader course in `root`. Raises CannotRun."""
    if not (root / CONFIG).is_file():
        raise CannotRun(f"{root} has no {CONFIG}, and is not the folder of a course.")
    try:
        course = CourseAssignment(root, assignment)
        quiz = course.quiz()
        if quiz is None:
            raise CannotRun(
                f"{assignment!r} is no quiz of this course: there is no {course.place('source') / QUIZ_FILE}. "
                f"An assignment of another sort is graded by: nbgrader autograde {assignment}"
            )
        with lock.held(course.root), chdir(course.root):
            require_gradable(quiz)
            settled = settle(course)
            summary = _Run(course, quiz, options, progress).run()
            summary.notes += [settled] if settled else []
            return summary
    except (SystemExit, InstructorError, NotDone, ValueError) as error:
        raise CannotRun(str(error)) from error
    except (NoWorkers, GradebookError) as error:
        raise CannotRun(f"{error}\n{KEPT}") from error


class _Run:
    def __init__(self, course: CourseAssignment, quiz: QuizAssignment, options: Options, progress: Progress) -> None:
        self.course = course
        self.quiz = quiz
        self.options = options
        self.progress = progress
        self.summary = Summary()
        self.writer = Writer(course)

    def run(self) -> Summary:
        if self.options.collect:
            self._collect()
        students = self._students()
        with (
            open_rows(self.course) as rows,
            Pool(self.options.jobs, worker.start, self.course.root, self.course.name) as pool,
        ):
            self._mark(students, rows, pool)
            if self.options.feedback:
                self._make_feedback(rows, pool)
            self.summary.waiting = rows.waiting()
            self._compare(rows)
            self.summary.in_time_only = rows.deadlines().in_time_only
        return self.summary

    def _collect(self) -> None:
        try:
            collector = self.course.collect(self.options.student or "*", self.options.in_time_only)
        except NotCollected as error:
            raise CannotRun(f"{error}\nTo grade what was collected before, use --no-collect.") from error
        # A collect plug-in of an instructor's own may not tell.
        self.summary.refused += getattr(collector, "refused", [])
        self.summary.notes += getattr(collector, "notes", [])
        self.summary.collected = len(getattr(collector, "collected", []))

    def _compare(self, rows: AssignmentRows) -> None:
        """Note of which marks the key, or the quiz, has changed since."""
        scored_by = self.quiz.released().scored_by
        noted = rows.noted().values()
        self.summary.unknown = sum(not one.is_known for one in noted)
        self.summary.older = sum(one.is_known and not one.is_by(scored_by) for one in noted)
        self.summary.notes += self.quiz.unreleased()

    def _students(self) -> list[str]:
        students = self.course.students("submitted")
        wanted = self.options.student
        if wanted is not None and wanted not in students and not self.summary.refused:
            raise CannotRun(f"{wanted} has handed in nothing for {self.course.name}.")
        excluded = self.course.settings.student_id_exclude.split(",")
        return [student for student in students if student not in excluded and wanted in (None, student)]

    def _mark(self, students: list[str], rows: AssignmentRows, pool: Pool) -> None:
        noted = rows.noted()
        todo = []
        for student in students:
            is_graded = self._was_graded(student, rows.notebooks)
            if is_graded and not self._is_in_gradebook(student, noted):
                self.summary.restored.append(student)
                is_graded = False
            if is_graded and not self.options.force:
                self.summary.graded_before.append(student)
            else:
                todo.append(student)
        may_be_new = None if self.course.autograde.create_student else rows.students()
        before = len(self.summary.refused)
        for batch in pool.map(worker.mark, self._made_safe(todo, may_be_new), MARKED_AT_ONCE):
            entries = []
            for student, result in batch:
                if isinstance(result, NobodyGradable):
                    raise CannotRun(f"{result.why}\n{KEPT}")
                if isinstance(result, MarkedSubmission):
                    with self._refusing(student):
                        self.writer.stage_graded(student, result.texts)
                        time = submitted_at(self.course.place("submitted", student))
                        entries.append(Entry(student, time, result.marked))
                        if result.remarks:
                            self.summary.damaged[student] = result.remarks
                else:
                    self._refuse(student, result)
            rows.save(entries)
            for entry in entries:
                with self._refusing(entry.student):
                    self.writer.publish_graded(entry.student)
                    self.summary.graded.append(entry.student)
            done = len(self.summary.graded) + len(self.summary.refused) - before
            self.progress("Grading", done, len(todo))

    def _was_graded(self, student: str, notebooks: Iterable[str]) -> bool:
        """Whether a submission was graded, and nothing else was handed in since; also an older version may have taken
        its place.
        """
        graded = self.course.place("autograded", student)
        if not all((graded / f"{name}.ipynb").is_file() for name in notebooks):
            return False
        new, old = submitted_at(self.course.place("submitted", student)), submitted_at(graded)
        return new is None or old is None or new == old

    def _is_in_gradebook(self, student: str, noted: Mapping[str, Noted]) -> bool:
        """Whether the marks in the gradebook are of what was handed in. In one that was restored they may be others."""
        return student in noted and noted[student].is_of(handed_in(self.course.place("submitted", student)))

    def _made_safe(self, students: Iterable[str], known: set[str] | None) -> Iterator[str]:
        """Those that can be marked, each made safe first."""
        for student in students:
            if known is not None and student not in known:
                self._refuse(student, Failed("there is no such learner in the gradebook"))
                continue
            if is_removed(self.course.root, student):
                why = f"everything of theirs was deleted. To let them in again: {READMIT} {student}"
                self._refuse(student, Failed(why))
                continue
            try:
                make_safe(self.course.place("submitted", student), self.course.place("source"))
            except SystemExit as error:
                self._refuse(student, Failed(str(error).splitlines()[0]))
            else:
                yield student

    def _make_feedback(self, rows: AssignmentRows, pool: Pool) -> None:
        students = sorted((*self.summary.graded_before, *self.summary.graded))
        done = 0
        for batch in pool.map(worker.render, self._scored(students, rows), RENDERED_AT_ONCE):
            for (student, _), result in batch:
                if isinstance(result, dict):
                    with self._refusing(student):
                        self.writer.write_feedback(student, result)
                        self.summary.feedback += 1
                else:
                    self._refuse(student, result)
            done += len(batch)
            self.progress("Feedback", done, len(students))

    def _scored(self, students: list[str], rows: AssignmentRows) -> Iterator[tuple[str, Any]]:
        for some in batched(students, 10 * RENDERED_AT_ONCE):
            yield from sorted(rows.scores(some).items())

    @contextmanager
    def _refusing(self, student: str) -> Iterator[None]:
        """What cannot be written for one learner does not stop the others, unless nothing can be written any more."""
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
                raise CannotRun(f"Nothing can be written any more: {error}\n{KEPT}") from error
            self._refuse(student, Failed(f"its files cannot be written: {error}"))

    def _refuse(self, student: str, result: object) -> None:
        crashed = "the process that worked on it ended, perhaps for lack of memory"
        why = result.why if isinstance(result, Failed) else crashed
        self.summary.refused.append(Refusal(student, f"submitted/{student}/{self.course.name}", why))
