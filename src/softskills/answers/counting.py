"""An item's latest answer, what a widget is to know, and the seed of a reader's own order. All of it is pure.

Of an item's answers the one with the latest time stands for it, and of equal times the one that was kept last: in a
file the one that stands last. `frontend/record.js` does the same on the page, and `tests/contract` holds the two
together.
"""

from __future__ import annotations

from bisect import insort_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from softskills.answers.record import Record

READER = "reader"
"""The item id under which a log keeps the reader's own shuffling seed."""

Known = dict[str, dict[str, Any]]
"""Of each item the latest answer, and all, oldest first: {"time", "answer", "answers": [[time, answer], ...]}."""


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records by time; equal times keep their order."""
    return sorted(records, key=lambda record: record.time)


def known(records: Iterable[Record]) -> Known:
    """For each item its latest answer, and all of them. `records` are as they were kept."""
    found: Known = {}
    for record in records:
        count(found, record)
    return found


def count(found: Known, record: Record) -> None:
    """Bring `found` up to date with a record that was kept after all others in it."""
    before = found.get(record.item)
    answers = [*before["answers"]] if before else []
    insort_right(answers, [record.time, record.answer], key=itemgetter(0))
    time, answer = answers[-1]
    found[record.item] = {"time": time, "answer": answer, "answers": answers}


def wanted(item: str, wants: Iterable[str]) -> bool:
    """Whether a widget that wants `wants` is to know the answer to `item`.

    A want is an id, the beginning of ids that ends in a slash ("rating/"), or "*" for all.
    """
    return item != READER and any(
        want in ("*", item) or (want.endswith("/") and item.startswith(want)) for want in wants
    )


def seed(records: Iterable[Record]) -> str | None:
    """The seed that keeps this reader's order of options the same: the first by time that is a text and not empty."""
    for record in in_order(one for one in records if one.item == READER):
        found = record.answer.get("seed") if isinstance(record.answer, dict) else None
        if isinstance(found, str) and found:
            return found
    return None
