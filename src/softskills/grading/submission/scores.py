"""What a gradebook says of one submitted notebook, as a feedback page needs it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mark:
    """The mark of one cell. `auto` and `manual` are the points that were worked out and those given by hand, None
    where there are none; `score` is what counts. `waiting`: a grader is still to look at it.
    """

    score: float
    max_score: float
    auto: float | None
    manual: float | None
    waiting: bool

    @property
    def is_there(self) -> bool:
        """Whether it is a mark at all. nbgrader counts 0 where there is none."""
        return self.auto is not None or self.manual is not None


@dataclass(frozen=True)
class CriterionPoints:
    """What a text got for one criterion, of `of` points."""

    criterion: str
    points: float
    of: float


@dataclass(frozen=True)
class ByRubric:
    """What a text got for each criterion."""

    criteria: tuple[CriterionPoints, ...]

    @property
    def total(self) -> float:
        return sum(one.points for one in self.criteria)


@dataclass
class NotebookScores:
    """All of a notebook: marks and comments by cell, and the points by criterion that a mark was given for.
    `late_penalty` is in points, and not yet taken off `score`. `before` has the points of the scenes by an earlier key,
    where they were marked again.
    """

    score: float
    max_score: float
    late_penalty: float | None
    grades: dict[str, Mark] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    criteria: dict[str, ByRubric] = field(default_factory=dict)
    before: float | None = None
