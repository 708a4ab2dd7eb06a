"""What we note in the gradebook, in tables of our own beside nbgrader's. So it is kept and restored with the marks.

nbgrader knows nothing of them. They are made when something is first written to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, String, inspect, select
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


class InTimeRow(OwnRow):
    """There is one for each assignment, by its name, of which only what came in time is to be collected."""

    __tablename__ = "softskills_in_time"

    assignment: Mapped[str] = mapped_column(String(128), primary_key=True)


def make_tables(session: Any) -> None:
    """Make our tables where they are not there yet."""
    for table in OwnRow.metadata.sorted_tables:
        session.execute(CreateTable(table, if_not_exists=True))


def has_tables(session: Any) -> bool:
    """Whether anything was ever noted."""
    return all(inspect(session.connection()).has_table(name) for name in OwnRow.metadata.tables)


def basis_rows(session: Any, notebooks: Iterable[str]) -> dict[str, BasisRow]:
    """What was noted of submitted notebooks, by their ids. The tables must be there."""
    rows = session.scalars(select(BasisRow).where(BasisRow.notebook_id.in_(list(notebooks))))
    return {row.notebook_id: row for row in rows}
