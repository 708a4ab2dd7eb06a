"""A story drawn as SVG by matplotlib: scenes as boxes, choices as lines from left to right.

What a scene is, and what is wrong with it, is told by the words in its box and by its outline; no colour is needed.
"""

from __future__ import annotations

import textwrap
from itertools import pairwise
from typing import Any

from jinja2 import Environment
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path as Curve

from softskills.charts.output import rendered, settings
from softskills.charts.stories.graph import Line, StoryGraph, outline
from softskills.charts.stories.places import BOX_WIDTH, MARGIN, SMALL_LINE, TITLE_LINE, Places, Point, placed

POINTS = 72
"""In an inch."""
TITLE_SIZE, SMALL_SIZE, LETTER_SIZE, HEADING_SIZE = 10.0, 8.0, 9.0, 13.0
INK, QUIET, PAPER, FAULT = "#1f2328", "#57606a", "white", "#fde7e2"

DESCRIBED = Environment(autoescape=True, keep_trailing_newline=True).from_string(
    ' style="max-width: 100%; height: auto" role="img" aria-labelledby="title description">\n'
    ' <title id="title">{{ title }}</title>\n <desc id="description">{{ description }}</desc>'
)
"""What is added to the element `svg`, so that the drawing has a name and a text alternative."""

FAULTS = {"dead end", "no ending ahead", "not reached"}
LETTERS = "A letter on a line is a choice."
NUMBERS = "The number is its effectiveness, from 1 to 5. A thick line is the most effective choice of its scene."

SHARES = (
    "The number is the share of the class that made it, and so is the width of the line; dashed: nobody. "
    "In bold: the most effective choice of its scene."
)


def story_svg(graph: StoryGraph) -> str:
    """The story as the text of an SVG file, with its outline as description. Equal stories give equal text."""
    with settings():
        svg = rendered(_figure(graph, placed(graph)), "svg", background=PAPER).decode()
    described = DESCRIBED.render(title=graph.story.title, description=outline(graph))
    end = svg.index(">", svg.index("<svg"))
    return svg[:end] + described + svg[end + 1 :]


def _figure(graph: StoryGraph, places: Places) -> Figure:
    """One point of the places is one unit of the axes, which fill the figure."""
    story, (width, height) = graph.story, places.size
    figure = Figure(figsize=(width / POINTS, height / POINTS))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    _write(axes, (MARGIN, MARGIN), f"{story.title} ({story.id})", size=HEADING_SIZE, weight="bold")
    caption = textwrap.wrap(_caption(graph), int(width / SMALL_SIZE * 1.7))
    _write(axes, (MARGIN, height - MARGIN), "\n".join(caption), size=SMALL_SIZE)
    for line in graph.lines:
        _draw_line(axes, line, places.lines[line.scene, line.letter])
    for name in story.scenes:
        _draw_scene(axes, graph, places, name)
    return figure


def _caption(graph: StoryGraph) -> str:
    if any(line.share is not None for line in graph.lines):
        return f"{LETTERS} {SHARES}"
    return f"{LETTERS} {NUMBERS}" if any(line.effectiveness for line in graph.lines) else LETTERS


def _draw_line(axes: Axes, line: Line, points: list[Point]) -> None:
    axes.add_patch(
        FancyArrowPatch(
            path=Curve(points) if line.leads_back else _curve(points),
            arrowstyle="-|>",
            mutation_scale=9,
            linewidth=_width(line),
            linestyle="dashed" if line.leads_back or line.share == 0 else "solid",
            facecolor=INK,
            edgecolor=INK,
        )
    )
    x, y = points[0]
    number = str(line.effectiveness or "") if line.share is None else f"{line.share:.0%}"
    said = [line.letter, number, "back" if line.leads_back else ""]
    _write(
        axes,
        (x + 3, y),
        " ".join(filter(None, said)),
        size=LETTER_SIZE,
        weight="bold" if line.is_best else "normal",
        bbox={"boxstyle": "square,pad=0.2", "facecolor": PAPER, "edgecolor": "none"},
    )


def _width(line: Line) -> float:
    """In points: of the most effective choice, or by how many went along it."""
    if line.share is None:
        return 2.2 if line.is_best else 1.0
    return 0.8 + 7 * line.share


def _curve(points: list[Point]) -> Curve:
    """A line that leaves and meets every point level, bent between columns and straight where it passes one."""
    vertices, codes = [points[0]], [Curve.MOVETO]
    for number, (start, end) in enumerate(pairwise(points)):
        if number % 2:
            vertices.append(end)
            codes.append(Curve.LINETO)
        else:
            half = (start[0] + end[0]) / 2
            vertices += [(half, start[1]), (half, end[1]), end]
            codes += [Curve.CURVE4] * 3
    return Curve(vertices, codes)


def _draw_scene(axes: Axes, graph: StoryGraph, places: Places, name: str) -> None:
    (x, y), height, words, marks = places.middle[name], places.height[name], places.words[name], graph.marks[name]
    is_dead_end = "dead end" in marks
    rounding = height / 2 if "ending" in marks else 5
    axes.add_patch(
        FancyBboxPatch(
            (x - BOX_WIDTH / 2, y - height / 2),
            BOX_WIDTH,
            height,
            boxstyle="square,pad=0" if is_dead_end else f"round,pad=0,rounding_size={rounding}",
            facecolor=FAULT if FAULTS & set(marks) else PAPER,
            edgecolor=INK,
            linewidth=2.5 if "start" in marks or is_dead_end else 1.2,
            linestyle="dashed" if "not reached" in marks else "solid",
        )
    )
    rows: list[tuple[str, float, dict[str, Any]]] = [
        *((text, SMALL_LINE, {"size": SMALL_SIZE, "weight": "bold"}) for text in words.marks),
        *((text, TITLE_LINE, {"size": TITLE_SIZE}) for text in words.title),
        *((text, SMALL_LINE, {"size": SMALL_SIZE, "color": QUIET}) for text in words.id),
    ]
    top = y - words.height / 2
    for text, step, looks in rows:
        _write(axes, (x, top + step / 2), text, ha="center", **looks)
        top += step


def _write(axes: Axes, place: Point, text: str, **looks: Any) -> None:
    """Write plain text, in which a dollar sign begins no formula."""
    usual: dict[str, Any] = {"color": INK, "va": "center", "parse_math": False}
    axes.text(*place, text, **(usual | looks))
