"""How far two markers agree on a task: on each criterion, on the mark, and how often to within a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from softskills.grading.nbgrader.hand_marks import Given, Seen
from softskills.grading.quiz.rubric import SHARES
from softskills.grading.submission.by_hand import HandTask
from softskills.marking.agreement import agreement


def agreed(task: HandTask, texts: Sequence[Seen]) -> dict[str, Any]:
    """Of the texts that were marked twice as they are now: how many, how many by two markers, and the rows of a table.
    Marks are taken as numbers (interval), and levels of a criterion as an order.
    """
    pairs = [pair for seen in texts if (pair := _pair(seen))]
    by_rubric = [pair for pair in pairs if len(pair[0].levels) == len(pair[1].levels) == len(task.criteria)]
    marks = [(one.mark, other.mark) for one, other in pairs]
    rows = [{"of": "The mark", **asdict(agreement(marks, "interval"))}]
    for place, criterion in enumerate(task.criteria):
        levels = [(SHARES[one.levels[place]], SHARES[other.levels[place]]) for one, other in by_rubric]
        rows.append({"of": criterion.criterion, **asdict(agreement(levels, "ordinal"))})
    return {
        "n": len(pairs),
        "by_two": sum(one.marker != other.marker for one, other in pairs),
        "within_one": sum(abs(one - other) <= 1 for one, other in marks),
        "rows": rows,
    }


def _pair(seen: Seen) -> tuple[Given, Given] | None:
    one, other = seen.given, seen.second
    if one is None or other is None or not (one.of_this_text and other.of_this_text):
        return None
    return one, other
