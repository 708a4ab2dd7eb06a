"""How far two markers agree: Krippendorff's alpha, with an interval, or why it is withheld."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Metric = Literal["ordinal", "interval"]
Ratings = NDArray[np.float64]

NEEDS = 10
"""Texts marked twice. With fewer an alpha says more about these texts than about the markers."""
DRAWS = 2_000
"""Samples of the bootstrap for the interval."""
LEVEL = 0.95


@dataclass(frozen=True)
class Agreement:
    """Of `n` texts marked twice: alpha, 1 where markers always agree and 0 where they do as by chance, with its
    interval; or both None and `why`, in words.
    """

    n: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""


def agreement(pairs: Sequence[tuple[float, float]], metric: Metric, seed: int = 1) -> Agreement:
    """How far two markings of the same texts agree. The interval is of a percentile bootstrap over texts."""
    n = len(pairs)
    if n < NEEDS:
        return Agreement(n, why=f"withheld: {n} marked twice, and it takes {NEEDS}")
    ratings = np.array(pairs, dtype=float)
    alpha = krippendorff_alpha(ratings, metric)
    if math.isnan(alpha):
        return Agreement(n, why="withheld: all of them got the same, which tells nothing of how far markers agree")
    dice = np.random.default_rng(seed)
    drawn = [krippendorff_alpha(ratings[dice.integers(0, n, n)], metric) for _ in range(DRAWS)]
    low, high = np.nanquantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Agreement(n, alpha, float(low), float(high))


def krippendorff_alpha(ratings: Ratings, metric: Metric) -> float:
    """Krippendorff's alpha of units by observers, with NaN where an observer gave no rating; NaN when all ratings are
    equal, or no unit has two.

    Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections D and E:
    https://repository.upenn.edu/asc_papers/43
    """
    values = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[:, :, None] == values).sum(axis=1).astype(float)  # units by values
    in_unit = counts.sum(axis=1)
    counts, in_unit = counts[in_unit > 1], in_unit[in_unit > 1]
    coincidences = (counts / (in_unit - 1)[:, None]).T @ counts - np.diag((counts / (in_unit - 1)[:, None]).sum(axis=0))
    totals = coincidences.sum(axis=1)
    distances = _distances(values, totals, metric)
    expected = (np.outer(totals, totals) * distances).sum()
    if expected == 0:
        return math.nan
    return float(1 - (totals.sum() - 1) * (coincidences * distances).sum() / expected)


def _distances(values: Ratings, totals: Ratings, metric: Metric) -> Ratings:
    """The squared difference of any two values: as numbers, or by how many ratings lie between them."""
    if metric == "ordinal":
        values = np.cumsum(totals) - totals / 2
    return np.asarray((values[:, None] - values[None, :]) ** 2)
