"""Rules on branching scenarios: as a graph a story can be played to several ends, and as a key it can be neither
guessed nor lost at the first choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from softskills.checks.findings import Hit
from softskills.checks.material import Entry, Material
from softskills.items import Scene, Story, StoryKey
from softskills.items.story_graph import Pick, circle, dead_ends, endings, fork_counts, led_to, reachable, walk


def scenes_are_reached(material: Material) -> Iterator[Hit]:
    for entry, story in _stories(material):
        found = reachable(story)
        for name in story.scenes:
            if name not in found:
                yield _at_scene(entry, name, f"no choice leads to the scene {name}", "Lead to it, or take it out.")


def no_dead_ends(material: Material) -> Iterator[Hit]:
    for entry, story in _stories(material):
        for name in dead_ends(story):
            message = f"the scene {name} has no choices and is no ending"
            yield _at_scene(entry, name, message, "Give it choices, or mark it with ending: true.")


def no_circle(material: Material) -> Iterator[Hit]:
    for entry, story in _stories(material):
        if found := circle(story):
            message = f"the story runs in a circle: {' > '.join([*found, found[0]])}"
            yield _at_scene(entry, found[0], message, "Lead one of these choices onwards.")


def enough_endings(material: Material) -> Iterator[Hit]:
    due = material.settings.limits.endings
    for entry, story in _stories(material):
        count = len(endings(story))
        if count < due:
            message = f"the story can end in {count} ways; {due} or more are due"
            yield Hit(entry.file, entry.line("scenes"), entry.item.id, message, "Add an ending that a choice leads to.")


def fork_count(material: Material) -> Iterator[Hit]:
    least, most = material.settings.limits.decisions
    for entry, story in _stories(material):
        if circle(story):
            continue  # its paths have no end, and that is said already
        shortest, longest = fork_counts(story)
        if shortest < least or longest > most:
            message = f"its paths have {shortest} to {longest} decisions; {least} to {most} are allowed on each"
            remedy = "Lengthen the short path." if shortest < least else "Shorten the long path."
            yield Hit(entry.file, entry.line("scenes"), entry.item.id, message, remedy)


def branches_rejoin(material: Material) -> Iterator[Hit]:
    """Some fork is led to from two scenes. That an ending is does not count: there the story is over."""
    for entry, story in _stories(material):
        led = [after for scene in story.scenes.values() for after in led_to(scene) if story.scenes[after].choices]
        if len(led) == len(set(led)):
            message = "its branches never rejoin: no fork is led to from two scenes"
            yield Hit(entry.file, entry.line("scenes"), entry.item.id, message, "Let two scenes lead to one fork.")


def best_is_not_the_first(material: Material) -> Iterator[Hit]:
    yield from _best_path_is(material, lambda _, scene: next(iter(scene.choices)), "the first choice")


def best_is_not_the_longest(material: Material) -> Iterator[Hit]:
    yield from _best_path_is(material, _longest, "the longest choice")


def a_mistake_can_be_mended(material: Material) -> Iterator[Hit]:
    due = material.settings.limits.endings_left
    for entry, story in _stories(material):
        for letter, choice in story.scenes[story.start].choices.items():
            count = len(endings(story, choice.to))
            if count < due:
                message = f"after the first choice {letter} it can end in {count} ways; {due} or more are due"
                line = entry.line("scenes", story.start, "choices", letter)
                yield Hit(entry.file, line, entry.item.id, message, "Let it lead to a fork that can still go well.")


def values_change(material: Material) -> Iterator[Hit]:
    for entry, _, key in _keyed(material):
        changed = {value for effects in key.effects.values() for change in effects.values() for value in change}
        for name in key.values:
            if name not in changed:
                message = f"no choice changes the value {name}"
                line = entry.key_line("values", name)
                yield Hit(entry.key_file(), line, entry.item.id, message, "Add it to effects, or take it out.")


def effects_fit(material: Material) -> Iterator[Hit]:
    """No choice changes a value by nothing, or by more than lies between its limits: the learner would not see it."""
    for entry, _, key in _keyed(material):
        for fork, effects in key.effects.items():
            for letter, changes in effects.items():
                for name, change in changes.items():
                    room = key.values[name].highest - key.values[name].lowest
                    if not 0 < abs(change) <= room:
                        message = f"{letter} of {fork} changes {name} by {change}; 1 to {room} can be seen, up or down"
                        line = entry.key_line("effects", fork, letter, name)
                        yield Hit(entry.key_file(), line, entry.item.id, message, "Correct the effect, or take it out.")


def _best_path_is(material: Material, pick: Pick, what: str) -> Iterator[Hit]:
    for entry, story, key in _keyed(material):
        best = walk(story, partial(_most_effective, key))
        if best == walk(story, pick):
            message = f"the best path is found by always taking {what}"
            line = entry.line("scenes", best[0][0], "choices")
            yield Hit(entry.file, line, entry.item.id, message, "Change the choices at one of its forks.")


def _most_effective(key: StoryKey, fork: str, _: Scene) -> str:
    return max(key.effectiveness[fork], key=key.effectiveness[fork].__getitem__)


def _longest(_: str, scene: Scene) -> str:
    return max(scene.choices, key=lambda letter: len(scene.choices[letter].text))


def _stories(material: Material) -> Iterator[tuple[Entry, Story]]:
    return ((entry, entry.item) for entry in material.entries if isinstance(entry.item, Story))


def _keyed(material: Material) -> Iterator[tuple[Entry, Story, StoryKey]]:
    return ((entry, story, entry.key) for entry, story in _stories(material) if isinstance(entry.key, StoryKey))


def _at_scene(entry: Entry, name: str, message: str, remedy: str) -> Hit:
    return Hit(entry.file, entry.line("scenes", name), entry.item.id, message, remedy)
