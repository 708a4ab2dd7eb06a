"""The course as the rules see it, gathered once from its folder. Only this module reads files.

What does not load becomes a fault, and the rest is gathered all the same: an item that is sound is measured even if
its neighbour is not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from softskills.checks.notebook import Notebook
from softskills.grading.leaks import find_leaks
from softskills.items import ContentError, Fault, Key, Lesson, Quiz, QuizKeys, Scenario, load_bank, load_quiz
from softskills.items import load_quiz_keys as load_keys
from softskills.items.models import Item, LessonFile, QuizItem
from softskills.items.occupations import load_occupations
from softskills.items.reading import Place, Source, parse, read_yaml

TOC = Path("_toc.yml")
LESSONS = Path("data/lessons.yml")
SCENARIOS = Path("data/scenarios")
QUIZ_SOURCES = Path("exercises/source")
QUIZ_KEYS = Path("exercises/keys")

_BANK_ITEM: TypeAdapter[Any] = TypeAdapter(Item)
_QUIZ_ITEM: TypeAdapter[Any] = TypeAdapter(QuizItem)
_NOT_COURSE = {"__pycache__", "node_modules", "_build", "dist"}


@dataclass(frozen=True)
class Entry:
    """One item of the bank or of a quiz, with the places where it and its key stand."""

    item: Any  # one of the models that Item and QuizItem join
    source: Source
    place: Place
    in_quiz: bool
    key: Key | None = None
    key_source: Source | None = None
    key_place: Place = ()

    @property
    def file(self) -> Path:
        return self.source.file

    def line(self, *field: str) -> int | None:
        return self.source.line((*self.place, *field))

    def key_file(self) -> Path:
        return (self.key_source or self.source).file

    def key_line(self, *field: str) -> int | None:
        return (self.key_source or self.source).line((*self.key_place, *field))


@dataclass(frozen=True)
class Passage:
    """A text that people read. `follows`: each line of it is a line of the file too, as lines in YAML often are not."""

    file: Path
    line: int | None
    id: str | None
    text: str
    follows: bool

    def line_at(self, offset: int) -> int | None:
        return self.line + self.text.count("\n", 0, offset) if self.line and self.follows else self.line


@dataclass(frozen=True)
class PlacedLesson:
    """A lesson of `lessons.yml`, with the line of each of its fields."""

    lesson: Lesson
    lines: dict[str, int]

    @property
    def line(self) -> int | None:
        return self.lines.get("file")


@dataclass(frozen=True)
class Course:
    """All that is checked. Every path is relative to the root."""

    faults: tuple[Fault, ...]
    entries: tuple[Entry, ...]
    lessons: tuple[PlacedLesson, ...]
    toc: tuple[tuple[str, int | None], ...]
    notebooks: tuple[Notebook, ...]
    passages: tuple[Passage, ...]
    leaks: tuple[tuple[Path, str], ...]
    paths: frozenset[str]

    @property
    def scenarios(self) -> list[Entry]:
        return [entry for entry in self.entries if isinstance(entry.item, Scenario)]


def gather(root: Path) -> Course:
    """Read the course below `root`. Never raises for what is wrong in it: that is in `faults`."""
    return _Gatherer(root.resolve()).course()


class _Gatherer:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: dict[Fault, None] = {}  # each once, in the order found
        self.passages: list[Passage] = []

    def course(self) -> Course:
        self._attempt(load_bank.__wrapped__, self.root / "data")  # what it remembers may have changed since
        self._attempt(load_occupations, self.root / "data")
        self._yaml(Path("data/competencies.yml"))
        toc = self._yaml(TOC)
        entries = [entry for file in self._files(SCENARIOS, "*.yml") for entry in self._bank_entries(file)]
        lessons = self._lessons()
        for file in self._files(QUIZ_SOURCES, "*/quiz.yml"):
            entries += self._quiz_entries(file)
        notebooks = [self._notebook(file) for file in self._notebook_files()]
        for pattern in ("*.md", "book/**/*.md", "data/*.md"):
            for file in self._files(Path(), pattern):
                self._page(file)
        return Course(
            faults=tuple(self.faults),
            entries=tuple(entries),
            lessons=tuple(lessons),
            toc=tuple(_toc_files(toc, (), toc.data)) if toc else (),
            notebooks=tuple(notebook for notebook in notebooks if notebook),
            passages=tuple(self.passages),
            leaks=tuple(self._leaks()),
            paths=frozenset(self._paths()),
        )

    def _files(self, folder: Path, pattern: str) -> list[Path]:
        found = sorted((self.root / folder).glob(pattern))
        return [file.relative_to(self.root) for file in found if file.is_file()]

    def _notebook_files(self) -> list[Path]:
        return self._files(Path("notebooks"), "*.ipynb") + self._files(QUIZ_SOURCES, "*/*.ipynb")

    def _attempt(self, load: Any, *arguments: Any) -> Any:
        """What `load` returns, or None with its faults kept."""
        try:
            return load(*arguments)
        except ContentError as error:
            for fault in error.faults:
                message = fault.message.replace(f"{self.root}{os.sep}", "")
                file = fault.file.relative_to(self.root) if fault.file.is_absolute() else fault.file
                self.faults[replace(fault, file=file, message=message)] = None
            return None

    def _yaml(self, file: Path) -> Source | None:
        source: Source | None = self._attempt(read_yaml, self.root / file)
        if source is None:
            return None
        source = replace(source, file=file)
        for place, text in _strings(source.data, ()):
            self.passages.append(Passage(file, source.line(place), source.id_at(place), text, follows=False))
        return source

    def _bank_entries(self, file: Path) -> Iterator[Entry]:
        source = self._yaml(file)
        for place, item in _sound_items(source, _BANK_ITEM):
            assert source
            yield Entry(item, source, place, False, getattr(item, "key", None), source, (*place, "key"))

    def _quiz_entries(self, file: Path) -> Iterator[Entry]:
        source = self._yaml(file)
        quiz: Quiz | None = self._attempt(load_quiz, self.root / file)
        key_file = QUIZ_KEYS / f"{quiz.quiz if quiz else file.parent.name}.yml"
        key_source = self._yaml(key_file)
        keys: QuizKeys | None = self._attempt(load_keys, self.root / key_file, quiz) if quiz and key_source else None
        for place, item in _sound_items(source, _QUIZ_ITEM):
            assert source
            key = keys.items.get(item.id) if keys else None
            yield Entry(item, source, place, True, key, key_source, ("items", item.id))

    def _lessons(self) -> list[PlacedLesson]:
        source = self._yaml(LESSONS)
        found: LessonFile | None = self._attempt(parse, source, LessonFile) if source else None
        if source is None or found is None:
            return []
        return [
            PlacedLesson(
                lesson, {str(place[2]): line for place, line in source.lines.items() if _field_of(index, place)}
            )
            for index, lesson in enumerate(found.lessons)
        ]

    def _text(self, file: Path) -> str | None:
        try:
            return (self.root / file).read_text("utf-8")
        except UnicodeDecodeError as error:
            self.faults[Fault(file, None, None, f"is not UTF-8 text: byte {error.start}")] = None
        except OSError as error:
            self.faults[Fault(file, None, None, f"cannot be read: {error.strerror}")] = None
        return None

    def _notebook(self, file: Path) -> Notebook | None:
        text = self._text(file)
        if text is None:
            return None
        try:
            data = json.loads(text)
        except ValueError as error:
            line = getattr(error, "lineno", None)
            self.faults[Fault(file, line, None, f"is not valid JSON: {getattr(error, 'msg', error)}")] = None
            return None
        if not isinstance(data, dict):
            self.faults[Fault(file, 1, None, "is not a notebook: a JSON object is due here")] = None
            return None
        notebook = Notebook(file, data, text)
        for cell in notebook.cells:
            self.passages.append(Passage(file, cell.text_line, cell.id, cell.text, follows=True))
        return notebook

    def _page(self, file: Path) -> None:
        text = self._text(file)
        if text is not None:
            self.passages.append(Passage(file, 1, None, text, follows=True))

    def _leaks(self) -> Iterator[tuple[Path, str]]:
        """What `find_leaks` says of the quizzes' folder, for the keys of every quiz that loads."""
        folder = self.root / QUIZ_SOURCES
        files = sorted((path for path in folder.rglob("*") if path.is_file()), reverse=True)
        all_keys = [self._keys_of(quiz_file) for quiz_file in self._files(QUIZ_SOURCES, "*/quiz.yml")]
        said = {leak for keys in all_keys or [None] for leak in find_leaks(folder, keys)}
        for leak in sorted(said):
            file = next(path for path in files if leak.startswith(str(path)))
            yield file.relative_to(self.root), leak.removeprefix(str(file)).lstrip(": ")

    def _keys_of(self, quiz_file: Path) -> QuizKeys | None:
        try:
            quiz = load_quiz(self.root / quiz_file)
            return load_keys(self.root / QUIZ_KEYS / f"{quiz.quiz}.yml", quiz)
        except ContentError:
            return None

    def _paths(self) -> Iterator[str]:
        """Every file and folder a link may lead to."""
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in _NOT_COURSE and not name.startswith(".")]
            here = Path(folder).relative_to(self.root)
            yield here.as_posix()
            yield from ((here / name).as_posix() for name in files)


def _field_of(index: int, place: Place) -> bool:
    return len(place) == 3 and place[:2] == ("lessons", index)


def _sound_items(source: Source | None, shape: TypeAdapter[Any]) -> Iterator[tuple[Place, Any]]:
    items = source.data.get("items") if source and isinstance(source.data, dict) else None
    for index, raw in enumerate(items if isinstance(items, list) else []):
        try:
            yield ("items", index), shape.validate_python(raw)
        except ValidationError:
            continue  # load_bank or load_quiz says what is wrong


def _strings(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from _strings(value, (*place, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, (*place, index))


def _toc_files(source: Source, place: Place, data: Any) -> Iterator[tuple[str, int | None]]:
    """The pages that `_toc.yml` names, the root first, each with its line."""
    for step, text in _strings(data, place):
        if step[-1:] in {("root",), ("file",)}:
            yield text, source.line(step)
