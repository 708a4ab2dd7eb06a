"""A small sound contrast set and a say-first item, as data and as the text of a file, and the same set in a quiz."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml

from softskills.items import Key, Quiz, QuizKeys
from softskills.items.contrast import ContrastSet, GradedContrastSet

OPTIONS = {
    "a": "Ask what has been tried so far, and let your colleague take the next steps.",
    "b": "Do the form yourself now, and show how it all went when there is some time.",
    "c": "Write down all of the steps, and send them to everybody in the whole team.",
    "d": "Say that this can wait a while, and ask how your colleague is getting on.",
}

SITUATIONS: list[tuple[str, str, str, dict[str, int]]] = [
    (
        "forms-weekly",
        "Every week from now on",
        "A colleague fills in a return for the first time and is stuck on the second page. It is due at the end of "
        "the week, and from now on it comes round every week. The two of you have half an hour.",
        {"a": 5, "b": 2, "c": 4, "d": 1},
    ),
    (
        "forms-closing",
        "The counter closes",
        "A colleague fills in a return for the first time and is stuck on the second page. The counter closes in ten "
        "minutes, and a late return costs the firm a fine. It is the only one this year.",
        {"a": 2, "b": 5, "c": 1, "d": 3},
    ),
    (
        "forms-shouted",
        "After the call",
        "A colleague fills in a return for the first time and has stopped on the second page. A caller has just "
        "shouted at him, and his hands shake. The return is due at the end of the week.",
        {"a": 3, "b": 2, "c": 1, "d": 5},
    ),
]

LETTERS = "abcd"
_FEEDBACK = (
    "Here {letter} would be worth {value} to the firm: the return would be in the post or not, and your colleague "
    "would know more about it next time or would not."
)

SET_ID = "forms"
SET_VALUES = {name: values for name, _, _, values in SITUATIONS}
SHOWN = ["forms-weekly", "forms-closing"]
KEPT_BACK = "forms-shouted"


def contrast_set() -> dict[str, Any]:
    """A new copy of the set of three situations, as it stands in a file of practice items."""
    return {
        "id": SET_ID,
        "kind": "contrast",
        "title": "A colleague is stuck on a form",
        "goal": "The return is to be right, and to reach the office in time.",
        "question": "What would you do now?",
        "options": dict(OPTIONS),
        "situations": [
            {"id": name, "title": title, "text": text, "key": key_of(values)}
            for name, title, text, values in SITUATIONS
        ],
    }


def key_of(values: dict[str, int]) -> dict[str, Any]:
    """A key with these values; its feedback says of every option which it is."""
    best = max(values, key=lambda letter: values[letter])
    return {
        "turns_on": "How much time there is, and whether the form comes back.",
        "rationale": f"What is known here speaks for {best}, and less for the others.",
        "effectiveness": dict(values),
        "feedback": {letter: _FEEDBACK.format(letter=letter, value=value) for letter, value in values.items()},
    }


def graded_set(*ids: str) -> dict[str, Any]:
    """The set as it stands in a quiz, without keys, with the situations of these ids or with the first two."""
    made = contrast_set()
    made["situations"] = [
        {name: value for name, value in one.items() if name != "key"}
        for one in made["situations"]
        if one["id"] in (ids or SHOWN)
    ]
    return made


def say_first() -> dict[str, Any]:
    """A new copy of a say-first item."""
    return {
        "id": "forms-say",
        "kind": "say-first",
        "title": "The first sentence",
        "text": "A colleague is stuck on a form. You have half an hour, and nobody else is near.",
        "goal": "You want to find out where the form stops.",
        "prompt": "Write the first sentence that you would say.",
        "samples": [
            {"text": "Where did it stop?", "note": "Short, and it asks for one thing."},
            {"text": "I always begin at the end.", "note": "A tip before anything is known."},
            {"text": "Show me the page.", "note": "It asks for the thing itself, in the tone of an order."},
        ],
        "look_for": ["It asks for one thing.", "It gives no advice.", "It has no blame in it."],
    }


def sound_sets(count: int = 8) -> list[dict[str, Any]]:
    """Sets of three situations each, whose best options are spread over the letters."""
    found = []
    for number in range(count):
        made = contrast_set() | {"id": f"sound-{number}"}
        for index, one in enumerate(made["situations"]):
            best = (number + index) % len(LETTERS)
            turned = {LETTERS[(best + step) % len(LETTERS)]: value for step, value in enumerate((5, 3, 1, 2))}
            one |= {"id": f"sound-{number}-{index}", "key": key_of(dict(sorted(turned.items())))}
        found.append(made)
    return found


CONTRAST_SET = ContrastSet.model_validate(contrast_set())
GRADED_SET = GradedContrastSet.model_validate(graded_set())
SET_KEYS = {name: Key.model_validate(key_of(values)) for name, _, _, values in SITUATIONS if name in SHOWN}


def set_quiz() -> Quiz:
    """A quiz that asks nothing but two situations of the set."""
    return Quiz.model_validate({"quiz": "q", "title": "A quiz", "points_each": 4, "items": [graded_set()]})


def set_keys() -> QuizKeys:
    """The keys of `set_quiz`."""
    return QuizKeys(quiz="q", items=dict(SET_KEYS))


def set_file(*items: dict[str, Any]) -> str:
    """The text of a file of practice items with these, or with the set and the say-first item."""
    entries = [deepcopy(item) for item in items] or [contrast_set(), say_first()]
    data = {"competency": "active-listening", "items": entries}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)
