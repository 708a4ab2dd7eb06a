"""That one course in an exchange belongs to one copy of the course's folder: two with the same id would collect each
other's work.

The course's folder in the exchange, where only instructors can write, names its copy: by where it lies, and by a word
that is kept in the copy. A copy that was moved keeps its course; one that was made with `cp -r` gets none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

MARK = ".course-copy.json"
"""In the course's folder of the exchange: whose it is. nbgrader looks at no such file."""

WORD = ".course-copy"
"""In the copy: its word."""

_MOST = 10_000


class AnotherCopy(RuntimeError):
    """The course in the exchange is another copy's. The message says whose, and what to do."""


@dataclass(frozen=True)
class Owner:
    """A copy of the course: its folder, and its word."""

    folder: str
    word: str


def require_own(root: Path, exchange: Path, course_id: str) -> str | None:
    """Require that the course of this id in an exchange belongs to the copy in `root`. Who comes first gets it.

    Returns what an instructor should know, if anything: that it could not be noted. Raises AnotherCopy.
    """
    root, mark = root.resolve(), exchange / course_id / MARK
    try:
        owner, word = _owner(mark), _word(root)
        if owner is None or (owner.folder != str(root) and owner.word == word and not _is_copy(owner)):
            mark.write_text(json.dumps({"folder": str(root), "word": word}), "utf-8")
            return None
    except OSError as error:
        return f"Whether another copy of the course uses {exchange / course_id} is not known: {error}."
    if owner == Owner(str(root), word):
        return None
    other = (
        "another folder of this path, on another computer or from before" if owner.folder == str(root) else owner.folder
    )
    raise AnotherCopy(
        f"The course {course_id!r} in {exchange} belongs to {other}, and this is {root}. With the same course "
        "id, each would collect what was handed in to the other. Nothing was done.\n"
        f"If this is another class, give it an id of its own: change c.CourseDirectory.course_id in "
        f"{root / 'nbgrader_config.py'}, here and in what you tell your learners. Next time, begin with: "
        "softskills new cohort NAME\n"
        f"If this is the same class, in a folder that was copied or restored, and you no longer use the other: "
        f"remove {mark}, and run the command again."
    )


def require_course(exchange: Any) -> None:
    """The same for what nbgrader does with an exchange: fails as it does, and logs what to know."""
    try:
        to_know = require_own(Path(exchange.coursedir.root), Path(exchange.root), exchange.coursedir.course_id)
    except AnotherCopy as error:
        exchange.fail(str(error))
    else:
        if to_know:
            exchange.log.warning("%s", to_know)


def _owner(mark: Path) -> Owner | None:
    """Whose the course is; None when that was never noted. What can't be read is nobody's that we know: OSError."""
    try:
        with mark.open("rb") as stream:
            data = json.loads(stream.read(_MOST))
        return Owner(str(data["folder"]), str(data["word"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise OSError(f"{mark} cannot be read. Remove it, if no other copy of the course is in use") from error


def _is_copy(owner: Owner) -> bool:
    """Whether the copy is where it was said to be."""
    with suppress(OSError):
        return (Path(owner.folder) / WORD).read_text("utf-8").strip() == owner.word
    return False


def _word(root: Path) -> str:
    with suppress(FileNotFoundError):
        if word := (root / WORD).read_text("utf-8").strip():
            return word
    word = token_hex(16)
    (root / WORD).write_text(f"{word}\n", "utf-8")
    return word
