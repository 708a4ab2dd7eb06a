"""The model of a simulated class, and what such a class hands in."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from math import exp
from typing import Any

import numpy as np
import pytest

from softskills import answers
from softskills.demo.handing_in import SHARES, guess, hand_in, ways
from softskills.demo.people import HOSTILE, MARK, learners
from softskills.demo.simulated import Parameters, answer_of, answers_of, chances, sound_parameters, worth
from softskills.items import Quiz, QuizKeys
from softskills.scoring import credit, terms
from support.small_quiz import make_keys, make_quiz, with_set, with_story

DUE = datetime(2026, 9, 28, 12, tzinfo=UTC)


def every_kind() -> tuple[Quiz, QuizKeys]:
    quiz = with_set(with_story(make_quiz()))
    data = quiz.model_dump()
    data["items"] += [data["items"][0] | {"id": f"one-{kind}", "kind": kind} for kind in ("rank", "rate-each")]
    quiz = Quiz.model_validate(data)
    return quiz, make_keys(quiz)


QUIZ, KEYS = every_kind()


def test_two_options_are_the_two_parameter_logistic_model() -> None:
    """Birnbaum: 1 / (1 + exp(-discrimination * (ability - difficulty)))."""
    for pull in (-3.0, -0.5, 0.0, 1.7):
        found = chances({"a": 1.0, "b": 0.0}, pull, {})
        assert found["a"] == pytest.approx(1 / (1 + exp(-pull)))
    assert chances(worth({"a": 5, "b": 3, "c": 1}), 0.0, {}) == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    assert worth({"a": 5, "b": 3, "c": 1}) == {"a": 1.0, "b": 0.5, "c": 0.0}


@pytest.mark.parametrize("item", QUIZ.scenarios, ids=lambda item: f"{item.kind} {item.id}")
def test_every_kind_is_answered_better_by_the_able(item: Any) -> None:
    """And every answer is one; somebody as able as the question is difficult does as chance does."""
    key, dice = KEYS.items[item.id], np.random.default_rng(3)

    def earned(ability: float) -> float:
        said = [answer_of(dice, ability, item, key, Parameters(0.0, 2.0)) for _ in range(400)]
        assert all(terms(item, one) is not None for one in said)
        return float(np.mean([credit(item, one, key) for one in said]))

    low, middle, high = earned(-2), earned(0), earned(2)
    assert low < -0.2 < middle < 0.2 < 0.5 < high


def test_the_same_seed_gives_the_same_class() -> None:
    def made(seed: int) -> Any:
        dice = np.random.default_rng(seed)
        parameters = sound_parameters(dice, QUIZ)
        return learners(dice, 20), ways(dice, 20), answers_of(dice, 0.3, QUIZ, KEYS, parameters)

    assert made(5) == made(5)
    assert made(5) != made(6)


@pytest.mark.parametrize("count", [2, 6, 60, 400])
def test_a_class_has_all_sorts(count: int) -> None:
    dice = np.random.default_rng(1)
    found = Counter(ways(dice, count))
    assert found.total() == count
    assert found["in time"] >= count / 2
    if count >= 2 * len(SHARES):
        assert set(found) == {*SHARES, "in time"}
    people = learners(dice, count)
    assert len({one.id for one in people}) == count
    assert all(one.id.startswith("simulated-") and one.email.endswith("@example.org") for one in people)
    names = [(one.first_name, one.last_name) for one in people]
    assert sum(name in HOSTILE for name in names) >= min(count, 2)


def handed(way: Any, seed: int = 1) -> Any:
    dice = np.random.default_rng(seed)
    return hand_in(dice, way, 0.5, QUIZ, KEYS, sound_parameters(dice, QUIZ), DUE)


def test_what_is_handed_in_can_be_read_unless_it_is_damaged() -> None:
    assert handed("missing") is None
    whole = handed("in time")
    log = answers.parse_lines(whole.content)
    assert log.problems == [] and whole.file == "answers.jsonl" and whole.time < DUE < handed("late").time
    assert max(record.time for record in log.records) < f"{whole.time:%Y-%m-%dT%H:%M:%S}.999Z"
    assert answers.parse_lines(handed("cut off").content).problems
    assert answers.parse_lines(handed("garbled").content).problems
    assert handed("blank").content == b""
    assert handed("no file").file is None
    assert handed("other name").file == "answers (1).jsonl"


def test_texts_say_that_they_are_simulated() -> None:
    texts = []
    for seed in range(60):
        for line in handed("in time", seed).content.decode().splitlines():
            answer = json.loads(line)["answer"]
            texts += [answer["text"]] if "text" in answer else []
    assert 40 < len(texts) < 60  # some wrote nothing
    assert all(text.startswith(MARK) for text in texts)
    assert any("<script>" in text for text in texts)


def test_a_slip_is_an_answer_too() -> None:
    dice = np.random.default_rng(2)
    for item in QUIZ.scenarios:
        for _ in range(20):
            assert terms(item, guess(dice, item)) is not None
