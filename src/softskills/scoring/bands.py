"""A self-rating beside the score of one's answers: when the two count as aligned."""

from __future__ import annotations

from softskills.scale import HIGHEST, LEVELS, LOWEST

CALIBRATION_NEEDS = 4
"""How many answered scenarios of a competency a comparison with the self-rating takes."""

CALIBRATION_TOLERANCE = 15
"""Points out of 100 within which a self-rating and a scenario score count as aligned: the course's own band."""


def calibration_bands() -> dict[int, tuple[float, float]]:
    """For each self-rating from 1 to 5 the scenario scores, 0 to 100, that count as aligned with it.

    The five levels are spread evenly over 0 to 100. A score outside the band means "look again", and no more:
    both measures are imperfect, and they measure different things. The bands are the course's own.
    """
    bands = {}
    for level in LEVELS:
        middle = (level - LOWEST) * 100 // (HIGHEST - LOWEST)
        bands[level] = (max(0.0, middle - CALIBRATION_TOLERANCE), min(100.0, middle + CALIBRATION_TOLERANCE))
    return bands
