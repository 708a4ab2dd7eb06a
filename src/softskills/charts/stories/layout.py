"""Where the scenes of a story stand when it is drawn: in columns from left to right, as layered drawings are made.

After Sugiyama, Tagawa and Toda (1981, doi 10.1109/TSMC.1981.4308636): steps that lead back are set aside, a scene
stands as many columns from the left as the longest way to it has choices, a line that passes a column has a place of
its own in it, and every column is ordered by what its spots are joined to, again and again. Any story that loads can
be laid out, faulty or not.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean

from softskills.items import Story
from softskills.items.story_graph import led_to, reachable

SWEEPS = 8
"""How often the order in the columns is gone over."""

Spot = str | tuple[str, str, int]
"""What takes up room in a column: a scene, or the place (scene, letter, column) where the line of a choice passes."""

Way = tuple[Spot, ...]
"""The spots that the line of a choice goes through, from its scene to the next."""


def columns_and_ways(story: Story) -> tuple[list[list[Spot]], dict[tuple[str, str], Way]]:
    """What stands in each column, from the top down, and the way of each choice (scene, letter) that leads forward."""
    back = _leading_back(story)
    forward = [
        (name, letter, choice.to)
        for name, scene in story.scenes.items()
        for letter, choice in scene.choices.items()
        if (name, choice.to) not in back
    ]
    column = _column_numbers(story, [(name, to) for name, _, to in forward])
    ways: dict[tuple[str, str], Way] = {
        (name, letter): (name, *((name, letter, number) for number in range(column[name] + 1, column[to])), to)
        for name, letter, to in forward
    }
    reached = reachable(story)
    columns: list[list[Spot]] = [[] for _ in range(max(column.values()) + 1)]
    for name in sorted(column, key=lambda name: name not in reached):  # what is not reached begins below the rest
        columns[column[name]].append(name)
    for way in ways.values():
        for spot in way:
            if not isinstance(spot, str):
                columns[spot[2]].append(spot)
    _put_in_order(columns, list(ways.values()))
    return columns, ways


def _leading_back(story: Story) -> set[tuple[str, str]]:
    """The steps (scene, scene) without which the story has no circle: those to a scene on the way to which we are."""
    back: set[tuple[str, str]] = set()
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in done:
            return
        for after in led_to(story.scenes[name]):
            if after in way:
                back.add((name, after))
            else:
                visit(after, (*way, after))
        done.add(name)

    for name in (story.start, *story.scenes):
        visit(name, (name,))
    return back


def _column_numbers(story: Story, steps: list[tuple[str, str]]) -> dict[str, int]:
    before: dict[str, list[str]] = {name: [] for name in story.scenes}
    for name, after in steps:
        before[after].append(name)
    column: dict[str, int] = {}
    for name in TopologicalSorter(before).static_order():
        column[name] = 1 + max((column[earlier] for earlier in before[name]), default=-1)
    for name in story.scenes:
        led_on = [column[later] for earlier, later in steps if earlier == name]
        if led_on and not before[name]:
            column[name] = min(led_on) - 1  # what nothing leads to stands just before what it leads to
    return column


def _put_in_order(columns: list[list[Spot]], ways: list[Way]) -> None:
    """Bring every spot near to those that it is joined to in the column before, then in the one after, and so on."""
    before: dict[Spot, list[Spot]] = {}
    after: dict[Spot, list[Spot]] = {}
    for way in ways:
        for first, second in pairwise(way):
            after.setdefault(first, []).append(second)
            before.setdefault(second, []).append(first)
    rank = {spot: float(index) for column in columns for index, spot in enumerate(column)}
    for sweep in range(SWEEPS):
        joined, order = (before, columns) if sweep % 2 == 0 else (after, columns[::-1])
        for column in order:
            column.sort(key=lambda spot: fmean([rank[one] for one in joined.get(spot, [spot])]))
            rank |= {spot: float(index) for index, spot in enumerate(column)}
