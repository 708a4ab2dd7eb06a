"""Where a class stands with an assignment, from a row for each learner. All of it is pure.

Times are in UTC without saying so, as nbgrader has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """What may be said of a learner's work, in the order in which somebody has to see to it."""

    MISSING = "missing"
    NOT_COLLECTED = "not collected"
    NOT_GRADED = "not graded"
    DAMAGED = "damaged"
    STALE = "stale"
    UNMARKED = "unmarked"
    LATE = "late"
    EXTENSION = "extension"
    UNKNOWN = "not in the class list"


MEANING = {
    State.MISSING: "nothing was handed in",
    State.NOT_COLLECTED: "handed in, and not collected yet",
    State.NOT_GRADED: "collected, and not graded yet",
    State.DAMAGED: "not all of it could be read, or not as it was named",
    State.STALE: "the marks are of another key, or of another version of the work",
    State.UNMARKED: "something waits for a grader",
    State.LATE: "handed in after it was due",
    State.EXTENSION: "due later than for the others",
    State.UNKNOWN: "handed in by somebody whom the class list doesn't have",
}


@dataclass(frozen=True)
class Row:
    """What is known of one learner.

    `collected` says whether a version lies in submitted/, and `handed_in` when that came, if it says so. `waits_since`
    is the time of a newer one that waits in the exchange. `due` is without the extension. `remarks` say what of the
    work could not be read, `stale` why the marks are not of what is there now. `unmarked` counts what waits for a
    grader.
    """

    student: str
    name: str = ""
    email: str = ""
    in_class: bool = True
    collected: bool = False
    handed_in: datetime | None = None
    waits_since: datetime | None = None
    due: datetime | None = None
    extension: timedelta | None = None
    remarks: tuple[str, ...] = ()
    graded: bool = False
    stale: tuple[str, ...] = ()
    unmarked: int = 0
    score: float | None = None
    max_score: float | None = None

    @property
    def own_due(self) -> datetime | None:
        """When it is due for this learner."""
        return None if self.due is None else self.due + (self.extension or timedelta())

    @property
    def came(self) -> datetime | None:
        """When the version that was collected came, or if none was, the one in the exchange."""
        return self.handed_in if self.collected else self.waits_since

    @property
    def late_by(self) -> timedelta | None:
        """By how much the work came too late; None when it came in time, or nobody can say."""
        if self.came is None or self.own_due is None or self.came <= self.own_due:
            return None
        return self.came - self.own_due

    @property
    def states(self) -> tuple[State, ...]:
        """All that is to be said, in the order of State; nothing when the work is in order."""
        said = {
            State.MISSING: not self.collected and self.waits_since is None,
            State.NOT_COLLECTED: self.waits_since is not None,
            State.NOT_GRADED: self.collected and not self.graded,
            State.DAMAGED: bool(self.remarks),
            State.STALE: self.graded and bool(self.stale),
            State.UNMARKED: self.graded and self.unmarked > 0,
            State.LATE: self.late_by is not None,
            State.EXTENSION: bool(self.extension),
            State.UNKNOWN: not self.in_class,
        }
        return tuple(state for state in State if said[state])


@dataclass(frozen=True)
class Status:
    """Where a class stands with one assignment. `notes` are about the assignment as a whole, each a sentence or two.
    `in_time_only` says that what comes late is left where something came in time.
    """

    assignment: str
    due: datetime | None = None
    in_time_only: bool = False
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def class_size(self) -> int:
        """How many learners the class list has."""
        return sum(row.in_class for row in self.rows)

    @property
    def handed_in(self) -> int:
        """How many have handed in, whether it was collected or not."""
        return sum(State.MISSING not in row.states for row in self.rows)

    @property
    def graded(self) -> int:
        return sum(row.graded for row in self.rows)

    def of(self, state: State) -> list[Row]:
        """The rows of which this is to be said, in order."""
        return [row for row in self.rows if state in row.states]

    def counts(self) -> dict[State, int]:
        """Of how many each state is to be said; those of nobody are left out."""
        return {state: count for state in State if (count := len(self.of(state)))}


def addresses(rows: Iterable[Row]) -> list[str]:
    """The mail addresses of those who have one, each once, in order."""
    return list(dict.fromkeys(row.email for row in rows if row.email))
