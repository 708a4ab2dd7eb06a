"""A small branching scenario that tests of several rooms share: three forks, branches that rejoin, three endings."""

from __future__ import annotations

from typing import Any

from softskills.items import PracticeStory

FORKS: dict[str, dict[str, tuple[str, int]]] = {
    # scene: choice letter -> (scene it leads to, effectiveness)
    "desk": {"a": ("hall", 2), "b": ("office", 5), "c": ("office", 1)},
    "office": {"a": ("hall", 1), "b": ("hall", 4), "c": ("hall", 3)},
    "hall": {"a": ("agreed", 5), "b": ("put-off", 3), "c": ("parted", 1)},
}
ENDINGS = ("agreed", "put-off", "parted")
BEST_PATH = {"path": ["desk.b", "office.b", "hall.a"]}
WORST_PATH = {"path": ["desk.c", "office.a", "hall.c"]}
SHORT_PATH = {"path": ["desk.a", "hall.b"]}


def story_data(item_id: str = "story-01") -> dict[str, Any]:
    """The public part, as plain data."""
    scenes: dict[str, Any] = {
        name: {
            "title": f"At the {name}",
            "text": f"You stand at the {name}, and Amara looks up.",
            "choices": {
                letter: {"text": f"Say {letter} at the {name}.", "to": to} for letter, (to, _) in choices.items()
            },
        }
        for name, choices in FORKS.items()
    }
    for name in ENDINGS:
        scenes[name] = {"title": f"You {name}", "text": f"In the end it is {name}.", "ending": True}
    return {
        "id": item_id,
        "kind": "branching",
        "title": "A small story",
        "stem": "Amara waits for your answer.",
        "question": "You want to agree on a day. What do you do?",
        "start": "desk",
        "scenes": scenes,
    }


def story_key_data() -> dict[str, Any]:
    """The key, as plain data."""
    return {
        "turns_on": "If Amara had already agreed, saying nothing would win.",
        "rationale": "Each fork has one choice that moves the talk on.",
        "values": {
            "trust": {"name": "Trust", "start": 2, "lowest": 0, "highest": 5},
            "time": {"name": "Days left", "start": 3, "lowest": 0, "highest": 3},
        },
        "effectiveness": {
            name: {letter: value for letter, (_, value) in choices.items()} for name, choices in FORKS.items()
        },
        "effects": {"desk": {"b": {"trust": 1}, "c": {"trust": -2, "time": -1}}, "hall": {"c": {"trust": -4}}},
        "feedback": {
            name: {letter: f"What {letter} does at the {name}." for letter in choices}
            for name, choices in FORKS.items()
        },
    }


def practice_story(item_id: str = "story-01") -> PracticeStory:
    return PracticeStory.model_validate(story_data(item_id) | {"key": story_key_data()})
