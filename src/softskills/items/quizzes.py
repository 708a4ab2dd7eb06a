"""A graded quiz lies in two files: what everybody may read, and the keys that never leave the instructor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from softskills.items.contrast import GradedContrastSet, lone_situations, same_best, same_best_message
from softskills.items.models import Quiz, QuizKeys
from softskills.items.scenario_models import Key
from softskills.items.written_models import Reflection
from softskills.sources import ContentError, Fault, FaultAt, Place, Source, parse, read_yaml


def load_quiz(file: Path, read: Callable[[Path], Source] = read_yaml) -> Quiz:
    """Read the public part of a quiz. Raises ContentError."""
    source = read(file)
    quiz = parse(source, Quiz)
    seen: set[str] = set()
    faults = lone_situations(source, quiz.items)
    for place, name in _ids(quiz):
        if name in seen:
            faults.append(source.fault(place, "this id stands twice"))
        seen.add(name)
    if faults:
        raise ContentError(faults)
    return quiz


def load_quiz_keys(file: Path, quiz: Quiz, read: Callable[[Path], Source] = read_yaml) -> QuizKeys:
    """Read the keys that belong to `quiz`.

    Raises ContentError when the file is missing, speaks of another quiz, lacks a scenario's key, has a key with other
    options than its scenario, or the same best option in all situations of a contrast set.
    """
    source = read(file)
    keys = parse(source, QuizKeys)
    faults: list[Fault] = []
    if keys.quiz != quiz.quiz:
        faults.append(source.fault(("quiz",), f"these are the keys of {keys.quiz!r}, not of {quiz.quiz!r}"))
    scenarios = {scenario.id: scenario for scenario in quiz.scenarios}
    written = {item.id for item in quiz.items if isinstance(item, Reflection)}
    for missing in sorted(set(scenarios) - set(keys.items)):
        faults.append(Fault(file, source.line(("items",)), missing, "this scenario of the quiz has no key"))
    for item_id, key in keys.items.items():
        if item_id not in scenarios:
            faults.append(source.fault(("items", item_id), "the quiz has no scenario of this id"))
            continue
        for fault in scenarios[item_id].key_faults(key):
            faults.append(source.fault(("items", item_id, *fault.at), fault.message))
    faults += _all_alike(source, quiz, keys)
    faults += [source.fault(("regrade", *at), message) for message, at in regrade_faults(keys, set(scenarios))]
    for item_id in keys.rubric:
        if item_id not in written:
            faults.append(source.fault(("rubric", item_id), "the quiz has no written task of this id"))
    for missing in sorted(written - set(keys.rubric)):
        faults.append(Fault(file, source.line(("rubric",)), missing, "this written task of the quiz has no rubric"))
    if faults:
        raise ContentError(faults)
    return keys


def unknown_competencies(source: Source, quiz: Quiz, known: Collection[str]) -> list[Fault]:
    """A fault of the quiz, and of each item of it, whose competency the course doesn't have."""
    places: dict[Place, str | None] = {("competency",): quiz.competency}
    places |= {("items", index, "competency"): item.competency for index, item in enumerate(quiz.items)}
    return [
        source.fault(place, f"no competency is called {name!r}; known are {', '.join(known)}")
        for place, name in places.items()
        if name is not None and name not in known
    ]


def neighbours(set_of: Mapping[str, str | None], asked: Iterable[str]) -> list[tuple[str, str]]:
    """Situations of one contrast set that follow each other among the scenarios `asked`, given by id in their order.

    `set_of` has each scenario's set, or None. Next to each other they would tell learners to look for the difference,
    and each would speak of the other.
    """
    order = [name for name in asked if name in set_of]
    return [
        (one, other)
        for one, other in pairwise(order)
        if one != other and set_of[one] is not None and set_of[one] == set_of[other]
    ]


def neighbours_message(one: str, other: str) -> str:
    """What to tell an instructor about two such situations."""
    return f"{one} and {other} are situations of one contrast set, and stand next to each other; ask another in between"


def _ids(quiz: Quiz) -> Iterator[tuple[Place, str]]:
    """Every id of the quiz with its place; a set's before those of its situations."""
    for index, item in enumerate(quiz.items):
        yield ("items", index, "id"), item.id
        if isinstance(item, GradedContrastSet):
            for position, situation in enumerate(item.situations):
                yield ("items", index, "situations", position, "id"), situation.id


def regrade_faults(keys: QuizKeys, scenarios: set[str]) -> list[FaultAt]:
    """What is wrong with what was decided after the quiz was handed in, see `Regrade`."""
    found = []
    for name, ids in (("drop", keys.regrade.drop), ("full_marks", keys.regrade.full_marks)):
        for at, one in enumerate(ids):
            if one not in scenarios:
                found.append(FaultAt(f"the quiz has no scenario {one!r}", (name, at)))
            elif one in ids[:at] or (name == "full_marks" and one in keys.regrade.drop):
                found.append(FaultAt(f"{one!r} is named twice", (name, at)))
    if scenarios and scenarios <= set(keys.regrade.drop):
        found.append(FaultAt("no scenario would count any more", ("drop",)))
    return found


def _all_alike(source: Source, quiz: Quiz, keys: QuizKeys) -> Iterator[Fault]:
    """A fault of every contrast set in which the situation decides nothing."""
    for item in quiz.items:
        if isinstance(item, GradedContrastSet):
            known = {one.id: key for one in item.situations if isinstance(key := keys.items.get(one.id), Key)}
            if letter := same_best(list(known.values())):
                yield source.fault(("items", [*known][-1]), f"in the set {item.id!r} {same_best_message(letter)}")
