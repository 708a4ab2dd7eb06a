"""The answers of many submissions, read: what counts for each item, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from softskills import answers
from softskills.course import ANSWERS

Read = tuple[dict[str, Any], tuple[str, ...]]
"""The answer that counts for each item, and what could not be read."""

MANY = 2_000
"""From so many on all processors read, which is worth their start."""


def read_all(folders: Mapping[str, Path]) -> dict[str, Read]:
    """The answers in the folders of learners. Whatever lies there, nothing is raised."""
    if len(folders) < MANY:
        return {student: read(folder) for student, folder in folders.items()}
    with ProcessPoolExecutor(mp_context=get_context("forkserver")) as pool:
        return dict(zip(folders, pool.map(read, folders.values(), chunksize=200), strict=True))


def read(folder: Path) -> Read:
    """The answers in a folder; that there is no log is a problem."""
    file = folder / ANSWERS
    log = answers.read(file)
    if not log.records and not log.problems and not file.exists():
        return {}, (f"there is no {ANSWERS}{_instead(folder)}",)
    return log.answers(), tuple(log.problems)


def _instead(folder: Path) -> str:
    named = ", ".join(sorted(ascii(file.name) for file in folder.glob("*.jsonl")))
    return f", but {named}" if named else ""
