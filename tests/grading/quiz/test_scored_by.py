"""A checksum tells when marks are older than the key, and only then."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from softskills.grading.quiz.scored_by import scored_by
from softskills.items import Quiz, QuizKeys
from support.small_quiz import KEYS, QUIZ, make_keys, make_quiz, with_story


def keys_with(change: Any) -> QuizKeys:
    data = KEYS.model_dump()
    change(data)
    return QuizKeys.model_validate(data)


def test_another_value_in_a_key_is_another_key() -> None:
    changed = keys_with(lambda data: data["items"]["s-2"]["effectiveness"].update(b=3))
    assert scored_by(QUIZ, changed) != scored_by(QUIZ, KEYS)
    assert scored_by(make_quiz(points_each=3), KEYS) != scored_by(QUIZ, KEYS)
    assert scored_by(make_quiz(scenarios=2), KEYS) != scored_by(QUIZ, KEYS)


def test_other_words_are_no_other_key() -> None:
    changed = keys_with(lambda data: data["items"]["s-2"].update(rationale="Said better, and at some length."))
    other = Quiz.model_validate(QUIZ.model_dump() | {"title": "Another title"})
    assert scored_by(other, changed) == scored_by(QUIZ, KEYS)


def test_a_story_is_scored_by_its_values_too() -> None:
    quiz = with_story(make_quiz())
    data = make_keys(quiz).model_dump()
    story = next(name for name, key in data["items"].items() if "values" in key)
    fork = next(iter(data["items"][story]["effectiveness"]))
    before = scored_by(quiz, QuizKeys.model_validate(data))
    values = data["items"][story]["effectiveness"][fork]
    best, worst = (which(values, key=values.__getitem__) for which in (max, min))
    values[best], values[worst] = values[worst], values[best]
    assert scored_by(quiz, QuizKeys.model_validate(data)) != before


def test_a_kernel_that_shows_progress_loads_no_notebooks() -> None:
    code = "import sys, softskills.grading; sys.exit('nbformat' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0, "that takes a second"
