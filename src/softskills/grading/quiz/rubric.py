"""Marks by a rubric: what levels are worth, and what a number typed as a mark says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from softskills.items import Criterion

SHARES = {"full": 1.0, "half": 0.5, "none": 0.0}
"""By level the share of a criterion's points."""

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+")


class NotAMark(ValueError):
    """What was typed is no mark. The message says why, to whoever typed it."""


def points_of(criteria: Sequence[Criterion], levels: Sequence[str]) -> list[float]:
    """The points for each criterion. Raises ValueError when levels are missing, or one is none."""
    if len(levels) != len(criteria):
        raise ValueError(f"{len(criteria) - len(levels)} of {len(criteria)} criteria have no level yet")
    if unknown := sorted({str(level) for level in levels} - set(SHARES)):
        raise ValueError(f"{', '.join(unknown)} is no level of a criterion")
    return [one.points * SHARES[level] for one, level in zip(criteria, levels, strict=True)]


def typed_mark(text: str, max_score: float) -> float:
    """The points that a typed number says, with a point or a comma before its decimals. It's taken as it was typed or
    not at all. Raises NotAMark.
    """
    typed = text.strip()
    if not _NUMBER.fullmatch(typed):
        raise NotAMark(f"{text[:40]!r} isn't a number of points. Type one such as 3, 3.5 or 3,5.")
    mark = float(typed.replace(",", "."))
    if mark > max_score:
        raise NotAMark(f"{typed} is more than the {max_score:g} points that this task is worth.")
    return mark
