"""The course's own assignments, handed in by somebody who looks at no situation: what such a class earns on average."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any

import pytest

from softskills.answers import Log, Record
from softskills.grading.quiz.review import review_quiz
from softskills.items import Quiz, Scenario, Story, load_quiz, load_quiz_keys
from softskills.scale import LEVELS
from support.places import EXERCISES
from support.random_stories import random_path

QUIZZES = sorted(EXERCISES.glob("source/*/quiz.yml"))
CLASS = 300
MOST = 0.1

Habit = Callable[[Random, Scenario], dict[str, Any]]


def at_random(dice: Random, item: Scenario) -> dict[str, Any]:
    return answered(item, dice.sample(sorted(item.options), len(item.options)), [dice.choice(LEVELS) for _ in range(6)])


def first_shown(dice: Random, item: Scenario) -> dict[str, Any]:
    """The page shows the options in an order of the learner's own."""
    return at_random(dice, item) | {"ratings": dict.fromkeys(item.options, 5)}


def letter_b(dice: Random, item: Scenario) -> dict[str, Any]:
    return answered(item, ["b", *sorted(set(item.options) - {"b"})], [4] * 6)


def all_threes(dice: Random, item: Scenario) -> dict[str, Any]:
    return answered(item, sorted(item.options), [3] * 6)


def longest(dice: Random, item: Scenario) -> dict[str, Any]:
    order = sorted(item.options, key=lambda letter: (-len(item.options[letter]), letter))
    return answered(item, order, [5, 4, 3, 2, 1, 1])


def answered(item: Scenario, order: list[str], ratings: list[int]) -> dict[str, Any]:
    """An answer of the item's kind, by the order of the options the best first, and ratings in that order."""
    rated = dict(zip(order, ratings, strict=False))
    return {"choice": order[0], "best": order[0], "worst": order[-1], "order": order, "ratings": rated}


def handed_in(dice: Random, quiz: Quiz, habit: Habit) -> Log:
    answers = {
        item.id: {"path": random_path(dice, item)} if isinstance(item, Story) else habit(dice, item)
        for item in quiz.scenarios
    }
    return Log([Record("2026-01-01T00:00:00.000Z", name, answer) for name, answer in answers.items()])


@pytest.mark.parametrize("file", QUIZZES, ids=[file.parent.name for file in QUIZZES])
@pytest.mark.parametrize("habit", [at_random, first_shown, letter_b, all_threes, longest])
def test_a_class_that_looks_at_nothing_earns_a_tenth_at_most(file: Path, habit: Habit) -> None:
    quiz = load_quiz(file)
    keys = load_quiz_keys(EXERCISES / "keys" / f"{quiz.quiz}.yml", quiz)
    dice = Random(f"{quiz.quiz}/{habit.__name__}")
    totals = [review_quiz(quiz, keys, handed_in(dice, quiz, habit)).total for _ in range(CLASS)]
    assert fmean(totals) / quiz.max_points <= MOST


def test_every_assignment_is_tried() -> None:
    assert len(QUIZZES) == len(list(EXERCISES.glob("source/*/*.ipynb"))) > 0
