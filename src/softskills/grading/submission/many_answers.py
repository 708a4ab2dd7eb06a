"""The answers of many submissions to one quiz, read as they are for grading."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from softskills.grading.submission.answer_file import read_answers
from softskills.items import Quiz

Read = tuple[dict[str, Any], tuple[str, ...]]
"""The answer that counts for each item, and in sentences what was not as it should be."""

SHORT, MOST = 200, 10_000
"""Of answers that are shared: characters, and how many there are at most."""

MANY = 2_000
"""From so many on all processors read, which is worth their start."""


def read_all(folders: Mapping[str, Path], quiz: Quiz) -> dict[str, Read]:
    """The answers in the folders of learners. Whatever lies there, nothing is raised."""
    if len(folders) < MANY:
        return {student: _read(quiz, folder) for student, folder in folders.items()}
    context = get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])  # once, and not by each process
    with ProcessPoolExecutor(mp_context=context) as pool, _no_search_for_garbage():
        return dict(zip(folders, pool.map(partial(_read_shared, quiz), folders.values(), chunksize=200), strict=True))


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """What comes is all kept, and to search it again and again took two fifths of the time: 5.9 s for 10,000 learners
    with 60 answers each, and 3.4 s without.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(quiz: Quiz, folder: Path) -> Read:
    found = read_answers(folder, quiz)
    return found.log.answers(), found.remarks


def _read_shared(quiz: Quiz, folder: Path) -> Read:
    said, remarks = _read(quiz, folder)
    return {item: _shared(answer) for item, answer in said.items()}, remarks


def _shared(answer: Any) -> Any:
    """The one object for an answer that many give: it goes from process to process once, and not once for each."""
    name = repr(answer)
    if len(name) > SHORT or (len(_known) >= MOST and name not in _known):
        return answer
    return _known.setdefault(name, answer)


_known: dict[str, Any] = {}
