"""A private bank: a file of items with their keys, from which several assignments draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from softskills.items import (
    ContentError,
    ContrastSet,
    Criterion,
    Fault,
    Practice,
    PracticeStory,
    Quiz,
    QuizKeys,
    Reflection,
)
from softskills.items.contrast import SHOWN
from softskills.items.models import OwnCompetency
from softskills.items.quizzes import neighbours, neighbours_message
from softskills.sources import Identifier, Model, parse, read_yaml


class BankScenario(Practice):
    """A scenario with its key."""

    competency: OwnCompetency


class BankStory(PracticeStory):
    """A branching scenario with its key."""

    competency: OwnCompetency


class BankSet(ContrastSet):
    """A contrast set with the keys of its situations."""

    competency: Identifier | None = None


class BankTask(Reflection):
    """A written task with its rubric."""

    competency: Identifier | None = None
    rubric: Annotated[list[Criterion], Field(min_length=1)]


BankItem = Annotated[BankScenario | BankStory | BankSet | BankTask, Field(discriminator="kind")]


class BankFile(Model):
    """A private bank. `points_each` is what a scene earns in an assignment that draws from it."""

    bank: Identifier
    competency: Identifier | None = None
    points_each: Annotated[int, Field(ge=1, le=100)] = 2
    items: Annotated[list[BankItem], Field(min_length=1)]


def read_bank(file: Path) -> BankFile:
    """The bank in a file. Raises ContentError, also when an id stands twice."""
    source = read_yaml(file)
    bank = parse(source, BankFile)
    seen: set[str] = set()
    faults = []
    for index, item in enumerate(bank.items):
        for name in [item.id, *(one.id for one in getattr(item, "situations", []))]:
            if name in seen:
                faults.append(source.fault(("items", index, "id"), f"the id {name!r} stands twice"))
            seen.add(name)
    if faults:
        raise ContentError(faults)
    return bank


def draw(file: Path, picked: Sequence[str], name: str, title: str) -> tuple[Quiz, QuizKeys]:
    """The quiz `name` of the items `picked` from a bank, in this order, and its keys. A set is picked by its own id,
    which means its first two situations, or by those of its situations. Raises ContentError.
    """
    bank = read_bank(file)
    known: dict[str, tuple[BankItem, list[str]]] = {}
    for item in bank.items:
        situations = [one.id for one in item.situations] if isinstance(item, BankSet) else []
        known[item.id] = (item, situations[:SHOWN])
        known |= {one: (item, [one]) for one in situations}
    if unknown := [one for one in picked if one not in known]:
        named = ", ".join(item.id for item in bank.items)
        raise ContentError([Fault(file, None, one, f"the bank has no such item; it has {named}") for one in unknown])
    if not picked:
        raise ContentError([Fault(file, None, None, "name the items to draw: --items a,b,c")])
    asked: dict[str, tuple[BankItem, list[str]]] = {}
    for one in dict.fromkeys(picked):
        item, situations = known[one]
        before = asked.get(item.id, (item, []))[1]
        asked[item.id] = (item, list(dict.fromkeys([*before, *situations])))
    quiz = _quiz(bank, asked, name, title)
    set_of = {scene.id: scene.contrast for scene in quiz.scenarios}
    faults = [Fault(file, None, None, neighbours_message(*pair)) for pair in neighbours(set_of, set_of)]
    if not quiz.scenarios:
        faults.append(Fault(file, None, None, "no scene was picked, and an assignment needs one for its points"))
    if faults:
        raise ContentError(faults)
    return quiz, _keys(asked, name)


def _quiz(bank: BankFile, asked: Mapping[str, tuple[BankItem, list[str]]], name: str, title: str) -> Quiz:
    data = {"quiz": name, "title": title, "competency": bank.competency, "points_each": bank.points_each}
    return Quiz.model_validate(data | {"items": [_public(item, situations) for item, situations in asked.values()]})


def _public(item: BankItem, situations: list[str]) -> dict[str, Any]:
    data = item.model_dump(exclude_none=True, exclude={"key", "rubric"})
    if item.competency is not None:  # never dumped, as learners needn't be told
        data["competency"] = item.competency
    if isinstance(item, BankSet):
        data["situations"] = [
            {field: value for field, value in one.items() if field != "key"}
            for one in data["situations"]
            if one["id"] in situations
        ]
    return data


def _keys(asked: Mapping[str, tuple[BankItem, list[str]]], name: str) -> QuizKeys:
    keys: dict[str, Any] = {}
    rubric: dict[str, Any] = {}
    for item, situations in asked.values():
        if isinstance(item, BankTask):
            rubric[item.id] = [one.model_dump() for one in item.rubric]
        elif isinstance(item, BankSet):
            keys |= {one.id: one.key.model_dump() for one in item.situations if one.id in situations}
        else:
            keys[item.id] = item.key.model_dump()
    return QuizKeys.model_validate({"quiz": name, "items": keys, "rubric": rubric})
