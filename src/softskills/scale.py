"""The scale of the course, from 1 to 5, on which effectiveness is keyed and learners rate options and themselves."""

from __future__ import annotations

from typing import Any

LOWEST, HIGHEST = 1, 5
LEVELS = range(LOWEST, HIGHEST + 1)


def level_of(value: Any) -> int | None:
    """A value out of JSON as a level, or None when it is none.

    A level is a whole number on the scale, however it is written: 2.0 is 2, as JavaScript cannot tell the two apart.
    True is no number.
    """
    return int(value) if type(value) in (int, float) and value in LEVELS else None
