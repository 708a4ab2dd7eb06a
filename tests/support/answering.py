"""Answers to a scenario of any kind, made from its key: what earns all points, and what earns none."""

from __future__ import annotations

from typing import Any

from softskills.items import Key, Scenario, Story, StoryKey


def all_points(item: Scenario | Story, key: Key | StoryKey) -> dict[str, Any]:
    """The answer that agrees with the key throughout."""
    if isinstance(item, Story):
        assert isinstance(key, StoryKey)
        return {"path": path_by(max, item, key)}
    assert isinstance(key, Key)
    order = sorted(key.effectiveness, key=lambda letter: -key.effectiveness[letter])
    if item.kind == "choose":
        return {"choice": order[0]}
    if item.kind == "best-worst":
        return {"best": order[0], "worst": order[-1]}
    return {"order": order} if item.kind == "rank" else {"ratings": dict(key.effectiveness)}


def no_points(item: Scenario | Story, key: Key | StoryKey) -> dict[str, Any]:
    """An answer, and not a missing one, that could not be further from the key."""
    if isinstance(item, Story):
        assert isinstance(key, StoryKey)
        return {"path": path_by(min, item, key)}
    assert isinstance(key, Key)
    order = sorted(key.effectiveness, key=lambda letter: key.effectiveness[letter])
    if item.kind == "choose":
        return {"choice": order[0]}
    if item.kind == "best-worst":
        return {"best": order[0], "worst": order[-1]}
    if item.kind == "rank":
        return {"order": order}
    return {"ratings": {letter: 5 if value <= 3 else 1 for letter, value in key.effectiveness.items()}}


def path_by(pick: Any, story: Story, key: StoryKey, *begin: str) -> list[str]:
    """The steps from the start to an ending: those of `begin`, and then by effectiveness.

    With max as `pick` the best choice is made at every fork, with min the worst.
    """
    path = list(begin)
    here = after(story, begin[-1]) if begin else story.start
    while choices := story.scenes[here].choices:
        path.append(f"{here}.{pick(choices, key=key.effectiveness[here].__getitem__)}")
        here = after(story, path[-1])
    return path


def after(story: Story, step: str) -> str:
    """The scene that a step leads to."""
    scene, letter = step.split(".")
    return story.scenes[scene].choices[letter].to
