"""Stories, their keys and ways through them, made by chance."""

from __future__ import annotations

from random import Random
from typing import Any

from softskills.items import Story, StoryKey
from support.story import story_data, story_key_data


def random_story(dice: Random) -> tuple[Story, StoryKey]:
    """A story of one to six forks whose branches rejoin, without circles and dead ends, and a key for it."""
    forks = [f"fork-{number}" for number in range(dice.randint(1, 6))]
    endings = [f"ending-{number}" for number in range(dice.randint(1, 4))]
    scenes: dict[str, Any] = {name: {"title": name, "text": "The end.", "ending": True} for name in endings}
    effectiveness = {}
    for number, name in enumerate(forks):
        values = random_values(dice)
        # Few scenes to go to, so that many choices lead to the same one.
        later = dice.sample([*forks[number + 1 :], *endings], k=1) + [*forks[number + 1 :], *endings][:1]
        choices = {letter: {"text": letter, "to": dice.choice(later)} for letter in values}
        scenes[name] = {"title": name, "text": "What now?", "choices": choices}
        effectiveness[name] = values
    story = story_data() | {"start": forks[0], "scenes": scenes}
    key = story_key_data() | {
        "effectiveness": effectiveness,
        "effects": {},
        "feedback": {name: dict.fromkeys(values, "So it is.") for name, values in effectiveness.items()},
    }
    return Story.model_validate(story), StoryKey.model_validate(key)


def random_values(dice: Random) -> dict[str, int]:
    """How effective two to four choices are: one best, one worst, and the others between, where two may be equal."""
    count = dice.randint(2, 4)
    low = dice.randint(1, 4 if count == 2 else 3)
    high = dice.randint(low + (1 if count == 2 else 2), 5)
    values = [low, high, *(dice.randint(low + 1, high - 1) for _ in range(count - 2))]
    dice.shuffle(values)
    return dict(zip(dice.sample("abcd", count), values, strict=True))


def random_path(dice: Random, story: Story) -> list[str]:
    """The steps of somebody who picks at random until the story ends."""
    here, path = story.start, []
    while choices := story.scenes[here].choices:
        letter = dice.choice(sorted(choices))
        path.append(f"{here}.{letter}")
        here = choices[letter].to
    return path
