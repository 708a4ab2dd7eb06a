"""What nbgrader's settings of a cell say, which stand in its metadata."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = 3
"""The version of nbgrader's metadata that is read."""

FOR_FEEDBACK = "softskills_feedback"
"""The name in a graded cell's metadata of what the feedback page shows of it: the review, or a text."""

_FLAGS = ("grade", "solution", "locked", "task")


@dataclass(frozen=True)
class CellSettings:
    """nbgrader's settings of one cell. `points` are what it is worth; 0 when it gives none."""

    grade_id: str
    grade: bool
    solution: bool
    locked: bool
    task: bool
    points: float

    @property
    def is_locked(self) -> bool:
        """Whether the instructor's cell is the one that counts, whatever a learner made of it."""
        return not self.solution and (self.grade or self.locked)

    @property
    def is_by_hand(self) -> bool:
        """Whether it is an answer that a grader marks."""
        return self.grade and self.solution


def settings_of(cell: Mapping[str, Any]) -> CellSettings | None:
    """The settings of a cell of a notebook; None when nbgrader has nothing to do with it. Raises ValueError."""
    data = cell["metadata"].get("nbgrader")
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ValueError("its nbgrader settings are no settings")
    name = data.get("grade_id")
    if data.get("schema_version") != SCHEMA:
        raise ValueError(
            f"the cell {name!r} has nbgrader settings of version {data.get('schema_version')!r}, and version {SCHEMA} "
            "is read. Run: nbgrader update ."
        )
    flags = {flag: data.get(flag, False) for flag in _FLAGS}
    if not all(isinstance(value, bool) for value in flags.values()):
        raise ValueError(f"the cell {name!r} has an nbgrader setting that is neither true nor false")
    if not any(flags.values()):
        return None
    if not isinstance(name, str) or not name:
        raise ValueError("a cell that nbgrader grades or locks has no grade_id. Open and save it in JupyterLab.")
    points = data.get("points", 0)
    if type(points) not in (int, float) or not math.isfinite(points) or points < 0:
        raise ValueError(f"the cell {name!r} is worth {points!r} in nbgrader, which is no number of points")
    return CellSettings(grade_id=name, points=float(points), **flags)
