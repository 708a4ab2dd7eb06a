"""What came in from a class, as the figures see it, and the counts of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd

STATES = ("in time", "late", "missing")


class HandIn(Protocol):
    """One learner and what they handed in. Whoever reads it says how: see `softskills.grading.nbgrader.hand_ins`."""

    @property
    def student(self) -> str: ...

    @property
    def name(self) -> str:
        """As typed into the roster; it may hold anything."""

    @property
    def state(self) -> str:
        """One of STATES."""

    @property
    def problems(self) -> Sequence[str]:
        """What of the answers could not be read."""

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answer that counts for each item; unchecked."""

    @property
    def scene_points(self) -> float | None:
        """The points in the gradebook that were given without a grader: those of the scenes. None before grading."""

    @property
    def score(self) -> float | None:
        """All points in the gradebook; None before grading."""

    @property
    def max_score(self) -> float | None: ...

    @property
    def waiting(self) -> bool:
        """Whether something still waits to be marked by hand."""


def hand_in_table(hand_ins: Sequence[HandIn], begun: Sequence[str]) -> pd.DataFrame:
    """A row for each learner. `begun`: who answered anything."""
    known = set(begun)
    return pd.DataFrame(
        [
            {
                "learner": one.student,
                "name": one.name,
                "state": one.state,
                "damaged": bool(one.problems),
                "blank": one.state != "missing" and one.student not in known,
                "problem": one.problems[0] if one.problems else "",
                "scene_points": one.scene_points,
                "score": one.score,
                "max_score": one.max_score,
                "waiting": one.waiting,
            }
            for one in hand_ins
        ],
        columns=[
            *("learner", "name", "state", "damaged", "blank", "problem"),
            *("scene_points", "score", "max_score", "waiting"),
        ],
    )
