"""A course as the rules see it: its items, lessons, contents, notebooks and texts, and where each of them stands.

`gathering` reads it from a folder. Nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from softskills.checks.text.cells import Notebook
from softskills.checks.text.lexicon import Lexicon
from softskills.checks.text.prose import prose
from softskills.checks.text.works import Work
from softskills.course import Course, Feature, Settings
from softskills.course.limits import ContrastLimits, Limits
from softskills.items import ContrastSet, Fault, GradedContrastSet, Key, Lesson, Scenario, Story, StoryKey
from softskills.sources import Place, Source


@dataclass(frozen=True)
class Entry:
    """One item of the bank or of a quiz, with the places where it and its key stand.

    A situation of a contrast set is an item too. `set_place`: where its set stands, which has its options; `repeats`:
    whether an earlier situation of the set has given them already.
    """

    item: Any  # one of the models that Item and QuizItem join
    source: Source
    place: Place
    in_quiz: bool
    key: Key | StoryKey | None = None
    key_source: Source | None = None
    key_place: Place = ()
    set_place: Place | None = None
    repeats: bool = False

    @property
    def file(self) -> Path:
        return self.source.file

    @property
    def contrast(self) -> str | None:
        """The id of its contrast set, if it is a situation of one."""
        return getattr(self.item, "contrast", None)

    @property
    def competency(self) -> str | None:
        """What it trains: in a quiz an item or its set may say so; else its file does."""
        own = (self.place if self.set_place is None else self.set_place) if self.in_quiz else ()
        found = self.source.at((*own, "competency")) or self.source.data.get("competency")
        return found if isinstance(found, str) else None

    def line(self, *field: str) -> int | None:
        if self.set_place is not None and field[:1] in _OF_THE_SET:
            return self.source.line((*self.set_place, *field))
        if self.set_place is not None and field == ("stem",):
            return self.source.line((*self.place, "text"))
        return self.source.line((*self.place, *field))

    def key_file(self) -> Path:
        return (self.key_source or self.source).file

    def key_line(self, *field: str) -> int | None:
        return (self.key_source or self.source).line((*self.key_place, *field))


_OF_THE_SET = {("goal",), ("options",), ("question",)}


@dataclass(frozen=True)
class ContrastEntry:
    """A contrast set of the bank or of a quiz, with its situations as items."""

    item: ContrastSet | GradedContrastSet
    source: Source
    place: Place
    situations: tuple[Entry, ...]

    @property
    def file(self) -> Path:
        return self.source.file

    @property
    def in_quiz(self) -> bool:
        return self.situations[0].in_quiz

    def line(self, *field: str) -> int | None:
        return self.source.line((*self.place, *field))


@dataclass(frozen=True)
class OptionSet:
    """What a learner chooses from at one time: a scenario's options, or the choices at one fork of a story."""

    entry: Entry
    options: dict[str, str]
    fork: str | None = None

    @property
    def effectiveness(self) -> dict[str, int]:
        """By letter; empty without a key."""
        match self.entry.key:
            case StoryKey(effectiveness=by_fork) if self.fork:
                return by_fork[self.fork]
            case Key(effectiveness=values):
                return values
        return {}

    @property
    def feedback(self) -> dict[str, str]:
        """By letter; empty without a key."""
        match self.entry.key:
            case StoryKey(feedback=by_fork) if self.fork:
                return by_fork[self.fork]
            case Key(feedback=texts):
                return texts
        return {}

    @property
    def id(self) -> str:
        """The id of its scenario; for a fork the scene's name after it: "story-01/desk"."""
        return f"{self.entry.item.id}/{self.fork}" if self.fork else str(self.entry.item.id)

    @property
    def name(self) -> str:
        return f"the choices{self.of}" if self.fork else "the options"

    @property
    def of(self) -> str:
        """What to add to a letter, so that it is clear which one is meant."""
        return f" of {self.fork}" if self.fork else ""

    @property
    def field(self) -> tuple[str, ...]:
        return ("scenes", self.fork, "choices") if self.fork else ("options",)

    @property
    def owner(self) -> str:
        """The id of the entry in the file that the options stand in: of a situation, its set's."""
        return self.entry.contrast or str(self.entry.item.id)

    def line(self) -> int | None:
        return self.entry.line(*self.field)

    def feedback_line(self, letter: str) -> int | None:
        return self.entry.key_line("feedback", *([self.fork] if self.fork else []), letter)

    def best(self) -> str:
        """The letter of the most effective one. There must be a key."""
        return max(self.effectiveness, key=self.effectiveness.__getitem__)

    def worst(self) -> str:
        """The letter of the least effective one. There must be a key."""
        return min(self.effectiveness, key=self.effectiveness.__getitem__)


@dataclass(frozen=True)
class Reading:
    """What a reader who did not see the key took for the best and the worst of a set of options, and a note on it."""

    file: Path
    line: int
    item: str
    reader: str
    best: str
    worst: str
    note: str


@dataclass(frozen=True)
class SetReading:
    """What a reader who did not see the key made of a contrast set.

    `seen` is "options" if the reader saw these alone, and then `item` is the set; it is "full" if the reader saw a
    whole situation, which is the `item`. `second` may be empty; `difficulty` is 1 (obvious at once), 2 or 3 (a close
    call) of a full reading, and empty of the other.
    """

    file: Path
    line: int
    item: str
    reader: str
    seen: str
    best: str
    second: str
    difficulty: str
    note: str


@dataclass(frozen=True)
class Passage:
    """A text that people read. `follows`: each line of it is a line of the file too, as lines in YAML often are not."""

    file: Path
    line: int | None
    id: str | None
    text: str
    follows: bool
    is_code: bool = False

    @property
    def prose(self) -> str:
        """Its words, at the same offsets; nothing of code."""
        return "" if self.is_code else prose(self.text)

    def line_at(self, offset: int) -> int | None:
        return self.line + self.text.count("\n", 0, offset) if self.line and self.follows else self.line


@dataclass(frozen=True)
class PlacedLesson:
    """A lesson of `lessons.yml`, with the line of each of its fields. `page`: its notebook, as the contents name it."""

    lesson: Lesson
    lines: dict[str, int]
    page: str

    @property
    def line(self) -> int | None:
        return self.lines.get("file")

    @property
    def notebook(self) -> Path:
        return Path(f"{self.page}.ipynb")


class ContentsEntry(NamedTuple):
    """A page that `_toc.yml` names, and the caption of its part; the root page has none."""

    page: str
    line: int | None
    caption: str | None


class OutlineRow(NamedTuple):
    """A lesson that the outline promises, with the number of its part."""

    title: str
    line: int | None
    part: int


class OwnWord(NamedTuple):
    """A word that the course spells as it likes."""

    word: str
    line: int


@dataclass(frozen=True, eq=False)  # one is as good as itself, so that what is derived from it can be kept
class Material:
    """All that is checked. Every path is relative to the root, and so are those of `course`.

    `features` are those that the course has, `parts` the names of the parts by their numbers. `book_config` is None
    where there is none to read, `lexicon` where nothing is spelled by a list.
    """

    course: Course
    features: frozenset[Feature]
    book_config: Source | None
    faults: tuple[Fault, ...]
    entries: tuple[Entry, ...]
    contrasts: tuple[ContrastEntry, ...]
    lessons: tuple[PlacedLesson, ...]
    outline: tuple[OutlineRow, ...]
    parts: dict[int, str]
    toc: tuple[ContentsEntry, ...]
    notebooks: tuple[Notebook, ...]
    passages: tuple[Passage, ...]
    works: tuple[Work, ...]
    lexicon: Lexicon | None
    own_words: tuple[OwnWord, ...]
    readings: tuple[Reading, ...]
    set_readings: tuple[SetReading, ...]
    leaks: tuple[tuple[Path, str], ...]
    key_texts: tuple[tuple[Path, str], ...]
    paths: frozenset[str]

    @property
    def settings(self) -> Settings:
        return self.course.settings

    def is_page(self, file: Path) -> bool:
        """Whether the book may show this file: a page, or a notebook that is no quiz."""
        return file.is_relative_to(self.course.book) or file.is_relative_to(self.course.notebooks)

    @cached_property
    def shown(self) -> list[Passage]:
        """What the book shows: its pages, and the text of its notebooks."""
        pages = {file for file in {one.file for one in self.passages} if self.is_page(file)}
        return [one for one in self.passages if not one.is_code and one.file in pages]

    @cached_property
    def scenarios(self) -> list[Entry]:
        """All scenarios of the bank and of quizzes, branching ones among them."""
        return [entry for entry in self.entries if isinstance(entry.item, Scenario | Story)]

    @cached_property
    def option_sets(self) -> list[OptionSet]:
        return [options for entry in self.scenarios for options in option_sets(entry)]

    def limits_of(self, entry: Entry) -> Limits | ContrastLimits:
        """The limits that hold for an item; situations of a contrast set have their own."""
        limits = self.settings.limits
        return limits.contrast if entry.contrast else limits


def placed_notebooks(material: Material) -> Iterator[tuple[PlacedLesson, Notebook]]:
    """Each lesson with its notebook, where there is a sound one."""
    notebooks = {notebook.file: notebook for notebook in material.notebooks}
    for placed in material.lessons:
        if notebook := notebooks.get(placed.notebook):
            yield placed, notebook


def option_sets(entry: Entry) -> Iterator[OptionSet]:
    """The one set of a scenario, or a set for each fork of a story."""
    if isinstance(entry.item, Story):
        for fork, scene in entry.item.forks.items():
            yield OptionSet(entry, {letter: choice.text for letter, choice in scene.choices.items()}, fork)
    else:
        yield OptionSet(entry, entry.item.options)
