"""The credit of a pick of best and worst: the formula by hand, and what holds for every key and every answer."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from softskills.items import Key, Scenario
from softskills.scoring import best_worst_picks, credit, weights


def make_key(effectiveness: dict[str, int]) -> Key:
    return Key(
        turns_on="One fact.",
        rationale="One reason.",
        effectiveness=effectiveness,
        feedback=dict.fromkeys(effectiveness, "What it does."),
    )


def scenario(key: Key) -> Scenario:
    """A scenario with exactly the options of this key."""
    options = dict.fromkeys(key.effectiveness, "Do it.")
    return Scenario(id="s-1", kind="best-worst", title="T", stem="S.", question="Q?", options=options)


def table(key: Key) -> dict[str, float]:
    return weights(scenario(key), key)


def credit_of(answer: Any, key: Key) -> float:
    return credit(scenario(key), answer, key)


@st.composite
def keys(draw: st.DrawFn, fewest: int = 3) -> Key:
    """Any sound key of 3 to 6 options: one highest, one lowest, others between, under any letters."""
    low = draw(st.integers(1, 6 - fewest))
    high = draw(st.integers(low + fewest - 1, 5))
    others = st.integers(low + 1, high - 1)
    between = draw(st.lists(others, min_size=fewest - 2, max_size=4)) if high - low > 1 else []
    values = draw(st.permutations([low, high, *between]))
    letters = draw(st.lists(st.sampled_from(string.ascii_lowercase), unique=True, min_size=6, max_size=6))
    return make_key(dict(zip(letters, values, strict=False)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["best", "worst"]) | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)

KEY = make_key({"a": 2, "b": 4, "c": 5, "d": 1})


def pick(best: Any, worst: Any) -> dict[str, Any]:
    return {"best": best, "worst": worst}


@pytest.mark.parametrize(
    ("best", "worst", "expected"),
    [
        ("c", "d", 1.0),  # (5 - 1) / 4
        ("c", "a", 0.75),  # (5 - 2) / 4
        ("b", "d", 0.75),  # (4 - 1) / 4
        ("b", "a", 0.5),  # (4 - 2) / 4
        ("c", "b", 0.25),  # (5 - 4) / 4
        ("a", "d", 0.25),  # (2 - 1) / 4
        ("a", "b", -0.5),  # (2 - 4) / 4
        ("b", "c", -0.25),  # (4 - 5) / 4
        ("d", "c", -1.0),  # (1 - 5) / 4
    ],
)
def test_score_agrees_with_the_formula_worked_by_hand(best: str, worst: str, expected: float) -> None:
    assert credit_of(pick(best, worst), KEY) == expected


def test_score_is_taken_of_the_widest_difference_in_the_key_and_not_of_the_scale() -> None:
    narrow = make_key({"a": 2, "b": 3, "c": 4})
    assert credit_of(pick("b", "a"), narrow) == 0.5


def test_two_equal_options_between_best_and_worst_earn_nothing_against_each_other() -> None:
    key = make_key({"a": 1, "b": 3, "c": 3, "d": 5})
    assert credit_of(pick("b", "c"), key) == 0.0


def test_half_right_answer_earns_part_of_the_score() -> None:
    assert 0 < credit_of(pick("c", "b"), KEY) < 1


@given(key=keys())
def test_best_and_worst_option_picked_right_earn_exactly_one(key: Key) -> None:
    best = max(key.effectiveness, key=key.effectiveness.__getitem__)
    worst = min(key.effectiveness, key=key.effectiveness.__getitem__)
    assert credit_of(pick(best, worst), key) == 1.0


@given(key=keys())
def test_best_and_worst_option_swapped_cost_as_much(key: Key) -> None:
    best = max(key.effectiveness, key=key.effectiveness.__getitem__)
    worst = min(key.effectiveness, key=key.effectiveness.__getitem__)
    assert credit_of(pick(worst, best), key) == -1.0


@given(key=keys())
def test_only_the_right_picks_earn_one(key: Key) -> None:
    assert list(table(key).values()).count(1.0) == 1


@given(key=keys(), data=st.data())
def test_score_of_any_pick_is_from_minus_1_to_1(key: Key, data: st.DataObject) -> None:
    letters = st.sampled_from(sorted(key.effectiveness))
    score = credit_of(pick(data.draw(letters), data.draw(letters)), key)
    assert -1.0 <= score <= 1.0


@given(key=keys(), answer=JSON)
def test_any_json_value_scores_from_minus_1_to_1_without_an_error(key: Key, answer: Any) -> None:
    score = credit_of(answer, key)
    assert isinstance(score, float)
    assert -1.0 <= score <= 1.0


@given(answer=JSON)
def test_value_that_is_no_pick_of_two_known_letters_scores_nothing(answer: Any) -> None:
    assume(best_worst_picks(answer, KEY.effectiveness) is None)
    assert credit_of(answer, KEY) == 0.0


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="no answer"),
        pytest.param({}, id="no pick"),
        pytest.param({"best": "c"}, id="no worst"),
        pytest.param({"worst": "d"}, id="no best"),
        pytest.param(pick("c", None), id="worst left open"),
        pytest.param(pick("c", "c"), id="same letter twice"),
        pytest.param(pick("c", "z"), id="unknown worst"),
        pytest.param(pick("z", "d"), id="unknown best"),
        pytest.param(pick("C", "D"), id="capital letters"),
        pytest.param(pick("", ""), id="empty text"),
        pytest.param(pick(["c"], ["d"]), id="lists of letters"),
        pytest.param(pick({"c": 1}, {"d": 1}), id="mappings of letters"),
        pytest.param(pick(5, 1), id="numbers"),
        pytest.param("cd", id="text"),
        pytest.param(["c", "d"], id="list"),
        pytest.param(True, id="true"),
        pytest.param(float("nan"), id="no number"),
    ],
)
def test_unanswered_or_spoilt_answer_scores_nothing(answer: Any) -> None:
    assert credit_of(answer, KEY) == 0.0


def test_further_fields_in_an_answer_change_nothing() -> None:
    assert credit_of({**pick("c", "d"), "score": 0, "note": "x"}, KEY) == 1.0


def test_picks_are_the_two_letters() -> None:
    assert best_worst_picks(pick("c", "d"), KEY.effectiveness) == ("c", "d")


def test_same_letter_twice_is_no_pick() -> None:
    assert best_worst_picks(pick("c", "c"), KEY.effectiveness) is None


@given(key=keys(), data=st.data())
def test_order_in_which_options_are_listed_changes_no_score(key: Key, data: st.DataObject) -> None:
    listed = data.draw(st.permutations(list(key.effectiveness.items())))
    assert table(make_key(dict(listed))) == table(key)


@given(key=keys(), data=st.data())
def test_relabelling_the_options_changes_no_score(key: Key, data: st.DataObject) -> None:
    letters = sorted(key.effectiveness)
    names = data.draw(
        st.lists(st.sampled_from(string.ascii_lowercase), unique=True, min_size=len(letters), max_size=len(letters))
    )
    new = dict(zip(letters, names, strict=True))
    relabelled = make_key({new[letter]: value for letter, value in key.effectiveness.items()})
    expected = {new[pair[0]] + new[pair[1]]: score for pair, score in table(key).items()}
    assert table(relabelled) == expected


@given(key=keys(), data=st.data())
def test_better_pick_for_best_never_lowers_the_score(key: Key, data: st.DataObject) -> None:
    worst = data.draw(st.sampled_from(sorted(key.effectiveness)))
    others = sorted(set(key.effectiveness) - {worst}, key=lambda letter: key.effectiveness[letter])
    scores = [credit_of(pick(best, worst), key) for best in others]
    assert scores == sorted(scores)


@given(key=keys(), data=st.data())
def test_less_effective_pick_for_worst_never_lowers_the_score(key: Key, data: st.DataObject) -> None:
    best = data.draw(st.sampled_from(sorted(key.effectiveness)))
    others = sorted(set(key.effectiveness) - {best}, key=lambda letter: -key.effectiveness[letter])
    scores = [credit_of(pick(best, worst), key) for worst in others]
    assert scores == sorted(scores)


@given(key=keys())
def test_table_has_every_ordered_pair_once(key: Key) -> None:
    count = len(key.effectiveness)
    pairs = table(key)
    assert len(pairs) == count * (count - 1)
    assert set(pairs) == {a + b for a in key.effectiveness for b in key.effectiveness if a != b}


@given(key=keys())
def test_table_agrees_with_the_score_of_every_pair(key: Key) -> None:
    for pair, score in table(key).items():
        assert score == credit_of(pick(pair[0], pair[1]), key)


@given(key=keys())
def test_table_is_written_in_the_same_order_whatever_the_order_of_the_options(key: Key) -> None:
    backwards = make_key(dict(reversed(list(key.effectiveness.items()))))
    assert list(table(backwards)) == list(table(key))
