"""Small quizzes of choices, with keys and whole classes of answers, for the figures of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from softskills.demo.simulated import Parameters, abilities, answers_of
from softskills.items import Quiz, QuizKeys

LETTERS = "abcd"
VALUES = {"a": 5, "b": 3, "c": 2, "d": 1}


@dataclass(frozen=True)
class Handed:
    """A hand-in, as a report sees one."""

    student: str
    name: str = "A Learner"
    state: str = "in time"
    problems: Sequence[str] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    scene_points: float | None = None
    score: float | None = None
    max_score: float | None = None
    waiting: bool = False


def choices(count: int, **more: Any) -> tuple[Quiz, QuizKeys]:
    """A quiz of so many situations, "q1" and on, each with four options of which a is the best and d the worst."""
    options = {letter: f"Do {letter}." for letter in LETTERS}
    items = [
        {"id": f"q{n}", "kind": "choose", "title": f"Scene {n}", "stem": "S.", "question": "Q?", "options": options}
        for n in range(1, count + 1)
    ]
    quiz = Quiz.model_validate({"quiz": "q", "title": "A quiz", "points_each": 2, "items": items} | more)
    return quiz, keys_for(quiz)


def keys_for(quiz: Quiz) -> QuizKeys:
    key = {
        "turns_on": "A fact.",
        "rationale": "A reason.",
        "effectiveness": VALUES,
        "feedback": dict.fromkeys(LETTERS, "What comes of it."),
    }
    return QuizKeys.model_validate({"quiz": quiz.quiz, "items": {one.id: key for one in quiz.scenarios}})


def picks(rows: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Answers of a class: a row of letters for each learner, one for each situation; a dot is none."""
    return {
        f"learner-{number:03}": {
            f"q{place}": {"choice": letter} for place, letter in enumerate(row, start=1) if letter != "."
        }
        for number, row in enumerate(rows, start=1)
    }


def simulated(
    seed: int, learners: int, quiz: Quiz, keys: QuizKeys, parameters: Mapping[str, Parameters]
) -> dict[str, dict[str, Any]]:
    """The answers of a class of simulated learners."""
    dice = np.random.default_rng(seed)
    return {
        f"learner-{number:05}": answers_of(dice, float(ability), quiz, keys, parameters)
        for number, ability in enumerate(abilities(dice, learners))
    }


def handed_in(answers: Mapping[str, Mapping[str, Any]]) -> list[Handed]:
    return [Handed(learner, answers=said) for learner, said in answers.items()]
