"""Krippendorff's alpha: the worked examples of its author, and what is withheld."""

from __future__ import annotations

import math

import numpy as np
import pytest

from softskills.marking.agreement import NEEDS, Agreement, Metric, agreement, krippendorff_alpha

_ = math.nan
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
).T
"""Krippendorff 2011, section C, with its results in sections D and E: https://repository.upenn.edu/asc_papers/43"""
TWO_OBSERVERS = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], dtype=float).T
"""The same, section A: two values only, so every metric gives what the nominal one does."""


@pytest.mark.parametrize(
    ("ratings", "metric", "published"),
    [
        (FOUR_OBSERVERS, "ordinal", 0.815),
        (FOUR_OBSERVERS, "interval", 0.849),
        (TWO_OBSERVERS, "ordinal", 0.095),
        (TWO_OBSERVERS, "interval", 0.095),
    ],
)
def test_the_published_examples(ratings: np.ndarray, metric: Metric, published: float) -> None:
    assert krippendorff_alpha(ratings, metric) == pytest.approx(published, abs=0.0005)


def test_whoever_always_agrees_has_1_and_the_scale_is_of_no_account() -> None:
    marks = [(float(mark), float(mark)) for mark in range(NEEDS)]
    found = agreement(marks, "interval")
    assert (found.alpha, found.low, found.high) == (1, 1, 1)
    other = np.array([(1, 2), (3, 3), (4, 2), (0, 1), (4, 4)], dtype=float)
    assert krippendorff_alpha(other * 10 + 7, "interval") == pytest.approx(krippendorff_alpha(other, "interval"))


def test_an_interval_holds_alpha_and_is_narrower_with_more_texts() -> None:
    draw = np.random.default_rng(5)
    texts = draw.integers(0, 9, 200).astype(float)
    pairs = list(zip(texts, np.clip(texts + draw.integers(-1, 2, 200), 0, 8), strict=True))
    few, many = agreement(pairs[:12], "interval"), agreement(pairs, "interval")

    def width(one: Agreement) -> float:
        assert one.alpha is not None and one.low is not None and one.high is not None
        assert one.low < one.alpha < one.high
        return one.high - one.low

    assert width(many) < width(few)


def test_too_few_and_all_the_same_are_withheld_with_the_reason() -> None:
    few = agreement([(1, 2)] * (NEEDS - 1), "interval")
    assert few.alpha is None and few.low is None and str(NEEDS) in few.why and few.n == NEEDS - 1
    same = agreement([(2, 2)] * NEEDS, "interval")
    assert same.alpha is None and same.why and same.n == NEEDS
