"""What a simulated class hands in: an answer file for each, and some late, blank, damaged or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np

from softskills.answers import Record
from softskills.course import ANSWERS
from softskills.demo.people import text
from softskills.demo.simulated import Parameters, answers_of
from softskills.items import Quiz, QuizKeys, Reflection, Scenario, Story

Way = Literal["missing", "blank", "late", "cut off", "garbled", "no file", "other name", "in time"]

SHARES: dict[Way, float] = {
    "missing": 0.05,
    "blank": 0.03,
    "late": 0.08,
    "cut off": 0.03,
    "garbled": 0.03,
    "no file": 0.02,
    "other name": 0.02,
}
"""Of a class; the rest is in time and whole."""

SLIP, LEFT_OUT, CHANGED, UNWRITTEN = 0.03, 0.03, 0.1, 0.06
"""Of answers: picked at random, left out, changed later, and texts that nobody wrote."""


@dataclass(frozen=True)
class HandedIn:
    """When a learner handed in (UTC), and the file of answers, by the name it has; None where there is none."""

    time: datetime
    file: str | None
    content: bytes


def ways(dice: np.random.Generator, learners: int) -> list[Way]:
    """How each learner hands in: of every way about its share, and one of each as far as half the class goes."""
    special: list[Way] = []
    for way, part in SHARES.items():
        special += [way] * max(1, round(part * learners))
    whole: list[Way] = ["in time"] * learners
    all_ways = [*special[: learners // 2], *whole][:learners]
    return [all_ways[int(place)] for place in dice.permutation(learners)]


def hand_in(
    dice: np.random.Generator,
    way: Way,
    ability: float,
    quiz: Quiz,
    keys: QuizKeys,
    parameters: Mapping[str, Parameters],
    due: datetime,
) -> HandedIn | None:
    """What one learner hands in; None when they don't."""
    if way == "missing":
        return None
    time = due + timedelta(hours=float(dice.uniform(1, 60))) * (1 if way == "late" else -1)
    content = b"" if way == "blank" else _log(dice, ability, quiz, keys, parameters, time)
    match way:
        case "cut off":
            content = content[: int(len(content) * dice.uniform(0.4, 0.8))]
        case "garbled":
            lines = content.split(b"\n")
            lines[int(dice.integers(len(lines) - 1))] = b"\xff\xfe{\x00 not a record"
            content = b"\n".join(lines)
        case "no file":
            return HandedIn(time, None, b"")
        case "other name":
            return HandedIn(time, ANSWERS.replace(".", " (1)."), content)
    return HandedIn(time, ANSWERS, content)


def _log(
    dice: np.random.Generator,
    ability: float,
    quiz: Quiz,
    keys: QuizKeys,
    parameters: Mapping[str, Parameters],
    time: datetime,
) -> bytes:
    """The answer file: one line for each answer, in the order they were given."""
    said = answers_of(dice, ability, quiz, keys, parameters)
    given: list[tuple[str, Any]] = []
    for item in quiz.scenarios:
        if dice.random() < LEFT_OUT:
            continue
        if dice.random() < CHANGED:
            given.append((item.id, guess(dice, item)))
        given.append((item.id, guess(dice, item) if dice.random() < SLIP else said[item.id]))
    for task in quiz.items:
        if isinstance(task, Reflection) and dice.random() >= UNWRITTEN:
            given.append((task.id, {"text": text(dice)}))
    begun = time - timedelta(minutes=3 * len(given) + 5)
    records = (Record(_said(begun + timedelta(minutes=3 * n)), *one) for n, one in enumerate(given))
    return "".join(f"{record.line()}\n" for record in records).encode()


def guess(dice: np.random.Generator, item: Scenario | Story) -> dict[str, Any]:
    """An answer that doesn't look at the situation."""
    if isinstance(item, Story):
        here, path = item.start, []
        while choices := item.scenes[here].choices:
            letter = _any(dice, sorted(choices))
            path.append(f"{here}.{letter}")
            here = choices[letter].to
        return {"path": path}
    letters = [str(letter) for letter in dice.permutation(sorted(item.options))]
    match item.kind:
        case "choose":
            return {"choice": letters[0]}
        case "best-worst":
            return {"best": letters[0], "worst": letters[1]}
        case "rank":
            return {"order": letters}
        case "rate-each":
            return {"ratings": {letter: int(dice.integers(1, 6)) for letter in sorted(letters)}}


def _any(dice: np.random.Generator, letters: Sequence[str]) -> str:
    return letters[int(dice.integers(len(letters)))]


def _said(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%S}.000Z"
