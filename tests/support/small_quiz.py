"""A small graded quiz that tests share, with its keys: best-worst scenarios, a written task and, if wanted, a story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from softskills.answers import Log, Record
from softskills.items import Quiz, QuizKeys, Story
from support.contrast import SET_VALUES, graded_set
from support.story import story_data, story_key_data

LETTERS = "abcd"
SECRET = "KEYTEXT"


def make_quiz(scenarios: int = 3, points_each: int = 2) -> Quiz:
    options = {letter: f"Reply {letter}, which is quite long, " * 4 for letter in LETTERS}
    items: list[dict[str, Any]] = [
        {
            "id": f"s-{n}",
            "kind": "best-worst",
            "title": f"Scene {n}",
            "stem": "S.",
            "question": "Q?",
            "options": options,
        }
        for n in range(1, scenarios + 1)
    ]
    items.append({"id": "text", "kind": "reflection", "title": "In your words", "prompt": "Write."})
    data = {"quiz": "q", "title": "A quiz", "competency": "listening", "points_each": points_each, "items": items}
    return Quiz.model_validate(data)


def make_keys(quiz: Quiz) -> QuizKeys:
    """Option a is best (5) and d worst (1); b earns 4 and c 2. A story has the key of the tests' small story, and
    situations of a set have other best options than each other.
    """
    key = {
        "turns_on": f"{SECRET} is what this turns on, in a sentence.",
        "rationale": f"{SECRET} is why one of the options is the best.",
        "effectiveness": {"a": 5, "b": 4, "c": 2, "d": 1},
        "feedback": {letter: f"{SECRET} is what we say to option {letter}." for letter in LETTERS},
    }
    criterion = {
        "criterion": "A real moment",
        "points": 2,
        "full": "One particular conversation is described.",
        "half": f"{SECRET} says when half of the points are due.",
        "none": f"{SECRET} says when there are no points.",
    }
    items = {one.id: secret_story_key() if isinstance(one, Story) else key for one in quiz.scenarios}
    for one, values in SET_VALUES.items():
        if one in items:
            items[one] = key | {"effectiveness": values}
    return QuizKeys.model_validate({"quiz": quiz.quiz, "items": items, "rubric": {"text": [criterion]}})


def with_story(quiz: Quiz) -> Quiz:
    """The same quiz, and at its end the tests' small story."""
    data = quiz.model_dump()
    return Quiz.model_validate(data | {"items": [*data["items"], story_data()]})


def with_set(quiz: Quiz) -> Quiz:
    """The same quiz, and at its end a scenario to choose in and two situations of the tests' contrast set."""
    data = quiz.model_dump()
    lone = data["items"][0] | {"id": "pick", "kind": "choose"}
    return Quiz.model_validate(data | {"items": [*data["items"], lone, graded_set()]})


def secret_story_key() -> dict[str, Any]:
    key = story_key_data()
    for name, feedback in key["feedback"].items():
        key["feedback"][name] = {letter: f"{SECRET} is what {letter} does at {name}." for letter in feedback}
    return key | {"turns_on": f"{SECRET} is what it turns on.", "rationale": f"{SECRET} is why one choice is best."}


QUIZ = make_quiz()
KEYS = make_keys(QUIZ)


def log_of(**answers: Any) -> Log:
    """A log with one answer per item; in the names an underscore stands for the hyphen."""
    return Log([Record("2026-01-01T00:00:00.000Z", item.replace("_", "-"), a) for item, a in answers.items()])


def pick(best: Any, worst: Any) -> dict[str, Any]:
    return {"best": best, "worst": worst}


def save(folder: Path, **answers: Any) -> None:
    log = log_of(**answers)
    (folder / "answers.jsonl").write_text("".join(record.line() + "\n" for record in log.records), "utf-8")
