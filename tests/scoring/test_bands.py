"""The scores that count as aligned with a self-rating."""

from __future__ import annotations

from softskills.scale import LEVELS
from softskills.scoring import CALIBRATION_TOLERANCE, calibration_bands


def test_the_levels_are_spread_evenly_over_the_scores() -> None:
    bands = calibration_bands()
    assert list(bands) == list(LEVELS)
    assert bands[3] == (50 - CALIBRATION_TOLERANCE, 50 + CALIBRATION_TOLERANCE)
    assert bands[2] == (25 - CALIBRATION_TOLERANCE, 25 + CALIBRATION_TOLERANCE)


def test_no_band_reaches_beyond_the_scores() -> None:
    bands = calibration_bands()
    assert bands[1] == (0.0, CALIBRATION_TOLERANCE)
    assert bands[5] == (100.0 - CALIBRATION_TOLERANCE, 100.0)
