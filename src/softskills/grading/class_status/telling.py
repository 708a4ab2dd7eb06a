"""Where a class stands, told: in words for a terminal, and as data and rows of a table for programs.

Names and addresses are what somebody typed, so they are plain in words, and no formula in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from softskills.grading.class_status.model import MEANING, Row, State, Status, addresses
from softskills.grading.quiz.plain import in_a_cell, in_a_line

COLUMNS = (
    *("assignment", "student", "name", "email", "states", "handed_in_utc", "due_utc", "extension_hours"),
    *("late_hours", "remarks", "marks", "unmarked", "score", "max_score"),
)
"""The columns of the table. Times are in UTC, and several remarks stand in one cell."""


def in_words(status: Status) -> str:
    """The status for a person: the numbers, what holds for all, and by state the learners whom it is about."""
    lines = [summary(status), *(in_a_line(note) for note in status.notes)]
    for state in status.counts():
        rows = status.of(state)
        lines += ["", f"{state} ({len(rows)}): {MEANING[state]}"]
        lines += [f"  {in_a_line(' '.join(filter(None, (_who(row), detail(row, state)))))}" for row in rows]
        if state is State.MISSING and (known := addresses(rows)):
            lines.append(f"  To write to them: {in_a_line(', '.join(known))}")
    return "\n".join(lines)


def summary(status: Status) -> str:
    """The numbers of the whole class, in one line."""
    due = "no due date" if status.due is None else f"due {moment(status.due)}"
    of = f" of {status.class_size}" if status.class_size else ""
    rule = "; who handed in something in time keeps that" if status.in_time_only else ""
    counts = ", ".join(f"{count} {state}" for state, count in status.counts().items()) or "nothing to see to"
    return f"{status.assignment}: {due}{rule}. {status.handed_in}{of} handed in, {status.graded} graded. {counts}."


def detail(row: Row, state: State) -> str:
    """What there is to say of a learner beside the state."""
    match state:
        case State.DAMAGED:
            return " ".join(row.remarks)
        case State.STALE:
            return " ".join(row.stale)
        case State.UNMARKED:
            return f"{row.unmarked} to be marked"
        case State.LATE:
            return f"by {length(row.late_by)}"
        case State.EXTENSION:
            until = f", until {moment(row.own_due)}" if row.own_due else ""
            return f"{length(row.extension)} more{until}"
        case State.NOT_COLLECTED:
            return f"since {moment(row.waits_since)}"
    return ""


def as_data(status: Status) -> dict[str, Any]:
    """The status for programs. Times are in UTC, by ISO 8601; lengths are in hours."""
    return {
        "assignment": status.assignment,
        "due": _iso(status.due),
        "in_time_only": status.in_time_only,
        "class_size": status.class_size,
        "handed_in": status.handed_in,
        "graded": status.graded,
        "counts": {str(state): count for state, count in status.counts().items()},
        "notes": list(status.notes),
        "learners": [
            {
                "student": row.student,
                "name": row.name,
                "email": row.email,
                "states": [str(state) for state in row.states],
                "handed_in": _iso(row.came),
                "due": _iso(row.own_due),
                "extension": _hours(row.extension),
                "late": _hours(row.late_by),
                "remarks": list(row.remarks),
                "marks": list(row.stale),
                "unmarked": row.unmarked,
                "score": row.score,
                "max_score": row.max_score,
            }
            for row in status.rows
        ],
    }


def as_csv(statuses: Iterable[Status]) -> str:
    """The status as a table with a line for each learner and assignment, fit to be opened in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for status in statuses:
        for one in as_data(status)["learners"]:
            cells = [status.assignment, one["student"], one["name"], one["email"], ", ".join(one["states"])]
            cells += [one["handed_in"], one["due"], one["extension"], one["late"]]
            cells += [" ".join(one["remarks"]), " ".join(one["marks"])]
            cells += [one["unmarked"], one["score"], one["max_score"]]
            writer.writerow(in_a_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return out.getvalue()


def moment(time: datetime | None) -> str:
    """A time for a person."""
    return "" if time is None else f"{time:%Y-%m-%d %H:%M} UTC"


def length(time: timedelta | None) -> str:
    """A length of time for a person, in its two largest units: "2 days 3 hours"."""
    if time is None:
        return ""
    minutes = int(time.total_seconds() // 60)
    units = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in units if count]
    return " ".join(said[:2]) or "less than a minute"


def _who(row: Row) -> str:
    return " ".join(_parts(row))


def _parts(row: Row) -> Iterator[str]:
    yield row.student
    if row.name and row.name != row.student:
        yield row.name
    if row.email:
        yield f"<{row.email}>"


def _iso(time: datetime | None) -> str | None:
    return None if time is None else f"{time.isoformat(timespec='seconds')}Z"


def _hours(time: timedelta | None) -> float | None:
    return None if time is None else round(time.total_seconds() / 3600, 2)
