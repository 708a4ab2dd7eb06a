"""Where a class stands, from rows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from softskills.grading.class_status.model import MEANING, Row, State, Status, addresses

DUE = datetime(2026, 2, 1, 18)
EARLY, LATE = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
FINE = Row("ann", collected=True, handed_in=EARLY, due=DUE, graded=True)
MONTH = timedelta(days=30)


def changed(**values: object) -> Row:
    return Row(**{**vars(FINE), **values})


@pytest.mark.parametrize(
    ("row", "states"),
    [
        (FINE, []),
        (Row("ann", due=DUE), ["missing"]),
        (Row("ann", due=DUE, waits_since=EARLY), ["not collected"]),
        (Row("ann", due=DUE, waits_since=LATE), ["not collected", "late"]),
        (changed(waits_since=LATE), ["not collected"]),
        (changed(graded=False), ["not graded"]),
        (changed(graded=False, stale=("of another key",), unmarked=2), ["not graded"]),
        (changed(remarks=("No answers were handed in.",)), ["damaged"]),
        (changed(stale=("of another key",), unmarked=2), ["stale", "unmarked"]),
        (changed(handed_in=LATE), ["late"]),
        (changed(handed_in=DUE), []),
        (changed(handed_in=LATE, extension=MONTH), ["extension"]),
        (changed(handed_in=LATE + MONTH, extension=MONTH), ["late", "extension"]),
        (changed(handed_in=LATE, due=None), []),
        (changed(handed_in=None), []),
        (changed(in_class=False), ["not in the class list"]),
    ],
)
def test_what_is_to_be_said_of_a_learner(row: Row, states: list[str]) -> None:
    assert list(row.states) == states


def test_an_extension_moves_what_late_is_measured_from() -> None:
    assert changed(handed_in=LATE + MONTH, extension=MONTH).late_by == timedelta(hours=1)
    assert changed(handed_in=LATE, extension=MONTH).late_by is None
    assert changed(extension=MONTH, due=None).own_due is None


def test_a_class_in_numbers() -> None:
    stranger = Row("mallory", in_class=False, collected=True, handed_in=LATE, due=DUE)
    status = Status("part-1", DUE, rows=(FINE, Row("bob"), Row("cat", waits_since=EARLY), stranger))

    assert (status.class_size, status.handed_in, status.graded) == (3, 3, 1)
    assert status.counts() == {
        "missing": 1,
        "not collected": 1,
        "not graded": 1,
        "late": 1,
        "not in the class list": 1,
    }
    assert [row.student for row in status.of(State.MISSING)] == ["bob"]


def test_addresses_for_a_reminder() -> None:
    rows = [Row("a", email="a@x.org"), Row("b"), Row("c", email="c@x.org"), Row("d", email="a@x.org")]
    assert addresses(rows) == ["a@x.org", "c@x.org"]


def test_every_state_has_a_meaning() -> None:
    assert set(MEANING) == set(State)
