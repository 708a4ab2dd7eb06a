"""What a new assignment holds until its author has written it: two scenes and a written task, each marked as such."""

from __future__ import annotations

from typing import Any

from softskills.items import Quiz, QuizKeys
from softskills.phrases import PLACEHOLDER

_LETTERS = "abcd"


def placeholders(name: str, title: str) -> tuple[Quiz, QuizKeys]:
    """The quiz `name`, which can be released and marked as it is, and its keys."""
    task = f"{name}-text"
    quiz = {
        "quiz": name,
        "title": title,
        "points_each": 2,
        "items": [
            *(_scene(f"{name}-{number}", number) for number in (1, 2)),
            {
                "id": task,
                "kind": "reflection",
                "title": f"{PLACEHOLDER} for the heading of the written task",
                "prompt": f"{PLACEHOLDER}: say what learners are to write about, in how many words, and in what parts.",
            },
        ],
    }
    keys = {
        "quiz": name,
        "items": {f"{name}-{number}": _key(number) for number in (1, 2)},
        "rubric": {task: [_criterion(number) for number in (1, 2)]},
    }
    return Quiz.model_validate(quiz), QuizKeys.model_validate(keys)


def _scene(item_id: str, number: int) -> dict[str, Any]:
    return {
        "id": item_id,
        "kind": "choose",
        "title": f"{PLACEHOLDER} for the heading of scene {number}",
        "stem": f"{PLACEHOLDER}: tell the situation of scene {number}. You are somebody, something has just happened.",
        "question": "What would you do now?",
        "options": {letter: f"{PLACEHOLDER} for what {letter} does in scene {number}." for letter in _LETTERS},
    }


def _key(number: int) -> dict[str, Any]:
    values = (2, 5, 1, 4) if number == 1 else (4, 1, 5, 2)
    return {
        "turns_on": f"{PLACEHOLDER} for the one fact on which the key of scene {number} turns.",
        "rationale": f"{PLACEHOLDER} for the reason why the best of the four in scene {number} is the best.",
        "effectiveness": dict(zip(_LETTERS, values, strict=True)),
        "feedback": {
            letter: f"{PLACEHOLDER} for what would follow from {letter} in scene {number}." for letter in _LETTERS
        },
    }


def _criterion(number: int) -> dict[str, Any]:
    return {
        "criterion": f"{PLACEHOLDER} for the name of criterion {number}",
        "points": 2,
        "full": f"{PLACEHOLDER}: what earns 2 points by criterion {number}.",
        "half": f"{PLACEHOLDER} for what is half there by criterion {number}, and earns one point.",
        "none": f"{PLACEHOLDER} for what earns nothing by criterion {number}.",
    }
