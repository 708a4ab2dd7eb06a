"""The quiz and the keys of the instructor, each read again only when it has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from softskills.grading.quiz import scored_by as checksum
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


def keys(folder: Path, quiz_file: Path) -> QuizKeys:
    """The keys of the quiz in `quiz_file`, from the folder of all keys. Raises ContentError when one does not load."""
    file = folder / f"{quiz(quiz_file).quiz}.yml"
    return _keys(file, version(file), quiz_file, version(quiz_file))


def scored_by(folder: Path, quiz_file: Path) -> str:
    """The checksum of what a quiz is scored by, see `grading.quiz.scored_by`. Raises ContentError as `keys`."""
    file = folder / f"{quiz(quiz_file).quiz}.yml"
    return _scored_by(file, version(file), quiz_file, version(quiz_file))


# Errors are not remembered: what could not be read is tried again.


@lru_cache(maxsize=64)
def _quiz(file: Path, version: Version) -> Quiz:
    return load_quiz(file)


@lru_cache(maxsize=64)
def _keys(file: Path, version: Version, quiz_file: Path, quiz_version: Version) -> QuizKeys:
    return load_quiz_keys(file, quiz(quiz_file))


@lru_cache(maxsize=64)
def _scored_by(file: Path, version: Version, quiz_file: Path, quiz_version: Version) -> str:
    return checksum.scored_by(quiz(quiz_file), _keys(file, version, quiz_file, quiz_version))
