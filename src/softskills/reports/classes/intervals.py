"""Estimates with their intervals: a share, a mean, a correlation. Each is of n learners, at the level of `limits`.

In a table an estimate is five columns, see `spread`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from softskills.reports.classes.limits import CORRELATION_NEEDS, LEVEL, SHARE_NEEDS


@dataclass(frozen=True)
class Estimate:
    """A figure of n learners with its interval. Where there is none, all three are None and `withheld` says why."""

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str = ""


def too_few(n: int, needed: int) -> Estimate:
    return Estimate(n, withheld=f"{n} of the {needed} learners that it takes")


def spread(name: str, one: Estimate) -> dict[str, Any]:
    """An estimate as columns of a table: NAME, NAME_low, NAME_high, NAME_n, NAME_withheld."""
    return {
        name: one.value,
        f"{name}_low": one.low,
        f"{name}_high": one.high,
        f"{name}_n": one.n,
        f"{name}_withheld": one.withheld,
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each by the names of its columns."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def share(count: int, n: int, needed: int = SHARE_NEEDS) -> Estimate:
    """A share from 0 to 1. Interval of Wilson (1927), doi 10.1080/01621459.1927.10502953."""
    if n < needed:
        return too_few(n, needed)
    z, p = float(special.ndtri((1 + LEVEL) / 2)), count / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Estimate(n, p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def mean(values: Sequence[float] | Any, needed: int = SHARE_NEEDS) -> Estimate:
    """The mean of what isn't missing, with the interval of Student's t."""
    found = np.asarray(values, dtype=float)
    found = found[~np.isnan(found)]
    n = len(found)
    if n < max(2, needed):
        return too_few(n, max(2, needed))
    middle = float(found.mean())
    half = float(special.stdtrit(n - 1, (1 + LEVEL) / 2) * found.std(ddof=1) / math.sqrt(n))
    return Estimate(n, middle, middle - half, middle + half)


def correlation(one: Any, other: Any, needed: int = CORRELATION_NEEDS) -> Estimate:
    """Pearson's correlation where neither is missing. Interval by Fisher's z (1921): atanh(r) +- z / sqrt(n - 3)."""
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    there = ~(np.isnan(first) | np.isnan(second))
    first, second, n = first[there], second[there], int(there.sum())
    if n < max(4, needed):
        return too_few(n, max(4, needed))
    # Sums in floating point may leave a trace of spread where there is none.
    if np.ptp(first) < 1e-9 or np.ptp(second) < 1e-9:
        return Estimate(n, withheld="all have the same, so nothing can go with it")
    r = min(1.0, max(-1.0, float(np.corrcoef(first, second)[0, 1])))
    if abs(r) > 1 - 1e-12:
        return Estimate(n, r, r, r)
    half = float(special.ndtri((1 + LEVEL) / 2)) / math.sqrt(n - 3)
    return Estimate(n, r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half))
