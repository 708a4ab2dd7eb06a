"""What every lesson of a course must have. Without a word on it, a lesson needs its title as main heading, and no more.

A need with `parts` is one of the lessons in these parts only. Reviews, which only ask again, need what says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from softskills.course.limits import Range, Share
from softskills.sources import FaultAt, Model, Text

Call = Literal["scenario", "pair", "say_first", "reflection", "intention", "plan", "rating"]
Form = Literal["versions", "role-cards"]
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
    """A heading; with `points`, a list of so many points stands below it."""

    text: Text
    level: Annotated[int, Field(ge=2, le=6)] = 2
    points: Range | None = None
    in_reviews: bool = False

    @property
    def written(self) -> str:
        return f"{'#' * self.level} {self.text}"


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


class FormNeed(Need):
    """A form that authors write in Markdown: rows of versions, or role cards."""

    form: Form
    at_least: Count = 1


class BroughtBackNeed(Need):
    """Scenarios of earlier lessons, asked again."""

    at_least: Count = 1


def _with_a_number(line: str) -> str:
    if len(re.findall(r"\bN\b", line)) != 1:
        raise ValueError("write N, once, where the number stands")
    return line


LineWithN = Annotated[Text, AfterValidator(_with_a_number)]
"""Words with N in place of a number."""


class MinutesNeed(Model):
    """A line that says how long the lesson takes, with N in place of the number of minutes.

    How long it takes is counted where the course says how fast people read, and how long they take over a scene. What
    a lesson says may differ from that by the share `may_differ`. `course` says in hours how long all lessons take.
    """

    line: LineWithN
    between: Range
    words_a_minute: Count | None = None
    seconds_a_scene: Count | None = None
    may_differ: Share = 0.2
    course: LineWithN | None = None

    def faults(self) -> Iterator[FaultAt]:
        if (self.words_a_minute is None) != (self.seconds_a_scene is None):
            yield FaultAt("words_a_minute and seconds_a_scene are needed together", ())
        if self.course and not self.is_counted:
            yield FaultAt("without words_a_minute and seconds_a_scene nothing is counted", ("course",))

    @property
    def is_counted(self) -> bool:
        return self.words_a_minute is not None

    def written(self, minutes: int) -> str:
        """The line with this number of minutes."""
        return with_number(self.line, minutes)

    def found_in(self, text: str) -> int | None:
        """The number of minutes that a line of the text gives. The line may go on after it."""
        match = re.search(f"^{_pattern(self.line)}", text, re.MULTILINE)
        return int(match[1]) if match else None

    def said(self, minutes: int) -> str:
        """The time alone, without what the line says before a colon: "about 15 minutes"."""
        return with_number(self.line.rstrip("."), minutes).rpartition(": ")[2]


def with_number(line: str, number: int) -> str:
    """The line with this number in place of N."""
    return re.sub(r"\bN\b", str(number), line)


def numbers_in(text: str, line: str) -> Iterator[tuple[int, int]]:
    """Each number that stands in place of N where the text has this line, and the offset of the line. A line that is
    broken in the text is found too.
    """
    for match in re.finditer(_pattern(line), text):
        yield int(match[1]), match.start()


def _pattern(line: str) -> str:
    before, after = (r"\s+".join(map(re.escape, part.split(" "))) for part in re.split(r"\bN\b", line.rstrip(".")))
    return rf"{before}(\d+){after}(?!\w)"


class LessonRules(Model):
    """What is asked of the lessons of a course."""

    words: Range | None = None
    objectives: ObjectivesNeed | None = None
    minutes: MinutesNeed | None = None
    lab_note: bool = False
    headings: list[HeadingNeed] = Field(default=[])
    headings_at_most: Count | None = None
    heading_in_lessons_at_most: Count | None = None
    calls: list[CallNeed] = Field(default=[])
    forms: list[FormNeed] = Field(default=[])
    citation: bool = False
    brings_back: BroughtBackNeed | None = None
    review_brings_back: Count = 1
