"""What is to be sent, from marks and from what was sent before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from softskills.grading.passback.client import retry_after, scores_address
from softskills.grading.passback.plan import Change, Mark, Note, Score, in_words, plan

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SCORE = Score("u", 5.0, 10.0)


def note(score: Score, time: datetime = NOW) -> dict[str, object]:
    return score.noted() | {"time": in_words(time)}


def test_two_learners_of_one_platform_id_get_nothing_and_are_named() -> None:
    marks = {name: Mark(1) for name in ("a", "b", "c")}
    found = plan(marks, 10, {"a": "1", "b": "1", "c": "2"}, {})
    assert [change.student for change in found.changes] == ["c"]
    assert set(found.held_back) == {"a", "b"} and all("id 1" in why for why in found.held_back.values())


@pytest.mark.parametrize("points", [-0.5, float("nan"), float("inf")])
def test_what_is_no_score_is_held_back(points: float) -> None:
    found = plan({"a": Mark(points)}, 10, {"a": "1"}, {})
    assert not found.changes and "no score" in found.held_back["a"]


def test_a_hidden_rest_of_a_sum_is_no_change() -> None:
    (change,) = plan({"a": Mark(0.1 + 0.2)}, 10, {"a": "u"}, {}).changes
    assert change.score.given == 0.3
    assert plan({"a": Mark(0.3)}, 10, {"a": "u"}, {"a": Note("i", note(change.score))}).same == ("a",)


@pytest.mark.parametrize(
    "changed",
    [
        Score("v", 5, 10),
        Score("u", 6, 10),
        Score("u", 5, 12),
        Score("u", 5, 10, False),
        Score("u", 5, 10, comment="C"),
    ],
)
def test_every_part_of_a_score_counts(changed: Score) -> None:
    assert SCORE.is_noted(note(SCORE)) and not changed.is_noted(note(SCORE))


def test_who_is_held_back_is_told_with_what_the_platform_has() -> None:
    found = plan({"a": Mark(7, unmarked=2)}, 10, {"a": "u"}, {"a": Note("i", note(SCORE))})
    assert found.held_back["a"].endswith("the platform has 5 of before")


def test_a_mark_that_went_back_while_another_was_under_way_is_sent() -> None:
    before = Note("i", note(SCORE), note(Score("u", 6, 10), NOW + timedelta(seconds=5)))
    (change,) = plan({"a": Mark(5)}, 10, {"a": "u"}, {"a": before}).changes
    assert change.time(NOW) == NOW + timedelta(seconds=6)


def test_the_time_is_now_unless_the_clock_was_set_back_or_it_is_the_same_score_again() -> None:
    later = NOW + timedelta(hours=1)
    assert Change("a", SCORE).time(NOW) == NOW
    assert Change("a", SCORE, Note("i", note(Score("u", 1, 10), later))).time(NOW) == later + timedelta(seconds=1)
    assert Change("a", SCORE, Note("i", None, note(SCORE, later))).time(NOW) == later


def test_scores_go_below_the_path_of_a_line_item() -> None:
    assert scores_address("https://x.org/a/5/lineitem?type_id=1") == "https://x.org/a/5/lineitem/scores?type_id=1"
    assert scores_address("https://x.org/a/5/") == "https://x.org/a/5/scores"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("17", 17), ("Fri, 01 May 2026 12:01:30 GMT", 90), ("Fri, 01 May 2026 11:00:00 GMT", 0), ("soon", 0), ("", 0)],
)
def test_a_pause_is_asked_for_in_seconds_or_by_a_date(said: str, seconds: float) -> None:
    assert retry_after(said, NOW) == seconds
