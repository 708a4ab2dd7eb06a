"""What was noted of the marks in the gradebook: by which key they were given, and of what files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import null, select

from softskills.grading.nbgrader.own_rows import BasisRow, has_table


@dataclass(frozen=True)
class Noted:
    """By what and of what the notebooks of a submission were marked, see `Basis`; None is in it where that was not
    noted.
    """

    scored_by: frozenset[str | None]
    handed_in: frozenset[str | None]

    @property
    def is_known(self) -> bool:
        return None not in self.scored_by

    def is_of(self, handed_in: str) -> bool:
        """Whether the marks are of these files, as far as anybody can say."""
        return not self.is_known or self.handed_in == {handed_in}

    def is_by(self, scored_by: str) -> bool:
        """Whether the marks were given by this key, for sure."""
        return self.scored_by == {scored_by}


def read_noted(session: Any, assignment: str) -> dict[str, Noted]:
    """By learner what was noted of the marks of an assignment, by its id, of all whose work was graded."""
    is_there = has_table(session, BasisRow)
    columns = (BasisRow.scored_by, BasisRow.handed_in) if is_there else (null(), null())
    query = (
        select(SubmittedAssignment.student_id, *columns)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(SubmittedAssignment.assignment_id == assignment, SubmittedAssignment.id.in_(graded_ids()))
    )
    if is_there:
        query = query.outerjoin(BasisRow, BasisRow.notebook_id == SubmittedNotebook.id)
    found: dict[str, list[Any]] = defaultdict(list)
    for student, scored_by, handed_in in session.execute(query):
        found[student].append((scored_by, handed_in))
    return {student: Noted(*map(frozenset, zip(*ones, strict=True))) for student, ones in found.items()}


def graded_ids() -> Any:
    """The ids of submissions that were graded. An extension alone makes rows too, which wait for a grader."""
    graded = select(SubmittedNotebook.assignment_id).join(Grade, Grade.notebook_id == SubmittedNotebook.id)
    return graded.where(Grade.auto_score.is_not(None))
