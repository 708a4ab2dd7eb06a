"""The instructor's files of a quiz, each read again only when it has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from softskills.items import Quiz, QuizKeys, load_quiz, load_quiz_keys

Version = tuple[int, int, int] | None


def version(file: Path) -> Version:
    """What tells one state of a file from another; None when there is no such file."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def quiz(file: Path) -> Quiz:
    """The public part of a quiz, as load_quiz reads it. Raises ContentError."""
    return _quiz(file, version(file))


def keys(file: Path, quiz_file: Path) -> QuizKeys:
    """The keys of the quiz in `quiz_file`, as load_quiz_keys reads them. Raises ContentError."""
    return _keys(file, version(file), quiz_file, version(quiz_file))


def notebook(file: Path) -> Any:
    """A notebook of the instructor, with its nbgrader settings checked. Not to be changed: others hold it too.

    Raises OSError when it cannot be read, and ValueError or nbgrader's own errors when it is no sound notebook.
    """
    return _notebook(file, version(file))


# Errors are not remembered: what could not be read is tried again.


@lru_cache(maxsize=64)
def _quiz(file: Path, version: Version) -> Quiz:
    return load_quiz(file)


@lru_cache(maxsize=64)
def _keys(file: Path, version: Version, quiz_file: Path, quiz_version: Version) -> QuizKeys:
    return load_quiz_keys(file, quiz(quiz_file))


@lru_cache(maxsize=64)
def _notebook(file: Path, version: Version) -> Any:
    from nbgrader import nbgraderformat  # slow to load, and not needed in a learner's notebook

    with file.open(encoding="utf-8") as stream:
        return nbgraderformat.read(stream, as_version=4)
