"""What the desk shows of a text for one of its two markings. To a second marker that is nothing of the first."""

from __future__ import annotations

from typing import Any

from softskills.grading.nbgrader.hand_marks import FIRST, Seen
from softskills.grading.submission.by_hand import HandTask
from softskills.marking.telling import notes_on, state_of, state_of_second, total


def state(seen: Seen, turn: int) -> str:
    return state_of(seen) if turn == FIRST else state_of_second(seen)


def mark(seen: Seen, turn: int) -> float | None:
    """In points, None where there is none for the text as it is now."""
    if turn == FIRST:
        return seen.mark
    return seen.second.mark if seen.second and seen.second.of_this_text else None


def marking(seen: Seen, turn: int, task: HandTask) -> dict[str, Any]:
    """How a text is marked, as the form takes it, and what is to be known of that."""
    is_first = turn == FIRST
    given = seen.given if is_first else seen.second
    if given is not None and not given.of_this_text:
        given = None
    points = mark(seen, turn)
    asked = [one.criterion for one in task.criteria]
    fits = given is not None and [one["criterion"] for one in given.criteria] == asked
    levels = list(given.levels) if given is not None and fits else []
    adds_up = given is not None and bool(levels) and total(given) == points
    return {
        "id": seen.notebook_id,
        "version": seen.version(turn),
        "state": state(seen, turn),
        "mark": points,
        "levels": levels,
        "typed": "" if points is None or adds_up else f"{points:g}",
        "comment": (seen.comment if is_first else given and given.comment) or "",
        "by": None if given is None else {"marker": given.marker, "time": given.time},
        "notes": list(notes_on(seen)) if is_first else [],
    }
