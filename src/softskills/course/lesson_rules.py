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

Call = Literal["scenario", "pair", "say_first", "reflection", "intention", "plan", "rating"]
Count = Annotated[int, Field(ge=1)]

LAB_ONLY = "lab-only"
"""The tag of a cell that JupyterLab shows and the book leaves out."""

WEB_ONLY = "web-only"
"""The tag of a cell that the book shows and a learner's folder leaves out."""


class Need(Model):
    """Something that lessons need: all of them, or those of some parts."""

    parts: list[int] | None = None

    def is_of(self, part: int) -> bool:
        return self.parts is None or part in self.parts


class HeadingNeed(Need):
    """A heading; with `points`, a list of so many points stands below it. With `better`, that heading follows, and the
    book puts what stands under the two side by side.
    """

    text: Text
    level: Annotated[int, Field(ge=2, le=6)] = 2
    points: Range | None = None
    better: Text | None = None
    in_reviews: bool = False

    def written(self, text: str) -> str:
        return f"{'#' * self.level} {text}"


class ObjectivesNeed(Model):
    """A sentence under the title that says what learners can do afterwards. It begins in one of these ways."""

    begins: Annotated[list[Text], Field(min_length=1)]
    words: Range

    def begins_in(self, text: str) -> bool:
        return text.startswith(tuple(self.begins))


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

    def written(self, minutes: int) -> str:
        """The line with this number of minutes."""
        return re.sub(r"\bN\b", str(minutes), self.line)

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
    objectives: ObjectivesNeed | None = None
    minutes: MinutesNeed | None = None
    lab_note: bool = False
    headings: list[HeadingNeed] = Field(default=[])
    calls: list[CallNeed] = Field(default=[])
    citation: bool = False
    brings_back: BroughtBackNeed | None = None
    review_brings_back: Count = 1

    @property
    def versions(self) -> list[tuple[str, str]]:
        """The headings of a poor and of a better version, for each heading that names its better one."""
        return [(heading.text, heading.better) for heading in self.headings if heading.better]
