"""The model of `course.yml`: what one course is called, and what it holds its texts to. All but four fields may be left
out; what a field means is told to authors in `authoring.guide`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from softskills.course.lesson_rules import LessonRules
from softskills.course.limits import Limits, Share
from softskills.sources import FaultAt, Identifier, Model, Text

FORMAT = 1
REVIEW_DAYS = (1, 3, 7, 21, 60)
"""Days from each box to the day on which what lies in it comes back. Spaced practice: Cepeda et al. 2006, doi
10.1037/0033-2909.132.3.354. Equal and growing waits do the same: Latimier et al. 2021, doi 10.1007/s10648-020-09572-8.
The steps are our own."""

Feature = Literal["bibliography", "calibration", "competencies", "grading", "occupations", "outline", "self-rating"]
"""What a course may have or do without. What is not named in `course.yml` is on if the course has the files for it."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")]
"""A language tag after BCP 47: language, then script and region where they matter, such as en-GB or zh-Hant-TW."""


def _inside(folder: str) -> str:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or "\\" in folder or ":" in folder:
        raise ValueError("lies outside the course; name a folder below the one that has course.yml, such as data")
    return path.as_posix()


Folder = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_inside)]
"""A folder of the course, below its root."""


PageName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*$", max_length=200)]
"""A page of the book by its path, without its ending, such as notebooks/welcome."""


class Folders(Model):
    """Where the course keeps things."""

    data: Folder = "data"
    notebooks: Folder = "notebooks"
    exercises: Folder = "exercises"
    book: Folder = "book"


class Part(Model):
    """A part of the course, when no outline names it: its number, and its name as in the book's contents."""

    part: Annotated[int, Field(ge=0)]
    name: Text


class Spelling(Model):
    """By which list of words texts are spelled: one that the package brings, a file of the course, or none."""

    dictionary: Text | None = None
    pass_over: list[Text] = Field(default=[])
    may_double: list[Text] = Field(default=[])
    latin_only: bool = True


class Telltale(Model):
    """Phrases that must not often stand in the best option: who has seen it, knows the answer without the scene."""

    says: Text
    phrases: Annotated[list[Text], Field(min_length=1)]
    at_most: Share

    def faults(self) -> Iterator[FaultAt]:
        if not re.search(r"\w", "".join(self.phrases)):
            yield FaultAt("the phrases have no letter", ("phrases",))

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b({'|'.join(map(re.escape, self.phrases))})\b", re.IGNORECASE)


class Phrase(Model):
    """Words that the whole course may say so many times at most."""

    says: Annotated[Text, StringConstraints(pattern=r"\w")]
    at_most: Annotated[int, Field(ge=0)]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the words as they are written, in capitals too, and broken over lines."""
        words = r"\s+".join(map(re.escape, self.says.split()))
        return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


class Workbook(Model):
    """What the printed workbook of the course has besides its lessons: other pages of the book, by name as in
    `_toc.yml`.
    """

    also: list[Text] = Field(default=[])


class Licence(Model):
    """Under which licence the course is given away."""

    name: Text
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=200)]


class Settings(Model):
    """All of `course.yml`."""

    format: Literal[1]
    id: Identifier
    title: Text
    description: Annotated[Text, StringConstraints(max_length=160)] | None = None
    licence: Licence | None = None
    language: Language
    spelling: Spelling = Spelling()
    folders: Folders = Folders()
    features: dict[Feature, bool] = Field(default={})
    parts: list[Part] = Field(default=[])
    lessons: LessonRules = LessonRules()
    limits: Limits = Limits()
    telltales: list[Telltale] = Field(default=[])
    phrases: list[Phrase] = Field(default=[])
    review_days: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1)] = Field(default=[*REVIEW_DAYS])
    practice_page: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")] | None = None
    moved: dict[PageName, PageName] = Field(default={})
    attribution: dict[Literal["occupations"], Text] = Field(default={})
    workbook: Workbook = Workbook()

    def faults(self) -> Iterator[FaultAt]:
        if self.review_days != sorted(set(self.review_days)):
            yield FaultAt("each number of days must be larger than the one before", ("review_days",))
        numbers = Counter(part.part for part in self.parts)
        for number, count in numbers.items():
            if count > 1:
                yield FaultAt(f"part {number} stands twice", ("parts",))
