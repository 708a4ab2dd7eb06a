"""Where each situation and option of a quiz stands in its files, so that whoever rewrites it finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from softskills.sources import Place, Source


@dataclass(frozen=True)
class QuizPlaces:
    """File and line, such as `source/part-1/quiz.yml:12`, of what is named by item, or by item and option."""

    items: dict[str, str] = field(default_factory=dict)
    options: dict[tuple[str, str], str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)


def quiz_places(quiz: Source, keys: Source) -> QuizPlaces:
    """The places in the public part of a quiz and in its keys, by what these files are called."""
    found = QuizPlaces()
    for item, at, letters_at in _situations(quiz):
        found.items[item] = _said(quiz, (*at, "id"))
        for letter in quiz.at(letters_at) or {}:
            found.options[item, str(letter)] = _said(quiz, (*letters_at, letter))
        found.keys[item] = _said(keys, ("items", item))
    return found


def _situations(quiz: Source) -> Iterator[tuple[str, Place, Place]]:
    """The id of each situation, its place, and that of its options, which a set has for all of its situations."""
    for index, item in enumerate(quiz.at(("items",)) or []):
        place: Place = ("items", index)
        inner: list[Any] = item.get("situations") or []
        for number, one in enumerate(inner):
            yield one["id"], (*place, "situations", number), (*place, "options")
        if not inner:
            yield item["id"], place, (*place, "options")


def _said(source: Source, place: Place) -> str:
    line = source.line(place)
    return f"{source.file}:{line}" if line else str(source.file)
