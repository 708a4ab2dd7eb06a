"""How reliable the score of a quiz is: Cronbach's alpha."""

from __future__ import annotations

import pandas as pd
from scipy import special

from softskills.reports.classes.intervals import Estimate, too_few
from softskills.reports.classes.limits import ALPHA_NEEDS, ALPHA_NEEDS_ITEMS, LEVEL


def alpha(marks: pd.DataFrame, needed: int = ALPHA_NEEDS) -> Estimate:
    """Cronbach's alpha (1951, doi 10.1007/BF02310555) of learners by questions, none missing.

    k / (k - 1) * (1 - sum of the questions' variances / variance of the sums).
    """
    n, k = marks.shape
    if n < needed:
        return too_few(n, needed)
    if k < ALPHA_NEEDS_ITEMS:
        return Estimate(n, withheld=f"{k} of the {ALPHA_NEEDS_ITEMS} questions that it takes")
    of_sums = float(marks.sum(axis=1).var())
    if of_sums < 1e-12:
        return Estimate(n, withheld="all have the same score")
    value = k / (k - 1) * (1 - float(marks.var().sum()) / of_sums)
    low, high = feldt(value, n, k)
    return Estimate(n, value, low, high)


def feldt(value: float, n: int, k: int) -> tuple[float, float]:
    """The interval of an alpha of n learners and k questions: Feldt 1965, doi 10.1007/BF02289499, as formulas 6 and 7
    of Feldt, Woodruff and Salih 1987, doi 10.1177/014662168701100107, have it.
    """
    tail = (1 - LEVEL) / 2
    degrees = n - 1, (n - 1) * (k - 1)
    return 1 - (1 - value) * float(special.fdtri(*degrees, 1 - tail)), 1 - (1 - value) * float(
        special.fdtri(*degrees, tail)
    )
