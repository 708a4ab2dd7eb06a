"""Reads the course from its folder, once. Only this module of the room reads files.

What does not load becomes a fault, and the rest is gathered all the same: an item that is sound is measured even if
its neighbour is not.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from softskills.checks.material import (
    BIBLIOGRAPHY,
    LESSONS,
    NOTEBOOKS,
    OUTLINE,
    OWN_WORDS,
    QUIZ_KEYS,
    QUIZ_REVIEWS,
    QUIZ_SOURCES,
    REVIEWS,
    SCENARIOS,
    TOC,
    ContentsEntry,
    Course,
    Entry,
    OutlineRow,
    OwnWord,
    Passage,
    PlacedLesson,
    Reading,
)
from softskills.checks.text.cells import Notebook
from softskills.checks.text.works import Work, read_works
from softskills.items import ContentError, Fault, Quiz, QuizKeys, load_bank, load_quiz
from softskills.items import load_quiz_keys as load_keys
from softskills.items.leaks import find_leaks, held, to_look_for
from softskills.items.models import Item, LessonFile, QuizItem
from softskills.items.occupations import load_occupations
from softskills.items.outline import Outline
from softskills.sources import Place, Source, parse, read_text, read_yaml

_BANK_ITEM: TypeAdapter[Any] = TypeAdapter(Item)
_QUIZ_ITEM: TypeAdapter[Any] = TypeAdapter(QuizItem)
_NOT_COURSE = {"__pycache__", "node_modules", "_build", "dist"}
READING_COLUMNS = ["item", "reader", "best", "worst", "note"]
_KEYLESS = ("notebooks/", "data/", "book/")
"""Where no text of a graded key may stand, besides the sources of the quizzes."""


def gather(root: Path) -> Course:
    """Read the course below `root`. Never raises for what is wrong in it: that is in `faults`."""
    return _Gatherer(root.resolve()).course()


class _Gatherer:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: dict[Fault, None] = {}  # each once, in the order found
        self.passages: list[Passage] = []
        self.read = cache(read_yaml)  # several parts of the course are read from one file

    def course(self) -> Course:
        self._attempt(load_bank.__wrapped__, self.root / "data", self.read)  # what it remembers may have changed since
        self._attempt(load_occupations, self.root / "data")
        self._yaml(Path("data/competencies.yml"))
        toc = self._yaml(TOC)
        entries = [entry for file in self._files(SCENARIOS, "*.yml") for entry in self._bank_entries(file)]
        lessons, outline = self._lessons(), self._outline()
        all_keys: list[QuizKeys | None] = []
        for file in self._files(QUIZ_SOURCES, "*/quiz.yml"):
            keys, found = self._quiz(file)
            all_keys.append(keys)
            entries += found
        notebooks = [notebook for file in self._notebook_files() if (notebook := self._notebook(file))]
        for pattern in ("*.md", "book/**/*.md", "data/*.md", "data/*.csv"):
            for file in self._files(Path(), pattern):
                if file != REVIEWS:  # names and letters, and notes for those who write
                    self._page(file)
        works, own_words, readings = self._works(), self._own_words(), self._readings()
        paths = frozenset(self._paths())
        return Course(
            faults=tuple(self.faults),
            entries=tuple(entries),
            lessons=tuple(lessons),
            outline=tuple(outline),
            toc=tuple(_contents(toc)) if toc else (),
            notebooks=tuple(notebooks),
            passages=tuple(self.passages),
            works=tuple(works),
            own_words=tuple(own_words),
            readings=tuple(readings),
            leaks=tuple(self._leaks(all_keys or [None])),
            key_texts=tuple(self._key_texts(all_keys, paths)),
            paths=paths,
        )

    def _files(self, folder: Path, pattern: str) -> list[Path]:
        found = [file.relative_to(self.root) for file in sorted((self.root / folder).glob(pattern)) if file.is_file()]
        return [file for file in found if not any(part.startswith(".") for part in file.parts)]  # JupyterLab's copies

    def _notebook_files(self) -> list[Path]:
        return self._files(NOTEBOOKS, "*.ipynb") + self._files(QUIZ_SOURCES, "*/*.ipynb")

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

    def _fault(self, file: Path, line: int | None, message: str) -> None:
        self.faults[Fault(file, line, None, message)] = None

    def _yaml(self, file: Path) -> Source | None:
        source: Source | None = self._attempt(self.read, self.root / file)
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

    def _quiz(self, file: Path) -> tuple[QuizKeys | None, list[Entry]]:
        """The keys of a quiz, if it and they are sound, and its sound items."""
        source = self._yaml(file)
        quiz: Quiz | None = self._attempt(load_quiz, self.root / file)
        key_file = QUIZ_KEYS / f"{quiz.quiz if quiz else file.parent.name}.yml"
        key_source = self._yaml(key_file)
        keys: QuizKeys | None = self._attempt(load_keys, self.root / key_file, quiz) if quiz and key_source else None
        entries = []
        for place, item in _sound_items(source, _QUIZ_ITEM):
            assert source
            key = keys.items.get(item.id) if keys else None
            entries.append(Entry(item, source, place, True, key, key_source, ("items", item.id)))
        return keys, entries

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

    def _outline(self) -> list[OutlineRow]:
        source = self._yaml(OUTLINE)
        found: Outline | None = self._attempt(parse, source, Outline) if source else None
        if source is None or found is None:
            return []
        return [
            OutlineRow(title, source.line(("parts", index, "lessons", row)), part.part, part.name)
            for index, part in enumerate(found.parts)
            for row, title in enumerate(part.lessons)
        ]

    def _text(self, file: Path) -> str | None:
        """The text of a file, or None with its fault kept."""
        text: str | None = self._attempt(read_text, self.root / file)
        return text

    def _notebook(self, file: Path) -> Notebook | None:
        text = self._text(file)
        if text is None:
            return None
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            self._fault(file, getattr(error, "lineno", None), f"is not valid JSON: {getattr(error, 'msg', error)}")
            return None
        if not isinstance(data, dict):
            self._fault(file, 1, "is not a notebook: a JSON object is due here")
            return None
        notebook = Notebook(file, data, text)
        for cell in notebook.cells:
            self.passages.append(Passage(file, cell.text_line, cell.id, cell.text, follows=True, is_code=cell.is_code))
        return notebook

    def _page(self, file: Path) -> None:
        text = self._text(file)
        if text is not None:
            self.passages.append(Passage(file, 1, None, text, follows=True))

    def _optional(self, file: Path) -> str:
        """The text of a file that a course need not have."""
        return (self._text(file) or "") if (self.root / file).exists() else ""

    def _works(self) -> list[Work]:
        works, faults = read_works(BIBLIOGRAPHY, self._optional(BIBLIOGRAPHY))
        self.faults |= dict.fromkeys(faults)
        return works

    def _own_words(self) -> list[OwnWord]:
        lines = self._optional(OWN_WORDS).splitlines()
        return [OwnWord(line.strip(), number) for number, line in enumerate(lines, 1) if line.strip()]

    def _readings(self) -> list[Reading]:
        found = []
        for file in (REVIEWS, QUIZ_REVIEWS):
            for line, row in enumerate(csv.reader(self._optional(file).splitlines()), 1):
                if (line == 1 and row != READING_COLUMNS) or len(row) != len(READING_COLUMNS):
                    self._fault(file, line, f"the columns must be {', '.join(READING_COLUMNS)}")
                elif line > 1:
                    found.append(Reading(file, line, *(text.strip() for text in row)))
        return found

    def _leaks(self, all_keys: list[QuizKeys | None]) -> Iterator[tuple[Path, str]]:
        """What `find_leaks` says of the quizzes' folder, for the keys of every quiz."""
        folder = self.root / QUIZ_SOURCES
        files = sorted((path for path in folder.rglob("*") if path.is_file()), reverse=True)
        for leak in sorted({leak for keys in all_keys for leak in find_leaks(folder, keys)}):
            file = next(path for path in files if leak.startswith(str(path)))
            yield file.relative_to(self.root), leak.removeprefix(str(file)).lstrip(": ")

    def _key_texts(self, all_keys: list[QuizKeys | None], paths: frozenset[str]) -> Iterator[tuple[Path, str]]:
        """Every private sentence of a quiz that stands where no key may be."""
        sentences: dict[str, str] = {}
        for keys in all_keys:
            sentences |= to_look_for(keys) if keys else {}
        for path in sorted(path for path in paths if path.startswith(_KEYLESS)):
            if (self.root / path).is_file():
                yield from ((Path(path), text) for text in held(self.root / path, sentences))

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


def _contents(source: Source) -> Iterator[ContentsEntry]:
    """The pages that `_toc.yml` names, the root first."""
    for place, text in _strings(source.data, ()):
        if place[-1:] in {("root",), ("file",)}:
            part = source.data["parts"][place[1]] if place[:1] == ("parts",) else None
            caption = part.get("caption") if isinstance(part, dict) else None
            yield ContentsEntry(text, source.line(place), caption if isinstance(caption, str) else None)
