"""A class that doesn't exist: what learners of known abilities would answer to a quiz.

The model is Bock's nominal response model (1972, doi 10.1007/BF02291411) with one slope a question: the chance that a
learner says x is proportional to

    exp(discrimination * (ability - difficulty) * worth(x) + appeal(x)),

where worth goes from 0 (the worst that can be said, by the key) to 1 (the best). Abilities are on the logistic scale,
with mean 0 and standard deviation 1 in a class. With two options that is the two-parameter logistic model of Birnbaum
(1968). At an ability that equals the difficulty, all options are as likely. A negative discrimination is a question
whose key is wrong: the abler a learner, the rarer the keyed answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from softskills.items import Key, Quiz, QuizKeys, Scenario, Story, StoryKey
from softskills.scale import LEVELS


@dataclass(frozen=True)
class Parameters:
    """Of one question: where on the scale of abilities it lies, and how sharply it parts them.

    `appeal` makes options more or less likely at every ability, by letter; minus infinity makes one that nobody takes.
    """

    difficulty: float
    discrimination: float
    appeal: Mapping[str, float] = field(default_factory=dict)


def abilities(dice: np.random.Generator, learners: int) -> np.ndarray:
    """Of a class: normal, with mean 0 and standard deviation 1."""
    return dice.standard_normal(learners)


def sound_parameters(dice: np.random.Generator, quiz: Quiz) -> dict[str, Parameters]:
    """Questions as one would wish them: neither too easy nor too hard, and each goes with the others."""
    return {one.id: Parameters(dice.uniform(-1.0, -0.2), dice.uniform(1.5, 3.0)) for one in quiz.scenarios}


def answers_of(
    dice: np.random.Generator, ability: float, quiz: Quiz, keys: QuizKeys, parameters: Mapping[str, Parameters]
) -> dict[str, dict[str, Any]]:
    """What one learner answers to all situations, as a log keeps it."""
    return {one.id: answer_of(dice, ability, one, keys.items[one.id], parameters[one.id]) for one in quiz.scenarios}


def answer_of(
    dice: np.random.Generator, ability: float, item: Scenario | Story, key: Key | StoryKey, parameters: Parameters
) -> dict[str, Any]:
    """What one learner answers to one situation. Raises TypeError when the key is that of another sort of scenario."""
    pull = parameters.discrimination * (ability - parameters.difficulty)
    if isinstance(item, Story) and isinstance(key, StoryKey):
        return {"path": _path(dice, item, key, pull)}
    if not isinstance(item, Scenario) or not isinstance(key, Key):
        raise TypeError(f"{item.id} is of the kind {item.kind}, and its key is a {type(key).__name__}")
    worths = worth(key.effectiveness)
    match item.kind:
        case "choose":
            return {"choice": _pick(dice, worths, pull, parameters.appeal)}
        case "best-worst":
            best = _pick(dice, worths, pull, parameters.appeal)
            others = {letter: value for letter, value in worths.items() if letter != best}
            return {"best": best, "worst": _pick(dice, others, -pull, {})}
        case "rank":
            order = []
            while worths:  # one choice after the other among what is left: Plackett 1975, doi 10.2307/2346567
                order.append(_pick(dice, worths, pull, parameters.appeal))
                del worths[order[-1]]
            return {"order": order}
        case "rate-each":
            return {"ratings": {letter: _rating(dice, value, pull) for letter, value in key.effectiveness.items()}}


def chances(worths: Mapping[str, float], pull: float, appeal: Mapping[str, float]) -> dict[str, float]:
    """How likely each option is."""
    said = {letter: pull * value + appeal.get(letter, 0.0) for letter, value in worths.items()}
    highest = max(said.values())
    powers = {letter: float(np.exp(value - highest)) for letter, value in said.items()}
    return {letter: power / sum(powers.values()) for letter, power in powers.items()}


def worth(effectiveness: Mapping[str, int]) -> dict[str, float]:
    """Effectiveness from 0, of the least effective option, to 1."""
    lowest, highest = min(effectiveness.values()), max(effectiveness.values())
    return {letter: (value - lowest) / (highest - lowest) for letter, value in sorted(effectiveness.items())}


def _pick(dice: np.random.Generator, worths: Mapping[str, float], pull: float, appeal: Mapping[str, float]) -> str:
    return _drawn(dice, chances(worths, pull, appeal).items())


def _rating(dice: np.random.Generator, keyed: int, pull: float) -> int:
    nearness = {str(level): 1 - abs(level - keyed) / (LEVELS[-1] - LEVELS[0]) for level in LEVELS}
    return int(_drawn(dice, chances(nearness, pull, {}).items()))


def _path(dice: np.random.Generator, story: Story, key: StoryKey, pull: float) -> list[str]:
    here, path = story.start, []
    while story.scenes[here].choices:
        letter = _pick(dice, worth(key.effectiveness[here]), pull, {})
        path.append(f"{here}.{letter}")
        here = story.scenes[here].choices[letter].to
    return path


def _drawn(dice: np.random.Generator, shares: Iterable[tuple[str, float]]) -> str:
    at, letter = dice.random(), ""
    for letter, part in shares:
        at -= part
        if at < 0:
            return letter
    return letter
