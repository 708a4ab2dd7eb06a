"""Which answers count, which of them a widget is to know, and the seed of a reader's own order. All of it is pure.

Of an item's answers the one with the latest time counts, and of equal times the one that was kept last: in a file the
one that stands last. `frontend/record.js` does the same on the page, and `tests/contract` holds the two together.
"""

from __future__ import annotations

from bisect import insort_right
from collections.abc import Iterable
from typing import Any

from softskills.answers.record import Record

READER = "reader"
"""The item id under which a log keeps the reader's own shuffling seed."""

Known = dict[str, dict[str, Any]]
"""For each item the answer that counts, and when all were given, oldest first: {"time", "answer", "times"}."""


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records by time; equal times keep their order."""
    return sorted(records, key=lambda record: record.time)


def known(records: Iterable[Record]) -> Known:
    """For each item the answer that counts, with the times of all its answers. `records` are as they were kept."""
    found: Known = {}
    for record in records:
        count(found, record)
    return found


def count(found: Known, record: Record) -> None:
    """Bring `found` up to date with a record that was kept after all others in it."""
    before = found.get(record.item)
    times = [*before["times"]] if before else []
    insort_right(times, record.time)
    if before and before["time"] > record.time:
        found[record.item] = before | {"times": times}
    else:
        found[record.item] = {"time": record.time, "answer": record.answer, "times": times}


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
