"""The gradebook's rows of one assignment, written and read for many learners at once.

nbgrader opens the gradebook ten times for each submission. Here it is opened once, and all of a batch is one
transaction. The rows are those that nbgrader writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import load_only, selectinload

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.deadlines import Deadlines, read_deadlines
from softskills.grading.nbgrader.marks import late_penalty_plugin, note_marks, told_of
from softskills.grading.nbgrader.noted import Noted, graded_ids, read_noted
from softskills.grading.nbgrader.own_rows import BasisRow, RegradedRow, RubricRow, basis_rows, has_tables, make_tables
from softskills.grading.quiz.rubric import SHARES
from softskills.grading.submission.marking import Marked
from softskills.grading.submission.scores import ByRubric, CriterionPoints, Mark, NotebookScores


class GradebookError(RuntimeError):
    """The gradebook cannot be used, or not for this assignment. The message says why, or what to do."""


@dataclass(frozen=True)
class Entry:
    """One submission to be noted: whose, of when, and what each notebook got."""

    student: str
    time: datetime | None
    marked: Mapping[str, Marked]


@contextmanager
def open_rows(course: CourseAssignment) -> Iterator[AssignmentRows]:
    """The rows of an assignment in the gradebook of its course, open within the block. Raises GradebookError, whenever
    the gradebook cannot be used.
    """
    try:
        with Gradebook(course.settings.db_url, course.settings.course_id) as gradebook:
            try:
                rows = AssignmentRows(gradebook, course.name, late_penalty_plugin(course.app))
            except MissingEntry as error:
                raise GradebookError(f"{error}. Run: nbgrader generate_assignment {course.name}") from error
            yield rows
    except SQLAlchemyError as error:
        raise GradebookError(f"The gradebook cannot be used: {error}") from error


class AssignmentRows:
    """The rows of an assignment in an open gradebook. Raises nbgrader's MissingEntry when it has no such assignment.

    `plugin` says what a late submission costs, see `late_penalty_plugin`.
    """

    def __init__(self, gradebook: Gradebook, assignment: str, plugin: Any) -> None:
        self._db = gradebook.db
        self._plugin = plugin
        self._assignment = gradebook.find_assignment(assignment)
        self._id: str = self._assignment.id
        self.notebooks = frozenset(notebook.name for notebook in self._assignment.notebooks)

    def students(self) -> set[str]:
        """All learners that the gradebook knows."""
        return set(self._db.scalars(select(Student.id)))

    def waiting(self) -> int:
        """How many submissions have something that a grader must look at."""
        waiting = select(func.count(func.distinct(SubmittedNotebook.assignment_id)))
        waiting = waiting.join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        waiting = waiting.join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        are_graded = SubmittedNotebook.assignment_id.in_(graded_ids())
        return int(
            self._db.scalar(waiting.where(Grade.needs_manual_grade, Notebook.assignment_id == self._id, are_graded))
        )

    def noted(self) -> dict[str, Noted]:
        """By learner what was noted of the marks, of all whose work was graded."""
        return read_noted(self._db, self._id)

    def deadlines(self) -> Deadlines:
        """When it is due, and for whom later."""
        return read_deadlines(self._db, self._assignment.name)

    def extend(self, student: str, extension: timedelta | None) -> None:
        """Give a learner of the class more time, in place of what they had, or take it back. Like nbgrader, this makes
        rows of a submission for who has none yet. Raises KeyError for a learner whom the gradebook doesn't know.
        """
        if student not in self.students():
            raise KeyError(student)
        submission = self._held([student]).get(student)
        if submission is None and extension is not None:
            submission = self._new_submission(student)
        if submission is not None:
            submission.extension = extension
        self._db.commit()

    def save(self, entries: Iterable[Entry]) -> None:
        """Note what submissions got, each learner at most once, in one transaction. To do so again changes nothing."""
        batch = {entry.student: entry for entry in entries}
        make_tables(self._db)
        known = set(self._db.scalars(select(Student.id).where(Student.id.in_(batch))))
        self._db.add_all(Student(id=student) for student in batch if student not in known)
        held = self._held(batch)
        noted = basis_rows(self._db, (notebook.id for one in held.values() for notebook in one.notebooks))
        for student, entry in batch.items():
            submission = held.get(student) or self._new_submission(student)
            if entry.time:
                submission.timestamp = entry.time
            notebooks = {notebook.name: notebook for notebook in submission.notebooks}
            for name, marked in entry.marked.items():
                notebook = notebooks[name]
                note_marks(self._db, submission, notebook, marked, self._plugin, noted.get(notebook.id))
        self._db.commit()

    def scores(self, students: Iterable[str]) -> dict[str, dict[str, NotebookScores]]:
        """What the gradebook says of submissions, by learner and notebook."""
        which = (SubmittedAssignment.assignment_id == self._id, SubmittedAssignment.student_id.in_(list(students)))
        found: dict[str, dict[str, NotebookScores]] = defaultdict(dict)
        by_id: dict[str, NotebookScores] = {}
        notebooks = (
            select(
                SubmittedNotebook.id,
                SubmittedAssignment.student_id,
                Notebook.name,
                func.coalesce(func.sum(Grade.score), 0.0),
                Notebook.max_score,
                SubmittedNotebook.late_submission_penalty,
            )
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .where(*which)
            .group_by(SubmittedNotebook.id, SubmittedAssignment.student_id, Notebook.id, Notebook.name)
        )
        for ident, student, name, *numbers in self._db.execute(notebooks):
            by_id[ident] = found[student][name] = NotebookScores(*numbers)
        points = (Grade.score, Grade.max_score, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
        grades = select(Grade.notebook_id, BaseCell.name, *points)
        for ident, cell, *mark in self._db.execute(self._of_cells(grades, Grade).where(*which)):
            by_id[ident].grades[cell] = Mark(*mark)
        comments = select(Comment.notebook_id, BaseCell.name, Comment.comment)
        for ident, cell, comment in self._db.execute(self._of_cells(comments, Comment).where(*which)):
            by_id[ident].comments[cell] = comment
        if has_tables(self._db, BasisRow, RegradedRow, RubricRow):
            noted = basis_rows(self._db, by_id)
            _drop_old_notes(by_id, noted)
            self._add_criteria(by_id, noted)
            for row in self._db.scalars(select(RegradedRow).where(RegradedRow.notebook_id.in_(list(by_id)))):
                by_id[row.notebook_id].before = row.before
        return found

    def _add_criteria(self, by_id: Mapping[str, NotebookScores], noted: Mapping[str, BasisRow]) -> None:
        """The points by criterion, of marks that still are those that were given by them."""
        marked = select(RubricRow).where(RubricRow.turn == 1, RubricRow.notebook_id.in_(list(by_id)))
        texts = {ident: row.texts for ident, row in noted.items()}
        for row in self._db.scalars(marked):
            mark = by_id[row.notebook_id].grades.get(row.cell)
            is_of_it = mark is not None and mark.manual == row.mark and not mark.waiting
            if row.levels and is_of_it and texts.get(row.notebook_id, {}).get(row.cell) == row.text:
                by_id[row.notebook_id].criteria[row.cell] = ByRubric(
                    tuple(
                        CriterionPoints(one["criterion"], one["points"] * SHARES[level], one["points"])
                        for one, level in zip(row.criteria, row.levels, strict=True)
                    )
                )

    def _of_cells(self, query: Any, row: Any) -> Any:
        return (
            query.join(BaseCell, BaseCell.id == row.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == row.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        )

    def _held(self, students: Iterable[str]) -> dict[str, Any]:
        """The submissions that are there, without the sums of marks that nbgrader has the database make for each."""
        notebooks = selectinload(SubmittedAssignment.notebooks)
        query = (
            select(SubmittedAssignment)
            .where(SubmittedAssignment.assignment_id == self._id, SubmittedAssignment.student_id.in_(list(students)))
            .options(
                load_only(
                    SubmittedAssignment.assignment_id,
                    SubmittedAssignment.student_id,
                    SubmittedAssignment.timestamp,
                    SubmittedAssignment.extension,
                ),
                notebooks.selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
                notebooks.selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
            )
        )
        return {submission.student_id: submission for submission in self._db.scalars(query)}

    def _new_submission(self, student: str) -> Any:
        """An empty submission, as Gradebook.add_submission makes it."""
        with self._db.no_autoflush:
            submission = SubmittedAssignment(assignment=self._assignment, student_id=student)
            for notebook in self._assignment.notebooks:
                mine = SubmittedNotebook(id=new_uuid(), notebook=notebook, assignment=submission)
                for cell in (*notebook.grade_cells, *notebook.task_cells):
                    Grade(cell=cell, notebook=mine)
                for cell in (*notebook.solution_cells, *notebook.task_cells):
                    Comment(cell=cell, notebook=mine)
        self._db.add(submission)
        return submission


def _drop_old_notes(by_id: Mapping[str, NotebookScores], noted: Mapping[str, BasisRow]) -> None:
    """Take away what was said beside a new text, where that was marked since."""
    for ident, row in noted.items():
        scores = by_id[ident]
        for cell, aside in row.set_aside.items():
            mark = scores.grades.get(cell)
            if mark and mark.manual is not None and not mark.waiting and scores.comments.get(cell) == told_of(aside):
                scores.comments[cell] = None
