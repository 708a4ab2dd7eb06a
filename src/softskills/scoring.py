"""Scores: an answer and a key in, a number from 0 to 1 out.

Page and Python share these functions: the page gets their results as a table, never a formula of its own.
"""

from __future__ import annotations

from itertools import permutations
from typing import Any

from softskills.items import Key


def score_best_worst(answer: Any, key: Key) -> float:
    """Score a pick of the most and the least effective option, from 0 to 1, with partial credit.

    The score is (effectiveness of the pick for best - effectiveness of the pick for worst), divided by the widest
    such difference in the key, and not below 0. Anything that is not an answer scores 0: no pick, an unknown letter,
    the same letter twice, another type.

    Source of the keyed format: Krumm et al. 2015, doi 10.1037/a0037674.
    """
    picks = best_worst_picks(answer, key.effectiveness)
    if picks is None:
        return 0.0
    best, worst = picks
    values = key.effectiveness
    widest = max(values.values()) - min(values.values())
    return max(0.0, (values[best] - values[worst]) / widest)


def best_worst_picks(answer: Any, letters: Any) -> tuple[str, str] | None:
    """The (best, worst) letters of an answer, or None when it is not two different known letters."""
    if not isinstance(answer, dict):
        return None
    best, worst = answer.get("best"), answer.get("worst")
    if not isinstance(best, str) or not isinstance(worst, str) or best == worst:
        return None
    return (best, worst) if best in letters and worst in letters else None


def best_worst_table(key: Key) -> dict[str, float]:
    """The score of every possible answer, by the two letters joined ("ac": a for best, c for worst)."""
    pairs = permutations(sorted(key.effectiveness), 2)
    return {best + worst: score_best_worst({"best": best, "worst": worst}, key) for best, worst in pairs}


CALIBRATION_NEEDS = 4
"""How many answered scenarios of a competency a comparison with the self-rating takes."""

CALIBRATION_TOLERANCE = 15
"""Points out of 100 within which a self-rating and a scenario score count as aligned: the course's own band."""


def calibration_bands() -> dict[int, tuple[float, float]]:
    """For each self-rating from 1 to 5 the scenario scores, 0 to 100, that count as aligned with it.

    The five levels are spread evenly over 0 to 100. A score below the band means "look again" (the rating is higher
    than the score), one above it "underestimating". Both measures are imperfect; the bands are the course's own.
    """
    bands = {}
    for level in range(1, 6):
        middle = (level - 1) * 25
        bands[level] = (max(0.0, middle - CALIBRATION_TOLERANCE), min(100.0, middle + CALIBRATION_TOLERANCE))
    return bands
