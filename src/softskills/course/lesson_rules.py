"""What every lesson of a course must have. Without a word on it, a lesson needs its title as main heading, and no more.

A need with `parts` is one of the lessons in these parts only. Reviews, which only ask again, need what says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from softskills.course.limits import Range
from softskills.sources import FaultAt, Model, Text

Call = Literal["scenario", "reflection", "intention", "plan", "rating"]
Count = Annotated[int, Field(ge=1)]


class Need(Model):
    """Something that lessons need: all of them, or those of some parts."""

    parts: list[int] | None = None

    def is_of(self, part: int) -> bool:
        return self.parts is None or part in self.parts


class HeadingNeed(Need):
    """A heading; with `points`, a list of so many points stands below it."""

    text: Text
    level: Annotated[int, Field(ge=2, le=6)] = 2
    points: Range | None = None
    in_reviews: bool = False

    @property
    def written(self) -> str:
        return f"{'#' * self.level} {self.text}"


class CallNeed(Need):
    """Cells that call a function of the engine, of the lesson's own; with `under`, below this heading."""

    call: Call
    at_least: Count = 1
    under: Text | None = None


class BroughtBackNeed(Need):
    """Scenarios of earlier lessons, asked again."""

    at_least: Count = 1


class MinutesNeed(Model):
    """A line that says how long the lesson takes, with N in place of the number of minutes."""

    line: Text
    between: Range

    def faults(self) -> Iterator[FaultAt]:
        if len(re.findall(r"\bN\b", self.line)) != 1:
            yield FaultAt("write N, once, where the number of minutes stands", ("line",))

    def found_in(self, text: str) -> int | None:
        """The number of minutes that a line of the text gives."""
        before, after = map(re.escape, re.split(r"\bN\b", self.line.rstrip(".")))
        match = re.search(rf"^{before}(\d+){after}(?!\w)", text, re.MULTILINE)
        return int(match[1]) if match else None

    def said(self, minutes: int) -> str:
        """The time alone, without what the line says before a colon: "about 15 minutes"."""
        return re.sub(r"\bN\b", str(minutes), self.line.rstrip(".")).rpartition(": ")[2]


class LessonRules(Model):
    """What is asked of the lessons of a course."""

    words: Range | None = None
    minutes: MinutesNeed | None = None
    headings: list[HeadingNeed] = Field(default=[])
    calls: list[CallNeed] = Field(default=[])
    citation: bool = False
    brings_back: BroughtBackNeed | None = None
    review_brings_back: Count = 1
