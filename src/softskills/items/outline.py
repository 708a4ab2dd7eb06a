"""The outline: the parts and lessons that the course promises, in their order. It is what the lessons are held to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from softskills.course import Course
from softskills.items.models import Part
from softskills.sources import FaultAt, Model, Text, parse, read_yaml


class OutlinePart(Model):
    """A part of the course: its number, its name as in the book's contents, and the titles of its lessons."""

    part: Part
    name: Text
    lessons: Annotated[list[Text], Field(min_length=1)]


class Outline(Model):
    """All parts, in the order of their numbers. No title stands twice."""

    parts: Annotated[list[OutlinePart], Field(min_length=1)]

    def faults(self) -> Iterator[FaultAt]:
        numbers = [part.part for part in self.parts]
        if numbers != sorted(set(numbers)):
            yield FaultAt("the parts must stand in the order of their numbers, each once", ("parts",))
        counts = Counter(title for part in self.parts for title in part.lessons)
        for title in (title for title, count in counts.items() if count > 1):
            yield FaultAt(f"the lesson {title!r} stands twice", ("parts",))


def part_names(course: Course) -> dict[int, str]:
    """The names of a course's parts by number, from its outline or else from `course.yml`. Raises ContentError."""
    if course.has("outline"):
        return {part.part: part.name for part in parse(read_yaml(course.outline), Outline).parts}
    return {part.part: part.name for part in course.settings.parts}
