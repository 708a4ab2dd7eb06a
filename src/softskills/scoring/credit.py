"""The credit of an answer: what it earns by the key, less what chance would have earned.

Formula scoring subtracts what guessing earns on average (Frary 1988, doi 10.1111/j.1745-3992.1988.tb00434.x). Here it
is done for each kind in the way that fits it, so that the expected credit of an answer at random is 0, and a perfect
one has 1. Rating everything alike is worth nothing, because scoring by distance from a key would reward it (McDaniel et
al. 2011, doi 10.1037/a0021983). Source of the keyed formats: Krumm et al. 2015, doi 10.1037/a0037674.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from statistics import fmean
from typing import Any

from softskills.items import Key, Scenario, Story, StoryKey
from softskills.scale import LEVELS
from softskills.scoring.said import story_terms, terms

VERSION = 2
"""Of the formula. Stands with the scores in a gradebook, so that marks of different formulas aren't mixed unseen.
1: what a key gives, with no correction for chance. 2: less what chance would earn."""


def score(credits: Iterable[float]) -> float:
    """The score of several answers from 0 to 1: the mean of their credits, and not below 0; 0 of none.

    The floor is for all of them together. One pick of four hits the best one in four by luck; over eight or more items
    luck and ill luck cancel out, and somebody who knows nothing is expected to score less than 0.1.
    """
    found = list(credits)
    return min(1.0, max(0.0, fmean(found))) if found else 0.0


def credit(item: Scenario | Story, answer: Any, key: Key | StoryKey) -> float:
    """The credit of an answer, at most 1: 1 for a perfect one, 0 for what chance would earn, less for a poor one.

    What is no answer has 0. Raises TypeError when the key is that of another sort of scenario.
    """
    table = weights(item, key)
    said = terms(item, answer)
    return 0.0 if said is None else fmean(table[term] for term in said)


def weights(item: Scenario | Story, key: Key | StoryKey) -> dict[str, float]:
    """The weight of every possible term, so that the mean of the weights of an answer's terms is its credit.

    Raises TypeError when the key is that of another sort of scenario.
    """
    if isinstance(item, Story) and isinstance(key, StoryKey):
        return {term: _story_weight(term, key) for term in story_terms(item)}
    if not isinstance(item, Scenario) or not isinstance(key, Key):
        raise TypeError(f"{item.id} is of the kind {item.kind}, and its key is a {type(key).__name__}")
    match item.kind:
        case "choose":
            return _choices(key.effectiveness)
        case "best-worst":
            return _picks(key.effectiveness)
        case "rate-each":
            return _ratings(key.effectiveness)
        case "rank":
            return _pairs(key.effectiveness)


def _choices(values: Mapping[str, int]) -> dict[str, float]:
    """One of several: the mean of two credits, each less what chance earns. One is for hitting the best: 1, else
    -1 / (options - 1). One goes by effectiveness: (effectiveness - their mean) / (the highest - their mean).
    """
    highest, mean = max(values.values()), fmean(values.values())
    missed = -1 / (len(values) - 1)
    return {
        letter: ((1 if value == highest else missed) + (value - mean) / (highest - mean)) / 2
        for letter, value in sorted(values.items())
    }


def _picks(values: Mapping[str, int]) -> dict[str, float]:
    """Best and worst: (effectiveness of the one - effectiveness of the other) / the widest such difference."""
    widest = max(values.values()) - min(values.values())
    return {a + b: (values[a] - values[b]) / widest for a, b in permutations(sorted(values), 2)}


def _ratings(values: Mapping[str, int]) -> dict[str, float]:
    """A rating of each: 1 - distance from the key / distance of the one rating for all that comes nearest to it."""
    nearest = min(sum(abs(rating - value) for value in values.values()) for rating in LEVELS)
    return {
        f"{letter}{rating}": 1 - len(values) * abs(rating - value) / nearest
        for letter, value in sorted(values.items())
        for rating in LEVELS
    }


def _pairs(values: Mapping[str, int]) -> dict[str, float]:
    """An order: (pairs that stand as in the key - pairs the other way round) / all pairs, which is Kendall's tau. Pairs
    that the key holds equal don't count.
    """
    pairs = list(permutations(sorted(values), 2))
    count = len(pairs) / 2
    unequal = sum(values[a] > values[b] for a, b in pairs)
    return {a + b: ((values[a] > values[b]) - (values[a] < values[b])) * count / unequal for a, b in pairs}


def _story_weight(term: str, key: StoryKey) -> float:
    """A choice at a fork of a story counts like one of several; the credit of a path is the mean over its forks."""
    fork, _, letter = term.lstrip("!").partition(">")[0].rpartition(".")
    return _choices(key.effectiveness[fork])[letter]
