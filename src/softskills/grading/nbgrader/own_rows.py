"""What we note in the gradebook, in tables of our own beside nbgrader's. So it is kept and restored with the marks.

nbgrader knows nothing of them. They are made when something is first written to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, String, Text, inspect, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateTable


class OwnRow(DeclarativeBase):
    """A row of a table of ours."""


class BasisRow(OwnRow):
    """Of a submitted notebook, by its id: by what and of what it was marked, see `Basis`, and by grade_id what was set
    aside when the text changed, see `SetAside`.
    """

    __tablename__ = "softskills_basis"

    notebook_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    scored_by: Mapped[str] = mapped_column(String(64))
    handed_in: Mapped[str] = mapped_column(String(64))
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    set_aside: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)


class RegradedRow(OwnRow):
    """There is one of a submitted notebook, by its id, whose scenes were marked again by another key: `before` has the
    points that they had. It goes when something else is handed in.
    """

    __tablename__ = "softskills_regraded"

    notebook_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    before: Mapped[float]


class InTimeRow(OwnRow):
    """There is one for each assignment, by its name, of which only what came in time is to be collected."""

    __tablename__ = "softskills_in_time"

    assignment: Mapped[str] = mapped_column(String(128), primary_key=True)


class RubricRow(OwnRow):
    """One marking of a text by one marker: of a submitted notebook, by its id, and a cell in it, by its grade_id.

    `turn` is 1 for the mark that stands in the gradebook, and 2 for a second marking, which never does. `levels` are
    one of "full", "half" and "none" for each of `criteria`, each as {"criterion", "points"}; both are empty where a
    number was typed alone. `mark` is in points. `text` is the checksum of the text that was marked, see `Basis`, and
    `time` is in UTC.
    """

    __tablename__ = "softskills_rubric"

    notebook_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    cell: Mapped[str] = mapped_column(String(128), primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    marker: Mapped[str] = mapped_column(String(128))
    time: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(String(64))
    mark: Mapped[float]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    levels: Mapped[list[str]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)


class CommentRow(OwnRow):
    """A comment to use again, of an assignment and a cell that is marked by hand."""

    __tablename__ = "softskills_comment"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    assignment: Mapped[str] = mapped_column(String(128))
    cell: Mapped[str] = mapped_column(String(128))
    marker: Mapped[str] = mapped_column(String(128))
    text: Mapped[str] = mapped_column(Text)


class PassbackRow(OwnRow):
    """What is known of a learner's score on a learning platform, by the address of its line items: the score that it
    has taken, and one that was on its way when we were stopped. See `grading.passback.plan.Note`.
    """

    __tablename__ = "softskills_passback"

    student_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    assignment: Mapped[str] = mapped_column(String(128), primary_key=True)
    platform: Mapped[str] = mapped_column(String(512), primary_key=True)
    line_item: Mapped[str] = mapped_column(Text)
    sent: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    trying: Mapped[dict[str, Any] | None] = mapped_column(JSON)


def of_submissions() -> list[Any]:
    """The classes of all our rows that belong to a submitted notebook, by their `notebook_id`: when that goes, its rows
    are to go with it, for nbgrader knows nothing of them.
    """
    return [mapper.class_ for mapper in OwnRow.registry.mappers if "notebook_id" in mapper.columns]


def make_tables(session: Any) -> None:
    """Make our tables where they are not there yet."""
    for table in OwnRow.metadata.sorted_tables:
        session.execute(CreateTable(table, if_not_exists=True))


def has_table(session: Any, row: type[OwnRow]) -> bool:
    """Whether there is the table of these rows: a gradebook of before has not all of them."""
    return bool(inspect(session.connection()).has_table(row.__tablename__))


def has_tables(session: Any, *rows: type[OwnRow]) -> bool:
    """Whether there are all tables of these rows: in a gradebook of before nothing was noted in those that it lacks."""
    return {row.__tablename__ for row in rows} <= set(inspect(session.connection()).get_table_names())


def basis_rows(session: Any, notebooks: Iterable[str]) -> dict[str, BasisRow]:
    """What was noted of submitted notebooks, by their ids. The tables must be there."""
    rows = session.scalars(select(BasisRow).where(BasisRow.notebook_id.in_(list(notebooks))))
    return {row.notebook_id: row for row in rows}
