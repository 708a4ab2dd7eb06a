"""What knowing nothing earns: the credit of chance and of habits in every kind, and what they score in a whole quiz."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, permutations, product
from random import Random
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softskills.items import Key, Scenario
from softskills.scale import HIGHEST, LEVELS, LOWEST
from softskills.scoring import credit, score, weights

LETTERS = "abcd"
KINDS = ("choose", "best-worst", "rank", "rate-each")
ITEMS = 8
"""As many as the shortest graded quiz has."""

Guess = Callable[[Random, list[str]], dict[str, Any]]
"""An answer by somebody who looks at the options, in the order in which they happen to stand, and at nothing else."""


def make(kind: Any, values: tuple[int, ...]) -> tuple[Scenario, Key]:
    effectiveness = dict(zip(LETTERS, values, strict=False))
    texts = dict.fromkeys(effectiveness, "Do it.")
    item = Scenario(id="s-1", kind=kind, title="T", stem="S.", question="Q?", options=texts)
    return item, Key(turns_on="One fact.", rationale="One reason.", effectiveness=effectiveness, feedback=texts)


def is_sound(values: tuple[int, ...]) -> bool:
    ordered = sorted(values)
    return ordered[0] < ordered[1] and ordered[-2] < ordered[-1]


KEYS = [values for values in product(LEVELS, repeat=4) if is_sound(values)]
"""Every sound key of four options."""


def every_answer(kind: str, letters: str) -> Iterator[dict[str, Any]]:
    match kind:
        case "choose":
            yield from ({"choice": letter} for letter in letters)
        case "best-worst":
            yield from ({"best": best, "worst": worst} for best, worst in permutations(letters, 2))
        case "rank":
            yield from ({"order": list(order)} for order in permutations(letters))
        case "rate-each":
            for ratings in product(LEVELS, repeat=len(letters)):
                yield {"ratings": dict(zip(letters, ratings, strict=True))}


@pytest.mark.parametrize("kind", KINDS)
@given(values=st.sampled_from(KEYS))
@settings(deadline=None, max_examples=30)
def test_an_answer_at_random_has_a_credit_of_0_at_most_and_the_perfect_one_has_1(
    kind: str, values: tuple[int, ...]
) -> None:
    item, key = make(kind, values)
    credits = [credit(item, answer, key) for answer in every_answer(kind, LETTERS)]
    assert max(credits) == pytest.approx(1.0)
    assert fmean(credits) == pytest.approx(0.0) if kind != "rate-each" else fmean(credits) < 0


@given(values=st.sampled_from(KEYS), rating=st.integers(LOWEST, HIGHEST))
def test_rating_everything_alike_earns_nothing(values: tuple[int, ...], rating: int) -> None:
    item, key = make("rate-each", values)
    assert credit(item, {"ratings": dict.fromkeys(LETTERS, rating)}, key) <= 1e-12


@pytest.mark.parametrize("kind", ["choose", "best-worst"])
@given(values=st.sampled_from(KEYS))
def test_a_more_effective_pick_never_has_less_credit(kind: str, values: tuple[int, ...]) -> None:
    item, key = make(kind, values)
    table = weights(item, key)
    for one, other in permutations(table, 2):
        if all(key.effectiveness[a] >= key.effectiveness[b] for a, b in zip(one[:1], other[:1], strict=True)) and (
            one[1:] == other[1:]
        ):
            assert table[one] >= table[other]


@given(values=st.sampled_from(KEYS))
def test_a_rating_nearer_to_the_key_always_has_more_credit(values: tuple[int, ...]) -> None:
    item, key = make("rate-each", values)
    table = weights(item, key)
    for letter, value in key.effectiveness.items():
        found = sorted((abs(rating - value), table[f"{letter}{rating}"]) for rating in LEVELS)
        for (near, more), (far, less) in pairwise(found):
            assert more > less if near < far else more == less


def pick_first(dice: Random, shown: list[str]) -> dict[str, Any]:
    return {"choice": shown[0], "best": shown[0], "worst": shown[-1], "order": shown}


def pick_one_letter(dice: Random, shown: list[str]) -> dict[str, Any]:
    return {"choice": "b", "best": "b", "worst": "d", "order": ["b", "a", "c", "d"]}


def pick_at_random(dice: Random, shown: list[str]) -> dict[str, Any]:
    order = dice.sample(shown, len(shown))
    ratings = {letter: dice.randint(LOWEST, HIGHEST) for letter in shown}
    return {"choice": order[0], "best": order[0], "worst": order[1], "order": order, "ratings": ratings}


def rate_alike(rating: int) -> Guess:
    return lambda dice, shown: {"ratings": dict.fromkeys(shown, rating)}


HABITS: list[tuple[str, str, Guess]] = [
    *((kind, "first", pick_first) for kind in KINDS[:3]),
    *((kind, "one letter", pick_one_letter) for kind in KINDS[:3]),
    *((kind, "random", pick_at_random) for kind in KINDS),
    *(("rate-each", f"all {rating}", rate_alike(rating)) for rating in LEVELS),
]


@pytest.mark.parametrize(
    ("kind", "guess"), [pytest.param(kind, guess, id=f"{kind}: {name}") for kind, name, guess in HABITS]
)
def test_a_quiz_answered_by_habit_is_expected_to_score_a_tenth_at_most(kind: str, guess: Guess) -> None:
    dice = Random(f"{kind}/{guess.__name__}")
    scores = []
    for _ in range(3000):
        credits = []
        for _ in range(ITEMS):
            item, key = make(kind, dice.choice(KEYS))
            shown = dice.sample(LETTERS, len(LETTERS))
            credits.append(credit(item, guess(dice, shown), key))
        scores.append(score(credits))
    assert fmean(scores) <= 0.1


def test_the_score_is_the_mean_of_the_credits_within_0_and_1() -> None:
    assert score([1.0, 0.5, -0.3]) == pytest.approx(0.4)
    assert score([-1.0, 0.5]) == 0.0
    assert score([1.0, 1.0]) == 1.0
    assert score([]) == 0.0
