"""The files of a course, read one by one. What cannot be read becomes a fault, and the reading goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from softskills.checks.material import Passage
from softskills.checks.remembered import by_file
from softskills.course import course_at
from softskills.items import ContentError, Fault
from softskills.sources import Place, Source, read_text, yaml_of

_NOT_COURSE = {"__pycache__", "node_modules", "_build", "dist"}


class CourseFiles:
    """Reads below a course's root, and keeps the faults and the texts that people read."""

    def __init__(self, root: Path) -> None:
        """Raises ContentError when `course.yml` cannot be used."""
        self.root = root
        self.whole = course_at(root)
        self.course = self.whole.relative
        self.faults: dict[Fault, None] = {}  # each once, in the order found
        self.passages: list[Passage] = []
        self.read = cache(self._read)  # several parts of the course are read from one file

    def _read(self, file: Path) -> Source:
        return source_of(file.relative_to(self.root), read_text(file))

    def files(self, folder: Path, pattern: str) -> list[Path]:
        found = [file.relative_to(self.root) for file in sorted((self.root / folder).glob(pattern)) if file.is_file()]
        return [file for file in found if not any(part.startswith(".") for part in file.parts)]  # JupyterLab's copies

    def paths(self) -> Iterator[str]:
        """Every file and folder a link may lead to."""
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in _NOT_COURSE and not name.startswith(".")]
            here = Path(folder).relative_to(self.root)
            yield here.as_posix()
            yield from ((here / name).as_posix() for name in files)

    def attempt(self, load: Any, *arguments: Any) -> Any:
        """What `load` returns, or None with its faults kept."""
        try:
            return load(*arguments)
        except ContentError as error:
            for fault in error.faults:
                message = fault.message.replace(f"{self.root}{os.sep}", "")
                file = fault.file.relative_to(self.root) if fault.file.is_absolute() else fault.file
                self.faults[replace(fault, file=file, message=message)] = None
            return None

    def fault(self, file: Path, line: int | None, message: str) -> None:
        self.faults[Fault(file, line, None, message)] = None

    def fault_in_settings(self, place: Place, message: str) -> None:
        self.fault(self.course.file, self.read(self.whole.file).line(place), message)

    def yaml(self, file: Path) -> Source | None:
        source: Source | None = self.attempt(self.read, self.root / file)
        if source is not None:
            self.passages += passages_of(source)
        return source

    def text(self, file: Path) -> str | None:
        """The text of a file, or None with its fault kept."""
        text: str | None = self.attempt(read_text, self.root / file)
        return text

    def optional(self, file: Path) -> str:
        """The text of a file that a course need not have."""
        return (self.text(file) or "") if (self.root / file).exists() else ""

    def page(self, file: Path) -> None:
        text = self.text(file)
        if text is not None:
            self.passages.append(page_of(file, text))


@by_file
def source_of(file: Path, text: str) -> Source:
    """A YAML file of the course, by its place in it. Raises ContentError."""
    return yaml_of(file, text)


@by_file
def passages_of(source: Source) -> tuple[Passage, ...]:
    """Every text in a YAML file."""
    return tuple(
        Passage(source.file, source.line(place), source.id_at(place), text, follows=False)
        for place, text in strings(source.data, ())
    )


@by_file
def page_of(file: Path, text: str) -> Passage:
    return Passage(file, 1, None, text, follows=True)


def strings(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from strings(value, (*place, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from strings(value, (*place, index))
