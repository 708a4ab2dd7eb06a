"""What was laid into a learner's folder, as it is noted there in `.softskills/laid.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path, PurePath

from pydantic import ValidationError

from softskills.course import LAID
from softskills.sources import FaultAt, Model

NOTES = LAID
NOTE = "laid.json"
FORMAT = 1


class Laid(Model):
    """One file: the notebook of the course that it is, and the checksum of what was laid (`desk.lesson.substance`)."""

    page: str
    substance: str


class Note(Model):
    """The course, the version that laid it, every laid file by name; and by the name of a lesson that the learner had
    changed, the name under which theirs was kept.
    """

    format: int
    course: str
    version: str
    laid: dict[str, Laid]
    yours: dict[str, str]

    def faults(self) -> Iterator[FaultAt]:
        for name in (*self.laid, *self.yours, *self.yours.values()):
            if PurePath(name).name != name or not name.endswith(".ipynb"):
                yield FaultAt(f"{name!r} is no name of a notebook", ("laid",))

    def text(self) -> str:
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class NewerNote(ValueError):
    """The note is of a format that only a newer version reads."""


def read_note(text: str) -> Note | None:
    """A note from its text, or None where that is damaged. Raises NewerNote."""
    try:
        data = json.loads(text)
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise NewerNote
        return Note.model_validate(data)
    except NewerNote:
        raise
    except (ValueError, RecursionError, ValidationError):
        return None


def still_there(yours: Mapping[str, str], names: Container[str]) -> dict[str, str]:
    """Of what was kept for a learner, that which they haven't removed or renamed since."""
    return {lesson: kept for lesson, kept in yours.items() if kept in names}


def kept_for_learner(folder: Path) -> dict[str, str]:
    """By the name of a lesson that the learner had changed the name under which theirs is kept, while it's there."""
    try:
        note = read_note((folder / NOTES / NOTE).read_text("utf-8"))
        return still_there(note.yours, {file.name for file in folder.iterdir()}) if note else {}
    except (OSError, ValueError):
        return {}


def is_newer(version: str, other: str) -> bool:
    """Whether a version such as "0.10.1" is newer than another. One that isn't made of numbers is not."""

    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(".")] if re.fullmatch(r"[0-9]+(\.[0-9]+)*", text) else []

    return numbers(version) > numbers(other) > []
