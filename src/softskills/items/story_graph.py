"""A branching scenario as a graph: its scenes are the nodes, and each choice leads from one scene to the next.

Pure functions that any story survives: one with dead ends, with scenes that nothing leads to, or with a circle.
"""

from __future__ import annotations

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

from softskills.items.story_models import Scene, Story

Pick = Callable[[str, Scene], str]
"""A picking rule: the id of a fork and the scene in, the letter of one of its choices out."""


def led_to(scene: Scene) -> list[str]:
    """The scenes to which the choices of `scene` lead, each once, in the order of the choices."""
    return list(dict.fromkeys(choice.to for choice in scene.choices.values()))


def reachable(story: Story, start: str | None = None) -> set[str]:
    """The ids of all scenes that can be reached from `start`, itself among them; without it, from the story's start."""
    found: set[str] = set()
    waiting = [story.start if start is None else start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += led_to(story.scenes[name])
    return found


def endings(story: Story, start: str | None = None) -> set[str]:
    """The ids of the endings that can be reached from `start`; without it, from the story's start."""
    return {name for name in reachable(story, start) if story.scenes[name].ending}


def dead_ends(story: Story) -> list[str]:
    """The ids of the scenes that are neither a fork nor an ending, in the order of the story."""
    return [name for name, scene in story.scenes.items() if not scene.choices and not scene.ending]


def circle(story: Story) -> list[str]:
    """The ids of scenes that lead round in a circle, each to the next and the last to the first; empty without one."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, scene in story.scenes.items():
        for after in led_to(scene):
            sorter.add(after, name)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(error.args[1][:-1])  # its last is its first again
    return []


def walk(story: Story, pick: Pick) -> list[tuple[str, str]]:
    """The path of a learner who picks by `pick`: (scene, letter) for every choice made, from the start on.

    It stops at an ending, at a dead end, and before a scene in which a choice was already made.
    """
    path: dict[str, str] = {}
    here = story.start
    while here not in path and (scene := story.scenes[here]).choices:
        path[here] = pick(here, scene)
        here = scene.choices[path[here]].to
    return list(path.items())


def fork_counts(story: Story) -> tuple[int, int]:
    """How many choices the shortest and the longest path from the start have, up to an ending or a dead end.

    Raises ValueError when the story has a circle, as its paths then have no end.
    """
    if found := circle(story):
        raise ValueError(f"the story runs in a circle: {', '.join(found)}")
    known: dict[str, tuple[int, int]] = {}

    def counts(name: str) -> tuple[int, int]:
        if name not in known:
            after = [counts(next_name) for next_name in led_to(story.scenes[name])]
            known[name] = (
                (1 + min(least for least, _ in after), 1 + max(most for _, most in after)) if after else (0, 0)
            )
        return known[name]

    return counts(story.start)
