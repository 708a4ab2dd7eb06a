"""Where everything stands in the drawing of a story, in points: boxes, and the lines between them. Down is positive."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from softskills.charts.stories.graph import Line, StoryGraph
from softskills.charts.stories.layout import Spot

BOX_WIDTH, PADDING, TITLE_LINE, SMALL_LINE = 150.0, 9.0, 13.0, 12.0
COLUMN_GAP, ROW_GAP, PORT_GAP, LANE_GAP, LANE_SHIFT = 90.0, 26.0, 15.0, 16.0, 4.0
MARGIN, HEADING, CAPTION = 20.0, 34.0, 30.0
TITLE_CHARACTERS, TITLE_LINES, ID_CHARACTERS = 22, 4, 28

Point = tuple[float, float]
Choice = tuple[str, str]
"""A scene and the letter of one of its choices."""


@dataclass(frozen=True)
class Words:
    """The lines of text in the box of a scene."""

    marks: list[str]
    title: list[str]
    id: list[str]

    @property
    def height(self) -> float:
        return len(self.title) * TITLE_LINE + (len(self.marks) + len(self.id)) * SMALL_LINE


@dataclass(frozen=True)
class Places:
    """The middle of every spot, the text and the height of every box, the points of every line, and the whole size.

    A line that leads forward goes straight from the second of its points to the third, from the fourth to the fifth
    and so on, through the columns that it passes. One that leads back has a corner at each point.
    """

    middle: dict[Spot, Point]
    words: dict[str, Words]
    height: dict[str, float]
    lines: dict[Choice, list[Point]]
    size: Point


def placed(graph: StoryGraph) -> Places:
    words = {name: _words(graph, name) for name in graph.story.scenes}
    height = {name: _box_height(graph, name, words[name]) for name in words}
    middle, floor = _middles(graph, height)
    back = [(line.scene, line.letter) for line in graph.lines if line.leads_back]
    width = 2 * MARGIN + len(graph.columns) * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP
    size = (width + (COLUMN_GAP if back else 0), floor + (len(back) + 1) * LANE_GAP + CAPTION)

    right = BOX_WIDTH / 2
    starts = _ports(graph, middle, floor, lambda line: line.scene, next_to=1, side=right)
    ends = _ports(graph, middle, floor, lambda line: line.to, next_to=-2, side=-right)
    lines = {}
    for choice, start in starts.items():
        if choice in back:
            between = _way_back(start, ends[choice], floor, back.index(choice))
        else:
            passed = [middle[spot] for spot in graph.ways[choice][1:-1]]
            between = [point for x, y in passed for point in ((x - right, y), (x + right, y))]
        lines[choice] = [start, *between, ends[choice]]
    return Places(middle, words, height, lines, size)


def _words(graph: StoryGraph, name: str) -> Words:
    title = textwrap.wrap(graph.story.scenes[name].title, TITLE_CHARACTERS, max_lines=TITLE_LINES, placeholder=" …")
    return Words([mark.upper() for mark in graph.marks[name]], title, textwrap.wrap(name, ID_CHARACTERS))


def _box_height(graph: StoryGraph, name: str, words: Words) -> float:
    lines = max(sum(line.scene == name for line in graph.lines), sum(line.to == name for line in graph.lines))
    return 2 * PADDING + max(words.height, (lines - 1) * PORT_GAP)


def _middles(graph: StoryGraph, height: dict[str, float]) -> tuple[dict[Spot, Point], float]:
    """The middle of every spot, each column centred on the tallest, and how far down that one reaches."""

    def tall(spot: Spot) -> float:
        return height[spot] if isinstance(spot, str) else 0.0

    total = [sum(tall(spot) + ROW_GAP for spot in column) - ROW_GAP for column in graph.columns]
    top = HEADING + MARGIN
    middle: dict[Spot, Point] = {}
    for index, column in enumerate(graph.columns):
        y = top + (max(total) - total[index]) / 2
        for spot in column:
            middle[spot] = (MARGIN + BOX_WIDTH / 2 + index * (BOX_WIDTH + COLUMN_GAP), y + tall(spot) / 2)
            y += tall(spot) + ROW_GAP
    return middle, top + max(total)


def _ports(
    graph: StoryGraph, middle: dict[Spot, Point], floor: float, box: Callable[[Line], str], next_to: int, side: float
) -> dict[Choice, Point]:
    """Where each line touches its `box`, at `side` of its middle.

    From the top down the lines stand there as the spots that they come from or go to, `next_to` that box on their way.
    """

    def level(line: Line) -> float:
        way = graph.ways.get((line.scene, line.letter))
        return middle[way[next_to]][1] if way else floor

    touching: dict[str, list[Line]] = {}
    for line in sorted(graph.lines, key=level):
        touching.setdefault(box(line), []).append(line)
    ports = {}
    for name, lines in touching.items():
        x, y = middle[name]
        first = y - (len(lines) - 1) * PORT_GAP / 2
        for index, line in enumerate(lines):
            ports[line.scene, line.letter] = (x + side, first + index * PORT_GAP)
    return ports


def _way_back(start: Point, end: Point, floor: float, number: int) -> list[Point]:
    """The corners of a line that leads back, below all boxes, a little aside from the ones before it."""
    lane = floor + (number + 1) * LANE_GAP
    shift = number * LANE_SHIFT % MARGIN
    right, left = start[0] + COLUMN_GAP / 2 + shift, end[0] - (MARGIN + shift) / 2
    return [(right, start[1]), (right, lane), (left, lane), (left, end[1])]
