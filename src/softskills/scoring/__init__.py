"""What an answer is worth: an answer and a key in, a credit out; many credits in, a score from 0 to 1 out.

Guessing earns nothing. The credit of an answer is what it earns by the key less what chance would have earned, so a
pick at random has an expected credit of 0 in every kind, and so has every habit that doesn't look at the situation. A
poor answer has a credit below 0. The score of several answers is the mean of their credits, and never below 0.

Page and Python share this. The page gets the results as weights and takes the mean of the weights of what an answer
says (its terms, see `terms`); it has no formula of its own.
"""

from softskills.scoring.bands import CALIBRATION_NEEDS, CALIBRATION_TOLERANCE, calibration_bands
from softskills.scoring.credit import VERSION, credit, score, weights
from softskills.scoring.said import (
    best_worst_picks,
    choice,
    rank_order,
    rate_each_ratings,
    story_path,
    story_terms,
    terms,
)

__all__ = [
    "CALIBRATION_NEEDS",
    "CALIBRATION_TOLERANCE",
    "VERSION",
    "best_worst_picks",
    "calibration_bands",
    "choice",
    "credit",
    "rank_order",
    "rate_each_ratings",
    "score",
    "story_path",
    "story_terms",
    "terms",
    "weights",
]
