"""The course's bank: all competencies and practice items under one data folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from softskills.course import DataFiles, find_course
from softskills.items.models import (
    Competency,
    CompetencyFile,
    Intention,
    ItemSet,
    Lesson,
    LessonFile,
    Plan,
    Practice,
    Reflection,
)
from softskills.items.story_models import PracticeStory
from softskills.sources import ContentError, Fault, Source, parse, read_yaml


@dataclass(frozen=True)
class Bank:
    """All competencies and lessons, in course order, and all practice items by id, with the competency each trains."""

    competencies: dict[str, Competency]
    items: dict[str, Practice | PracticeStory | Reflection | Intention | Plan]
    competency_of: dict[str, str]
    lessons: list[Lesson]


def data_folder() -> Path:
    """Where the content of the course lies that `find_course` finds. Raises ContentError."""
    return find_course().data


@cache
def load_bank(folder: Path, read: Callable[[Path], Source] = read_yaml) -> Bank:
    """Read `competencies.yml`, every `scenarios/*.yml` and, where there is one, `lessons.yml` under `folder`.

    Another `read` is for whoever reads the same files for more than this.
    Raises ContentError with the faults of all files: a file that does not parse, an id used twice, an unknown
    competency, or a lesson with an unknown item.
    """
    files = DataFiles(folder)
    faults: list[Fault] = []
    competencies: dict[str, Competency] = {}
    items: dict[str, Practice | PracticeStory | Reflection | Intention | Plan] = {}
    lessons: list[Lesson] = []
    competency_of: dict[str, str] = {}
    first_seen: dict[str, str] = {}

    try:
        source = read(files.competencies)
        for index, competency in enumerate(parse(source, CompetencyFile).competencies):
            if competency.id in competencies:
                faults.append(source.fault(("competencies", index, "id"), "this competency id stands twice"))
            competencies[competency.id] = competency
    except ContentError as error:
        faults += error.faults

    for file in sorted(files.scenarios.glob("*.yml")):
        try:
            source = read(file)
            item_set = parse(source, ItemSet)
        except ContentError as error:
            faults += error.faults
            continue
        if competencies and item_set.competency not in competencies:
            known = ", ".join(competencies)
            message = f"no competency is called {item_set.competency!r}; known are {known}"
            faults.append(source.fault(("competency",), message))
        for index, item in enumerate(item_set.items):
            place = ("items", index, "id")
            if item.id in items:
                faults.append(source.fault(place, f"this id is already used at {first_seen[item.id]}"))
                continue
            first_seen[item.id] = f"{file}:{source.line(place)}"
            items[item.id] = item
            competency_of[item.id] = item_set.competency

    if not faults:
        try:
            lessons = _read_lessons(files.lessons, items, read)
        except ContentError as error:
            faults += error.faults

    if faults:
        raise ContentError(faults)
    return Bank(competencies, items, competency_of, lessons)


def _read_lessons(file: Path, items: Mapping[str, object], read: Callable[[Path], Source]) -> list[Lesson]:
    if not file.is_file():
        return []
    source = read(file)
    lessons = parse(source, LessonFile).lessons
    faults = [
        source.fault(("lessons", index, field, position), f"lesson {lesson.file!r} names an unknown item {item!r}")
        for index, lesson in enumerate(lessons)
        for field, named in (("items", lesson.items), ("brings_back", lesson.brings_back))
        for position, item in enumerate(named)
        if item not in items
    ]
    if faults:
        raise ContentError(faults)
    return lessons
