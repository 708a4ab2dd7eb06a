"""The content files as their authors work on them, one item at a time: a fault elsewhere hinders nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from softskills.authoring.own_items.bank import BankTask, read_bank
from softskills.course import QUIZ_FILE, Course
from softskills.items import (
    ContentError,
    ContrastSet,
    Fault,
    Practice,
    PracticeStory,
    QuizKeys,
    Reflection,
    Scenario,
    Story,
    StoryKey,
    load_quiz,
    load_quiz_keys,
)
from softskills.items.models import ItemSet, QuizStory
from softskills.sources import Model, Place, Source, parse, read_yaml

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Found:
    """An item in a file, not checked yet."""

    source: Source
    place: Place
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.source.file}:{self.source.line(self.place)}"


def read_items(file: Path, keys: Path | None = None) -> tuple[str, list[Any]]:
    """What a file is called, and its items as models: a set of practice items, a private bank, or the public part of a
    quiz; with a folder of `keys`, a quiz with its key and rubric.

    A contrast set stands for all its situations. Raises ContentError.
    """
    source = read_yaml(file)
    if isinstance(source.data, dict) and "quiz" in source.data:
        quiz = load_quiz(file)
        if keys is None:
            return quiz.title, list(quiz.asked)
        held = load_quiz_keys(keys / f"{quiz.quiz}.yml", quiz)
        return quiz.title, [_with_key(item, held) for item in quiz.asked]
    if isinstance(source.data, dict) and "bank" in source.data:
        bank = read_bank(file)
        return f"Private bank: {bank.bank}", list(_situations(bank.items))
    item_set = parse(source, ItemSet)
    named = list(named_in(source))
    ids = [found.data["id"] for found in named]
    twice = [found for index, found in enumerate(named) if ids[index] in ids[:index]]
    if twice:
        raise ContentError([source.fault((*found.place, "id"), "this id stands twice") for found in twice])
    return f"Practice items: {item_set.competency or file.stem}", list(_situations(item_set.items))


def _situations(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        yield from item.scenarios if isinstance(item, ContrastSet) else [item]


def _with_key(item: Scenario | Story | Reflection, keys: QuizKeys) -> Practice | PracticeStory | BankTask:
    """An item of a quiz as its author sees it."""
    shape = Story if isinstance(item, Story) else Scenario if isinstance(item, Scenario) else Reflection
    data = item.model_dump(include=set(shape.model_fields))
    if isinstance(item, Reflection):
        return BankTask(**data, rubric=keys.rubric[item.id])
    keyed = PracticeStory if isinstance(item, Story) else Practice
    return keyed.model_validate(data | {"key": keys.items[item.id].model_dump()})


def find_items(course: Course) -> dict[str, Found]:
    """Every item of the course by its id, the first one of each. What is not YAML is passed over."""
    found: dict[str, Found] = {}
    for file in [*scenario_files(course), *sorted(course.quiz_sources.glob(f"*/{QUIZ_FILE}"))]:
        try:
            source = read_yaml(file)
        except ContentError:
            continue
        for item in named_in(source):
            found.setdefault(item.data["id"], item)
    return found


def items_of(source: Source) -> Iterator[Found]:
    """What stands under `items` in a file and has an id."""
    items = source.data.get("items") if isinstance(source.data, dict) else None
    for index, data in enumerate(items if isinstance(items, list) else []):
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            yield Found(source, ("items", index), data)


def named_in(source: Source) -> Iterator[Found]:
    """All that has an id in a file: its items, and the situations of its contrast sets, each after its set."""
    for item in items_of(source):
        yield item
        situations = item.data.get("situations")
        for index, data in enumerate(situations if isinstance(situations, list) else []):
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                yield Found(source, (*item.place, "situations", index), data)


def scenario_files(course: Course) -> list[Path]:
    return sorted(course.scenarios.glob("*.yml"))


def read_story(course: Course, item_id: str) -> tuple[Story, StoryKey | None, list[Fault]]:
    """The branching scenario of this id in the course, its key, and what is wrong with that.

    The key is None when it is not there or not sound. Raises ContentError when there is no such story, or when the
    story itself does not load.
    """
    items = find_items(course)
    found = items.get(item_id)
    if found is None or found.data.get("kind") != "branching":
        stories = [name for name, item in items.items() if item.data.get("kind") == "branching"]
        named = get_close_matches(item_id, stories) or stories
        what = f"is of the kind {found.data.get('kind')}" if found else "there is no such item in the course"
        hint = f"branching scenarios are {', '.join(named)}" if named else "the course has no branching scenario yet"
        raise ContentError([Fault(found.source.file if found else course.scenarios, None, item_id, f"{what}; {hint}")])
    shape = QuizStory if "quiz" in found.source.data else Story
    story = _parsed(_part(found.source, found.place, but="key"), shape, item_id)
    try:
        key = _key_of(course, found)
    except ContentError as error:
        return story, None, error.faults
    faults = [Fault(found.source.file, None, item_id, fault.message) for fault in story.key_faults(key)]
    return story, None if faults else key, faults


def _key_of(course: Course, found: Found) -> StoryKey:
    """The key in the story itself, or, for one of a quiz, in the quiz's file of keys."""
    source, place = found.source, (*found.place, "key")
    if "quiz" in source.data:
        source, place = read_yaml(course.quiz_keys / f"{source.data['quiz']}.yml"), ("items", found.data["id"])
    return _parsed(_part(source, place), StoryKey, found.data["id"])


def _part(source: Source, place: Place, but: str = "") -> Source:
    """What stands at `place` in a file, without the field `but`, as if it were a file of its own."""
    data = source.data
    for step in place:
        data = data.get(step) if isinstance(data, dict) else data[step]
    if isinstance(data, dict):
        data = {name: value for name, value in data.items() if name != but}
    depth = len(place)
    lines = {one[depth:]: line for one, line in source.lines.items() if one[:depth] == place}
    return Source(source.file, data, lines)


def _parsed(source: Source, model: type[M], item_id: str) -> M:
    try:
        return parse(source, model)
    except ContentError as error:
        raise ContentError([replace(fault, id=item_id) for fault in error.faults]) from error
