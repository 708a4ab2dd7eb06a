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
    """All competencies and lessons, in course order, and all practice items by id, with the competency each trains, if
    its file names one.
    """

    competencies: dict[str, Competency]
    items: dict[str, Practice | PracticeStory | Reflection | Intention | Plan]
    competency_of: dict[str, str]
    lessons: list[Lesson]


def data_folder() -> Path:
    """Where the content of the course lies that `find_course` finds. Raises ContentError."""
    return find_course().data


@cache
def load_bank(folder: Path, read: Callable[[Path], Source] = read_yaml) -> Bank:
    """Read every `scenarios/*.yml` and, where there are any, `competencies.yml` and `lessons.yml` under `folder`.

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
        competencies = _read_competencies(files.competencies, read)
    except ContentError as error:
        faults += error.faults
    knows_competencies = not faults

    for file in sorted(files.scenarios.glob("*.yml")):
        try:
            source = read(file)
            item_set = parse(source, ItemSet)
        except ContentError as error:
            faults += error.faults
            continue
        if competencies and item_set.competency is None:
            faults.append(source.fault((), "competency: this field is required and missing"))
        elif knows_competencies and item_set.competency not in (None, *competencies):
            known = f"known are {', '.join(competencies)}" if competencies else f"there is no {files.competencies.name}"
            faults.append(source.fault(("competency",), f"no competency is called {item_set.competency!r}; {known}"))
        for index, item in enumerate(item_set.items):
            place = ("items", index, "id")
            if item.id in items:
                faults.append(source.fault(place, f"this id is already used at {first_seen[item.id]}"))
                continue
            first_seen[item.id] = f"{file}:{source.line(place)}"
            items[item.id] = item
            if item_set.competency is not None:
                competency_of[item.id] = item_set.competency

    if not faults:
        try:
            lessons = _read_lessons(files.lessons, items, read)
        except ContentError as error:
            faults += error.faults

    if faults:
        raise ContentError(faults)
    return Bank(competencies, items, competency_of, lessons)


def _read_competencies(file: Path, read: Callable[[Path], Source]) -> dict[str, Competency]:
    """By id, in the order of the file; none where there is no file."""
    if not file.is_file():
        return {}
    source = read(file)
    found = parse(source, CompetencyFile).competencies
    ids = [one.id for one in found]
    twice = [index for index, one in enumerate(ids) if one in ids[:index]]
    if twice:
        raise ContentError(
            [source.fault(("competencies", index, "id"), "this competency id stands twice") for index in twice]
        )
    return {one.id: one for one in found}


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
