"""What is to happen to the files of a learner's folder when the course is laid into it. All of it is pure.

A laid file that the learner didn't change follows the course. One that they changed stays theirs: while the course has
nothing new it's left alone, and when it has, it's kept under another name beside the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from softskills.desk.lesson import substance
from softskills.desk.note import Laid


@dataclass(frozen=True)
class Fresh:
    """A notebook as the course has it now."""

    page: str
    substance: str
    text: str


@dataclass(frozen=True)
class Found:
    """A file of the learner's folder: the checksum of what is in it, None if it is no notebook, and its text."""

    substance: str | None
    text: str | None

    @classmethod
    def of(cls, content: bytes) -> Found:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return cls(None, None)
        return cls(substance(text), text)


@dataclass
class Plan:
    """What to do, in this order: set files aside under another name, write files, remove files."""

    aside: dict[str, str] = field(default_factory=dict)
    write: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    laid: dict[str, Laid] = field(default_factory=dict)
    """What is to be noted afterwards."""
    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    yours: dict[str, str] = field(default_factory=dict)
    """By the name of a lesson the name under which the learner's own was kept."""


def plan(noted: Mapping[str, Laid], found: Mapping[str, Found], fresh: Mapping[str, Fresh]) -> Plan:
    """What to do so that the folder has the course as it is now, and all that the learner wrote.

    `noted` is what was laid before, `found` the files that are there, and `fresh` the course, each by name.
    """
    made = Plan()
    before = {laid.page: name for name, laid in noted.items()}
    ours = {one.substance for one in fresh.values()}
    pages = {one.page for one in fresh.values()}
    taken = {*found, *fresh}

    def is_unchanged(name: str) -> bool:
        there = found[name].substance
        return there is not None and (there in ours or (name in noted and there == noted[name].substance))

    def set_aside(name: str, lesson: str) -> None:
        kept = next(one for one in _names_for_yours(lesson) if one not in taken)
        taken.add(kept)
        made.aside[name] = made.yours[lesson] = kept

    for name, one in fresh.items():
        made.laid[name] = Laid(page=one.page, substance=one.substance)
        old = before.get(one.page, name)
        if old in found and not is_unchanged(old):
            is_news = old != name or old not in noted or noted[old].substance != one.substance
            if not is_news:
                continue
            set_aside(old, name)
        if name != old and name in found and name not in noted and not is_unchanged(name):
            set_aside(name, name)  # a notebook of the learner's own that has the name of a lesson
        if old not in found:
            made.new.append(name)
        elif old in made.aside or found[old].substance != one.substance:
            made.updated.append(name)
        if name not in found or name in made.aside or found[name].text != one.text:
            made.write.append(name)

    for name, laid in noted.items():
        if name in found and name not in fresh and name not in made.aside:
            if is_unchanged(name):
                made.remove.append(name)
            elif laid.page not in pages:
                set_aside(name, name)
    return made


def _names_for_yours(name: str) -> Iterator[str]:
    stem = name.removesuffix(".ipynb")
    yield f"{stem} (yours).ipynb"
    yield from (f"{stem} (yours {number}).ipynb" for number in count(2))
