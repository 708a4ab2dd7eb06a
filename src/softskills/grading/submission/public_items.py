"""Items of a quiz that anybody can look up, with their keys: they stand in the course's published bank.

Compared are words alone, so that capitals, marks and line breaks hide nothing. What was reworded is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softskills.course import QUIZ_FILE, Course, find_course
from softskills.items import Quiz, Reflection
from softskills.sources import ContentError, read_yaml

_TEXTS = ("stem", "text", "prompt")
_FEW = 8
"""Texts of fewer words are anybody's."""


@dataclass(frozen=True)
class Published:
    """The published items: their ids, and by its words the id of an item that has a text."""

    ids: frozenset[str]
    texts: Mapping[str, str]


NOTHING = Published(frozenset(), {})


def published(root: Path) -> Published:
    """What the course that is found from here has published. The quizzes of the nbgrader course in `root` itself are
    left out: they may be private. Nothing, when there is no course.
    """
    try:
        course = find_course()
    except ContentError:
        return NOTHING
    return _read(course, course.quiz_sources.resolve() != (root / "source").resolve())


def public_items(quiz: Quiz, known: Published) -> tuple[dict[str, str], list[str]]:
    """What is published under another name, by id, with a sentence on it; and the ids of what is under its own."""
    renamed: dict[str, str] = {}
    own: list[str] = []
    set_of = {item.id: item.contrast for item in quiz.scenarios}
    for item in quiz.asked:
        if item.id in known.ids:
            own.append(item.id)
            continue
        data = item.model_dump()
        same = next((known.texts[words] for words in _texts(data) if words in known.texts), None)
        if same is not None:
            kind = "prompt" if isinstance(item, Reflection) else "text or options"
            within = f" (of {set_of[item.id]!r})" if set_of.get(item.id) else ""
            renamed[item.id] = (
                f"{item.id!r}{within} has the {kind} of the public item {same!r}, whose key anybody can "
                "read. Write an item of your own; or give it the public id, if it's meant to be public."
            )
    return renamed, own


def _read(course: Course, with_quizzes: bool) -> Published:
    files = [*course.scenarios.glob("*.yml")]
    if with_quizzes:
        files += course.quiz_sources.glob(f"*/{QUIZ_FILE}")
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for file in files:
        try:
            data = read_yaml(file).data
        except ContentError:
            continue
        for item in _items(data):
            ids.add(item["id"])
            texts |= {words: str(item["id"]) for words in _texts(item)}
    return Published(frozenset(ids), texts)


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """All that has an id under `items`; situations too."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data
        for name in ("items", "situations"):
            for one in data.get(name) or []:
                yield from _items(one)


def _texts(item: Mapping[str, Any]) -> Iterator[str]:
    """The words of an item's text, and those of all its options together, where there are enough of them."""
    options = item.get("options")
    parts = [item.get(name) for name in _TEXTS]
    if isinstance(options, dict):
        parts.append(" ".join(sorted(map(str, options.values()))))
    for part in parts:
        words = re.findall(r"[^\W_]+", part.casefold()) if isinstance(part, str) else []
        if len(words) >= _FEW:
            yield " ".join(words)
