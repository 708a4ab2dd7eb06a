"""The course's bank: all competencies and practice items under one data folder."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from softskills.course import DataFiles, find_course
from softskills.items.contrast import ContrastSet, lone_situations
from softskills.items.models import Competency, CompetencyFile, ItemSet, Lesson, LessonFile, PracticeItem
from softskills.sources import ContentError, Fault, Place, Source, parse, read_yaml


@dataclass(frozen=True)
class Bank:
    """All competencies and lessons, in course order, and all practice items by id, with the competency each trains, if
    its file names one.

    `contrasts` holds the contrast sets by id. Their situations are among the items, each as a scenario of its own.
    `rated_first`: the ids of the competencies that a learner rates before the others.
    """

    competencies: dict[str, Competency]
    items: dict[str, PracticeItem]
    competency_of: dict[str, str]
    lessons: list[Lesson]
    contrasts: dict[str, ContrastSet] = field(default_factory=dict)
    rated_first: list[str] = field(default_factory=list)


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
    rated_first: list[str] = []
    items: dict[str, PracticeItem] = {}
    contrasts: dict[str, ContrastSet] = {}
    lessons: list[Lesson] = []
    competency_of: dict[str, str] = {}
    first_seen: dict[str, str] = {}

    try:
        competencies, rated_first = _read_competencies(files.competencies, read)
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
        for place, entry in _entries(item_set):
            if entry.id in first_seen:
                faults.append(source.fault(place, f"this id is already used at {first_seen[entry.id]}"))
                continue
            first_seen[entry.id] = f"{file}:{source.line(place)}"
            if isinstance(entry, ContrastSet):
                contrasts[entry.id] = entry
                continue
            items[entry.id] = entry
            if item_set.competency is not None:
                competency_of[entry.id] = item_set.competency
        faults += lone_situations(source, item_set.items)

    if not faults:
        try:
            lessons = _read_lessons(files.lessons, items, contrasts, read)
        except ContentError as error:
            faults += error.faults

    if faults:
        raise ContentError(faults)
    return Bank(competencies, items, competency_of, lessons, contrasts, rated_first)


def load_competencies(folder: Path) -> dict[str, Competency]:
    """The competencies alone, by id in course order; none where there is no file of them. Raises ContentError."""
    return _read_competencies(DataFiles(folder).competencies, read_yaml)[0]


def _entries(item_set: ItemSet) -> Iterator[tuple[Place, PracticeItem | ContrastSet]]:
    """All that has an id in a file, with the place of that id; a set before its situations."""
    for index, item in enumerate(item_set.items):
        yield ("items", index, "id"), item
        if isinstance(item, ContrastSet):
            for position, scenario in enumerate(item.scenarios):
                yield ("items", index, "situations", position, "id"), scenario


def _read_competencies(file: Path, read: Callable[[Path], Source]) -> tuple[dict[str, Competency], list[str]]:
    """By id, in the order of the file, and the ids of those rated first; none where there is no file."""
    if not file.is_file():
        return {}, []
    source = read(file)
    found = parse(source, CompetencyFile)
    ids = [one.id for one in found.competencies]
    twice = [index for index, one in enumerate(ids) if one in ids[:index]]
    if twice:
        raise ContentError(
            [source.fault(("competencies", index, "id"), "this competency id stands twice") for index in twice]
        )
    return {one.id: one for one in found.competencies}, found.asked_first


def _read_lessons(
    file: Path, items: Container[str], contrasts: Mapping[str, ContrastSet], read: Callable[[Path], Source]
) -> list[Lesson]:
    """A lesson lists the situations that it shows one by one; what it brings back may also be a whole set."""
    if not file.is_file():
        return []
    source = read(file)
    lessons = parse(source, LessonFile).lessons
    faults = []
    for index, lesson in enumerate(lessons):
        for field_name, named in (("items", lesson.items), ("brings_back", lesson.brings_back)):
            for position, item in enumerate(named):
                if item in items or (item in contrasts and field_name == "brings_back"):
                    continue
                message = f"lesson {lesson.file!r} names an unknown item {item!r}"
                if item in contrasts:
                    shown = ", ".join(contrasts[item].shown)
                    message = f"lesson {lesson.file!r} names a contrast set {item!r}; list what it shows: {shown}"
                faults.append(source.fault(("lessons", index, field_name, position), message))
    if faults:
        raise ContentError(faults)
    return lessons
