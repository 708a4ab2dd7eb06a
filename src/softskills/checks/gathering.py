"""Gathers the course from its folder, once. Only this module and `course_files` read files.

What does not load becomes a fault, and the rest is gathered all the same: an item that is sound is measured even if
its neighbour is not.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from softskills.checks.course_files import CourseFiles, strings
from softskills.checks.material import (
    ContentsEntry,
    ContrastEntry,
    Entry,
    Material,
    OutlineRow,
    OwnWord,
    Passage,
    PlacedLesson,
    Reading,
    SetReading,
)
from softskills.checks.remembered import by_file
from softskills.checks.text.cells import Notebook
from softskills.checks.text.lexicon import Lexicon, shipped, shipped_lexicon
from softskills.checks.text.works import Work, read_works
from softskills.course import QUIZ_FILE, Feature
from softskills.items import ContrastSet, GradedContrastSet, Quiz, QuizKeys, load_bank, load_quiz
from softskills.items import load_quiz_keys as load_keys
from softskills.items.leaks import find_leaks, held, to_look_for
from softskills.items.models import Item, LessonFile, QuizItem
from softskills.items.occupations import load_occupations
from softskills.items.outline import Outline
from softskills.items.quizzes import unknown_competencies
from softskills.sources import Place, Source, parse

_BANK_ITEM: TypeAdapter[Any] = TypeAdapter(Item)
_QUIZ_ITEM: TypeAdapter[Any] = TypeAdapter(QuizItem)
READING_COLUMNS = ["item", "reader", "best", "worst", "note"]
SET_READING_COLUMNS = ["item", "reader", "seen", "best", "second", "difficulty", "note"]


def gather(root: Path) -> Material:
    """Read the course below `root`. What is wrong in it does not raise: that is in `faults`.

    Only `course.yml` must be sound, because it says how to read the rest. Raises ContentError.
    """
    return _Gatherer(root.resolve()).material()


class _Gatherer(CourseFiles):
    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.contrasts: list[ContrastEntry] = []
        self.competencies: list[str] = []

    def material(self) -> Material:
        course, has = self.course, self.has
        self._features()
        self.attempt(load_bank.__wrapped__, self.whole.data, self.read)  # what it remembers may have changed since
        if has("occupations"):
            self.attempt(load_occupations, self.whole.data)
        if has("competencies"):
            self.competencies = _ids_in(self.yaml(course.competencies))
        toc = self.yaml(course.toc)
        entries = [entry for file in self.files(course.scenarios, "*.yml") for entry in self._bank_entries(file)]
        lessons = self._lessons() if self.whole.lessons.is_file() else []
        outline, parts = self._outline()
        all_keys: list[QuizKeys | None] = []
        for file in self.files(course.quiz_sources, f"*/{QUIZ_FILE}") if has("grading") else ():
            keys, found = self._quiz(file)
            all_keys.append(keys)
            entries += found
        notebooks = [notebook for file in self.files(course.notebooks, "*.ipynb") for notebook in self._notebook(file)]
        if has("grading"):
            files = self.files(course.quiz_sources, "*/*.ipynb")
            notebooks += [notebook for file in files for notebook in self._notebook(file, in_quiz=True)]
        data = course.data.as_posix()
        for pattern in ("*.md", f"{course.book.as_posix()}/**/*.md", f"{data}/*.md", f"{data}/*.csv"):
            for file in self.files(Path(), pattern):
                if file not in {course.readings, course.set_readings}:  # letters, and notes for those who write
                    self.page(file)
        works, lexicon, own_words, readings = self._works(), self._lexicon(), self._own_words(), self._readings()
        set_readings = self._set_readings()
        paths = frozenset(self.paths())
        return Material(
            course=course,
            features=frozenset(filter(self.whole.has, get_args(Feature))),
            book_config=self._book_config(),
            faults=tuple(self.faults),
            entries=tuple(entries),
            contrasts=tuple(self.contrasts),
            lessons=tuple(lessons),
            outline=tuple(outline),
            parts=parts,
            toc=tuple(_contents(toc)) if toc else (),
            notebooks=tuple(notebooks),
            passages=tuple(self.passages),
            works=tuple(works),
            lexicon=lexicon,
            own_words=tuple(own_words),
            readings=tuple(readings),
            set_readings=tuple(set_readings),
            leaks=tuple(self._leaks(all_keys or [None])),
            key_texts=tuple(self._key_texts(all_keys, paths)),
            paths=paths,
        )

    def _book_config(self) -> Source | None:
        """Not one of the texts that people read."""
        file = self.whole.book_config
        return self.attempt(self.read, file) if file.is_file() else None

    def has(self, feature: Feature) -> bool:
        """Whether the course has a feature and the file for it, without which `_features` keeps a fault."""
        return self.whole.has(feature) and self.whole.needed_for(feature).exists()

    def _features(self) -> None:
        """What is switched on and has no file."""
        for feature, is_on in self.course.settings.features.items():
            needed = self.course.needed_for(feature)
            if is_on and not (self.root / needed).exists():
                message = f"features.{feature} is on, and there is no {needed.as_posix()}; add it, or switch it off"
                self.fault_in_settings(("features", feature), message)

    def _bank_entries(self, file: Path) -> Iterator[Entry]:
        source = self.yaml(file)
        if source is None:
            return
        for place, item in _sound_items(source, _BANK_ITEM):
            if isinstance(item, ContrastSet):
                yield from self._situations(item, source, place, None)
            else:
                yield Entry(item, source, place, False, getattr(item, "key", None), source, (*place, "key"))

    def _situations(
        self, item: ContrastSet | GradedContrastSet, source: Source, place: Place, keys: tuple[QuizKeys, Source] | None
    ) -> Iterator[Entry]:
        """The situations of a set, which is noted too. In a quiz `keys` are those of the quiz, if they are sound."""
        found = []
        for index, scenario in enumerate(item.scenarios):
            at = (*place, "situations", index)
            entry = Entry(scenario, source, at, isinstance(item, GradedContrastSet), None, None, (), place, index > 0)
            if isinstance(item, ContrastSet):
                entry = replace(entry, key=item.situations[index].key, key_source=source, key_place=(*at, "key"))
            elif keys:
                entry = replace(
                    entry, key=keys[0].items[scenario.id], key_source=keys[1], key_place=("items", scenario.id)
                )
            found.append(entry)
        self.contrasts.append(ContrastEntry(item, source, place, tuple(found)))
        yield from found

    def _quiz(self, file: Path) -> tuple[QuizKeys | None, list[Entry]]:
        """The keys of a quiz, if it and they are sound, and its sound items."""
        source = self.yaml(file)
        quiz: Quiz | None = self.attempt(load_quiz, self.root / file, self.read)
        key_file = self.course.quiz_keys / f"{quiz.quiz if quiz else file.parent.name}.yml"
        key_source = self.yaml(key_file)
        keys: QuizKeys | None = None
        if quiz and key_source:
            keys = self.attempt(load_keys, self.root / key_file, quiz, self.read)
        entries: list[Entry] = []
        if source is None:
            return keys, entries
        if quiz and self.competencies:
            self.faults |= dict.fromkeys(unknown_competencies(source, quiz, self.competencies))
        for place, item in _sound_items(source, _QUIZ_ITEM):
            if isinstance(item, GradedContrastSet):
                entries += self._situations(item, source, place, (keys, key_source) if keys and key_source else None)
                continue
            key = keys.items.get(item.id) if keys else None
            entries.append(Entry(item, source, place, True, key, key_source, ("items", item.id)))
        return keys, entries

    def _lessons(self) -> list[PlacedLesson]:
        source = self.yaml(self.course.lessons)
        found: LessonFile | None = self.attempt(parse, source, LessonFile) if source else None
        if source is None or found is None:
            return []
        return [
            PlacedLesson(
                lesson,
                {str(place[2]): line for place, line in source.lines.items() if _field_of(index, place)},
                (self.course.notebooks / lesson.file).as_posix(),
            )
            for index, lesson in enumerate(found.lessons)
        ]

    def _outline(self) -> tuple[list[OutlineRow], dict[int, str]]:
        """The lessons that the outline promises, and the names of the parts, which stand there or in `course.yml`."""
        named = {part.part: part.name for part in self.course.settings.parts}
        if not self.has("outline"):
            return [], named
        source = self.yaml(self.course.outline)
        found: Outline | None = self.attempt(parse, source, Outline) if source else None
        if source is None or found is None:
            return [], named
        if named:
            message = f"parts: the parts are named in {self.course.outline.as_posix()} already; take them out here"
            self.fault_in_settings(("parts",), message)
        rows = [
            OutlineRow(title, source.line(("parts", index, "lessons", row)), part.part)
            for index, part in enumerate(found.parts)
            for row, title in enumerate(part.lessons)
        ]
        return rows, {part.part: part.name for part in found.parts}

    def _lexicon(self) -> Lexicon | None:
        """The list of words to spell by: one that the package brings, or a file of the course."""
        name, known = self.course.settings.spelling.dictionary, shipped()
        if name is None:
            return None
        if name in known:
            return shipped_lexicon(name)
        if not (self.root / name).is_file():
            message = f"spelling.dictionary: {name!r} is no file of the course, and none of {', '.join(known)}"
            self.fault_in_settings(("spelling", "dictionary"), message)
            return None
        text = self.text(Path(name))
        return None if text is None else _lexicon_of(f"the dictionary {name}", text)

    def _notebook(self, file: Path, in_quiz: bool = False) -> Iterator[Notebook]:
        """The notebook, if it is one."""
        text = self.text(file)
        if text is None:
            return
        try:
            notebook = _notebook_of(file, text, in_quiz)
        except (ValueError, RecursionError) as error:
            self.fault(file, getattr(error, "lineno", None), f"is not valid JSON: {getattr(error, 'msg', error)}")
            return
        if notebook is None:
            self.fault(file, 1, "is not a notebook: a JSON object is due here")
            return
        self.passages += _cells_of(notebook)
        yield notebook

    def _works(self) -> list[Work]:
        file = self.course.bibliography
        works, faults = read_works(file, self.optional(file) if self.has("bibliography") else "")
        self.faults |= dict.fromkeys(faults)
        return works

    def _own_words(self) -> list[OwnWord]:
        lines = self.optional(self.course.own_words).splitlines()
        return [OwnWord(line.strip(), number) for number, line in enumerate(lines, 1) if line.strip()]

    def _readings(self) -> list[Reading]:
        found = []
        for file in (self.course.readings, self.course.quiz_readings):
            for line, row in enumerate(csv.reader(self.optional(file).splitlines()), 1):
                if (line == 1 and row != READING_COLUMNS) or len(row) != len(READING_COLUMNS):
                    self.fault(file, line, f"the columns must be {', '.join(READING_COLUMNS)}")
                elif line > 1:
                    found.append(Reading(file, line, *(text.strip() for text in row)))
        return found

    def _set_readings(self) -> list[SetReading]:
        found = []
        for file in (self.course.set_readings, self.course.quiz_set_readings):
            for line, row in enumerate(csv.reader(self.optional(file).splitlines()), 1):
                if (line == 1 and row != SET_READING_COLUMNS) or len(row) != len(SET_READING_COLUMNS):
                    self.fault(file, line, f"the columns must be {', '.join(SET_READING_COLUMNS)}")
                elif line > 1:
                    found.append(SetReading(file, line, *(text.strip() for text in row)))
        return found

    def _leaks(self, all_keys: list[QuizKeys | None]) -> Iterator[tuple[Path, str]]:
        """What `find_leaks` says of the quizzes' folder, for the keys of every quiz."""
        folder = self.whole.quiz_sources
        files = sorted((path for path in folder.rglob("*") if path.is_file()), reverse=True)
        for leak in sorted(find_leaks(folder, *filter(None, all_keys), read=self.read)):
            file = next(path for path in files if leak.startswith(str(path)))
            yield file.relative_to(self.root), leak.removeprefix(str(file)).lstrip(": ")

    def _key_texts(self, all_keys: list[QuizKeys | None], paths: frozenset[str]) -> Iterator[tuple[Path, str]]:
        """Every private sentence of a quiz that stands where no key may be."""
        secrets = to_look_for(*filter(None, all_keys))
        folders = (self.course.notebooks, self.course.data, self.course.book)
        for path in sorted(path for path in paths if any(Path(path).is_relative_to(folder) for folder in folders)):
            if (self.root / path).is_file():
                yield from ((Path(path), text) for text in held(self.root / path, secrets))


def _ids_in(source: Source | None) -> list[str]:
    """The ids of the competencies in their file, as far as it is sound."""
    listed = source.data.get("competencies") if source and isinstance(source.data, dict) else None
    return [one["id"] for one in listed or [] if isinstance(one, dict) and isinstance(one.get("id"), str)]


def _field_of(index: int, place: Place) -> bool:
    return len(place) == 3 and place[:2] == ("lessons", index)


_lexicon_of = by_file(Lexicon)


@by_file
def _notebook_of(file: Path, text: str, in_quiz: bool) -> Notebook | None:
    """None if it is none. Raises ValueError or RecursionError if it is no JSON either."""
    data = json.loads(text)
    return Notebook(file, data, text, in_quiz) if isinstance(data, dict) else None


@by_file
def _cells_of(notebook: Notebook) -> tuple[Passage, ...]:
    return tuple(
        Passage(notebook.file, cell.text_line, cell.id, cell.text, follows=True, is_code=cell.is_code)
        for cell in notebook.cells
    )


@by_file
def _sound_items(source: Source, shape: TypeAdapter[Any]) -> list[tuple[Place, Any]]:
    items = source.data.get("items") if isinstance(source.data, dict) else None
    found: list[tuple[Place, Any]] = []
    for index, raw in enumerate(items if isinstance(items, list) else []):
        try:
            found.append((("items", index), shape.validate_python(raw)))
        except ValidationError:
            continue  # load_bank or load_quiz says what is wrong
    return found


def _contents(source: Source) -> Iterator[ContentsEntry]:
    """The pages that `_toc.yml` names, the root first."""
    for place, text in strings(source.data, ()):
        if place[-1:] in {("root",), ("file",)}:
            part = source.data["parts"][place[1]] if place[:1] == ("parts",) else None
            caption = part.get("caption") if isinstance(part, dict) else None
            yield ContentsEntry(text, source.line(place), caption if isinstance(caption, str) else None)
