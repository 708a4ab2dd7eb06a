"""The credit of an answer, taken apart: what each of the things that it says adds to it.

Systems score one thing at a time and add up. The sums are the course's credits: they're taken from its weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from softskills.scale import LEVELS


def best_worst_parts(table: Mapping[str, float], letters: Iterable[str]) -> tuple[dict[str, float], dict[str, float]]:
    """What a pick as the best adds by its letter, and what one as the worst does.

    A weight is a difference of two numbers, one for each letter. The mean of the weights of a letter with all letters,
    itself with 0, is its number less the mean of all numbers.
    """
    names = sorted(letters)
    best = {one: sum(table[one + other] for other in names if other != one) / len(names) for one in names}
    return best, {letter: -part for letter, part in best.items()}


def rating_parts(table: Mapping[str, float], letters: Iterable[str]) -> dict[str, dict[int, float]]:
    """What each rating of an option adds, by letter and level."""
    names = sorted(letters)
    return {letter: {level: table[f"{letter}{level}"] / len(names) for level in LEVELS} for letter in names}


def order_parts(table: Mapping[str, float], letters: Iterable[str]) -> dict[tuple[str, str], float]:
    """What it adds that the first of two options stands before the second, for the pairs in which that matters.

    The other way round takes as much away.
    """
    pairs = list(combinations(sorted(letters), 2))
    return {(one, other): table[one + other] / len(pairs) for one, other in pairs if table[one + other]}
