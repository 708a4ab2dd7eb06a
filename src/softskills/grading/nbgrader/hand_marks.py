"""Marks given by hand, read and written one text at a time: in the gradebook as formgrader would write them, and beside
them what they are made up of, by whom and when.

Nobody's mark is overwritten unseen. Whoever saves says which state of the text and its mark they saw (`Seen.version`),
and when it is another by now, nothing is written. The check and the write are one transaction, which holds the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Engine, create_engine, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from softskills.grading.nbgrader.noted import graded_ids
from softskills.grading.nbgrader.own_rows import BasisRow, CommentRow, RubricRow, make_tables
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.submission.basis import of_no_text
from softskills.grading.submission.by_hand import HandTask

FIRST, SECOND = 1, 2
"""The marking that counts, and a second one of a sample, which shows how far two markers agree."""

_OLD_TEXT = ""
"""The checksum of a text that was graded before checksums were noted."""


@dataclass(frozen=True)
class Given:
    """One marking: a level for each criterion, or none where a number was typed alone. `mark` is in points, `time` in
    UTC as ISO 8601 has it.
    """

    marker: str
    time: str
    mark: float
    criteria: Sequence[dict[str, Any]]
    levels: Sequence[str]
    comment: str
    of_this_text: bool = True


@dataclass(frozen=True)
class Seen:
    """Where the marking of one text stands. `mark` is what counts in the gradebook, None where a grader has not given
    any; `waiting`: a grader is still to look at it. `set_aside` is the mark of an earlier text, see `BasisRow`.
    `given` is what was noted of the mark, and `second` of the second marking.
    """

    notebook_id: str
    student: str
    name: str
    mark: float | None
    extra_credit: float | None
    waiting: bool
    comment: str | None
    empty: bool
    text: str
    set_aside: dict[str, Any] | None
    given: Given | None
    second: Given | None

    def version(self, turn: int) -> str:
        """What tells this state from any other, for one of the two markings: neither is in the other's way."""
        first = (self.mark, self.extra_credit, self.waiting, self.comment, self.given)
        said = (self.notebook_id, self.text, first if turn == FIRST else self.second)
        return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Changed(Exception):
    """Another marker, or formgrader, was there in the meantime. Nothing was written; `now` is how it stands."""

    def __init__(self, now: Seen) -> None:
        super().__init__("it was marked by somebody else in the meantime")
        self.now = now


class HandMarks:
    """The marks by hand of one assignment, in the gradebook at this address. Whatever it can't do is a GradebookError.

    A submission counts once it was graded.
    """

    def __init__(self, url: str, assignment: str) -> None:
        self._assignment = assignment
        self._engine: Engine = create_engine(url)
        with self._session() as session:
            if session.scalar(select(Assignment.id).where(Assignment.name == assignment)) is None:
                raise GradebookError(f"The gradebook has no assignment {assignment!r}. Nothing was graded in it yet.")
            make_tables(session)
            session.commit()

    def texts(self, task: HandTask) -> list[Seen]:
        """All graded texts of a task, in an order that says nothing of who wrote them, and is the same for all."""
        with self._session() as session:
            return sorted(self._read(session, task), key=lambda one: one.notebook_id)

    def text(self, task: HandTask, notebook_id: str) -> Seen:
        """How one text stands now. Raises GradebookError when it is gone."""
        with self._session() as session:
            return self._one(session, task, notebook_id)

    def save(self, task: HandTask, notebook_id: str, version: str, given: Given, turn: int = FIRST) -> Seen:
        """Save a marking of a text that was seen in this version, and return how it stands then. Raises Changed, and
        GradebookError when it is gone.
        """
        with self._session() as session:
            seen = self._save(session, task, notebook_id, version, given, turn)
            session.commit()
            return seen

    def save_all(self, task: HandTask, seen: Iterable[Seen], given: Given) -> list[str]:
        """Give several texts the same mark, all in one transaction. Those that changed in the meantime are left as they
        are. Returns the ids of those that were marked.
        """
        done = []
        with self._session() as session:
            for one in seen:
                try:
                    self._save(session, task, one.notebook_id, one.version(FIRST), given, FIRST)
                except Changed:
                    continue
                done.append(one.notebook_id)
            session.commit()
        return done

    def take_back_all(self, task: HandTask, seen: Iterable[Seen]) -> list[str]:
        """Let texts wait for a mark again, all in one transaction. Those that changed since they were seen so are left
        as they are. Returns the ids of those that wait.
        """
        done = []
        with self._session() as session:
            for one in seen:
                row = self._held(session, task, one.notebook_id)
                if self._one(session, task, one.notebook_id).version(FIRST) != one.version(FIRST):
                    continue
                session.execute(update(Grade).where(*row).values(manual_score=None, needs_manual_grade=True))
                of_cell = (RubricRow.notebook_id == one.notebook_id, RubricRow.cell == task.cell.name)
                session.execute(delete(RubricRow).where(*of_cell, RubricRow.turn == FIRST))
                done.append(one.notebook_id)
            session.commit()
        return done

    def comments(self, task: HandTask) -> list[tuple[str, str]]:
        """The comments kept to use again, with their ids, by their text."""
        with self._session() as session:
            of_task = (CommentRow.assignment == self._assignment, CommentRow.cell == task.cell.name)
            rows = session.execute(select(CommentRow.id, CommentRow.text).where(*of_task)).all()
            return sorted(((ident, text) for ident, text in rows), key=lambda one: (one[1], one[0]))

    def keep_comment(self, task: HandTask, marker: str, text: str) -> None:
        """Keep a comment to use again, unless it's there."""
        if text in (known for _, known in self.comments(task)):
            return
        with self._session() as session:
            session.add(
                CommentRow(id=uuid4().hex, assignment=self._assignment, cell=task.cell.name, marker=marker, text=text)
            )
            session.commit()

    def drop_comment(self, ident: str) -> None:
        with self._session() as session:
            session.execute(delete(CommentRow).where(CommentRow.id == ident))
            session.commit()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        try:
            with Session(self._engine) as session:
                yield session
        except SQLAlchemyError as error:
            raise GradebookError(f"The gradebook cannot be used: {error}") from error

    def _save(self, session: Session, task: HandTask, notebook_id: str, version: str, given: Given, turn: int) -> Seen:
        row = self._held(session, task, notebook_id)
        now = self._one(session, task, notebook_id)
        if now.version(turn) != version:
            session.rollback()
            raise Changed(now)
        if turn == FIRST:
            # As formgrader's GradeHandler and CommentHandler do it.
            session.execute(update(Grade).where(*row).values(manual_score=given.mark, needs_manual_grade=False))
            comment = given.comment or (None if now.comment is None else "")
            of_comment = (Comment.notebook_id == notebook_id, Comment.cell_id.in_(_cells(task)))
            session.execute(update(Comment).where(*of_comment).values(manual_comment=comment))
        session.merge(
            RubricRow(
                notebook_id=notebook_id,
                cell=task.cell.name,
                turn=turn,
                marker=given.marker,
                time=given.time,
                text=now.text,
                mark=given.mark,
                criteria=list(given.criteria),
                levels=list(given.levels),
                comment=given.comment,
            )
        )
        session.flush()
        return self._one(session, task, notebook_id)

    def _held(self, session: Session, task: HandTask, notebook_id: str) -> tuple[Any, ...]:
        """The condition for the row of a mark. It writes nothing new, and holds the row until the end of the
        transaction: what is read after it stays true.
        """
        row = (Grade.notebook_id == notebook_id, Grade.cell_id.in_(_cells(task)))
        session.execute(update(Grade).where(*row).values(needs_manual_grade=Grade.needs_manual_grade))
        return row

    def _one(self, session: Session, task: HandTask, notebook_id: str) -> Seen:
        found = list(self._read(session, task, notebook_id))
        if not found:
            raise GradebookError("This text is not in the gradebook any more. Run the cell again to see what is.")
        return found[0]

    def _read(self, session: Session, task: HandTask, notebook_id: str | None = None) -> Iterator[Seen]:
        query: Any = (
            select(
                SubmittedNotebook.id,
                Student.id,
                Student.first_name,
                Student.last_name,
                Grade.auto_score,
                Grade.manual_score,
                Grade.extra_credit,
                Grade.needs_manual_grade,
                Comment.manual_comment,
                BasisRow.texts,
                BasisRow.set_aside,
            )
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(Student, Student.id == SubmittedAssignment.student_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .outerjoin(Comment, (Comment.notebook_id == SubmittedNotebook.id) & (Comment.cell_id == Grade.cell_id))
            .outerjoin(BasisRow, BasisRow.notebook_id == SubmittedNotebook.id)
            .where(
                Assignment.name == self._assignment,
                Notebook.name == task.notebook,
                BaseCell.name == task.cell.name,
                SubmittedAssignment.id.in_(graded_ids()),
            )
        )
        if notebook_id is not None:
            query = query.where(SubmittedNotebook.id == notebook_id)
        ids = query.with_only_columns(SubmittedNotebook.id)
        of_task = select(RubricRow).where(RubricRow.cell == task.cell.name, RubricRow.notebook_id.in_(ids))
        markings = {(row.notebook_id, row.turn): row for row in session.scalars(of_task)}
        nothing = of_no_text(task.cell)
        for ident, student, first, last, auto, manual, extra, waiting, comment, texts, aside in session.execute(query):
            text = (texts or {}).get(task.cell.name, _OLD_TEXT)
            yield Seen(
                notebook_id=ident,
                student=student,
                name=" ".join(filter(None, (first, last))) or student,
                mark=auto if manual is None else manual,
                extra_credit=extra,
                waiting=bool(waiting),
                comment=comment,
                empty=text == nothing,
                text=text,
                set_aside=(aside or {}).get(task.cell.name),
                given=_given(markings.get((ident, FIRST)), text),
                second=_given(markings.get((ident, SECOND)), text),
            )


def _cells(task: HandTask) -> Any:
    return select(BaseCell.id).where(BaseCell.name == task.cell.name)


def _given(row: RubricRow | None, text: str) -> Given | None:
    if row is None:
        return None
    return Given(row.marker, row.time, row.mark, row.criteria, row.levels, row.comment, row.text == text)
