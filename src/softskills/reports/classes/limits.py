"""From how many learners on a figure is shown, and from where on a question is worth rewriting. All in one place.

A figure of too few says more about chance, and about single learners, than about the question.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.95
"""Of every interval."""

SHARE_NEEDS = 5
"""Learners, for a share or a mean."""
CORRELATION_NEEDS = 20
"""Learners, for the correlation of a question with the rest. With 20 the interval is still as wide as 0.8."""
THIRDS_NEED = 30
"""Learners, for an upper and a lower third: 10 in each."""
ALPHA_NEEDS = 20
"""Learners, for the reliability of a score."""
ALPHA_NEEDS_ITEMS = 3


@dataclass(frozen=True)
class Thresholds:
    """When a question or an option stands on the list of what to rewrite.

    They are chosen so that in a simulated class of 60 planted faults are found, and sound questions hardly ever named:
    `tests/reports/test_repair.py` holds them to it.
    """

    learners: int = 30
    """So many must have answered."""
    easy: float = 0.96
    """Too easy: this share or more give the best answer, and the question tells nobody apart."""
    against_key: float = -0.1
    """Against the key: the correlation with the rest is this or less. Those who do well elsewhere do badly here."""
    rare: float = 0.05
    """Never chosen: nobody chose the option, and so many answered that at this share somebody would have, with a
    certainty of LEVEL. An option that 5 % choose counts as working: Haladyna and Downing 1993, doi
    10.1177/0013164493053004013."""
