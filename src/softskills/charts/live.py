"""A radar chart that a page can change by itself: drawn once, then redrawn by moving its vertices.

In the book matplotlib draws it (`softskills.charts.drawn`). Here it's written without matplotlib, which a learner's
small install doesn't have. Everything in it lies where matplotlib draws it; a test holds the two together.

How a front end uses what `LiveRadar.content` holds:

- Put `svg` into the page once, give it an `aria-label` with the figures in words (as `describe` puts them), and draw
  every profile before it is seen: it comes with all ratings at 3. The legend is not in it; a line sample is
  `<path d="M0 0H40" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}">`, and its marker
  `<use href="#{marker}" x="20" fill="{colour}" stroke="{colour}">`.
- Rating `v` on axis `i` lies at `x = centre[0] + unit * v * sin(angles[i])` and
  `y = centre[1] - unit * v * cos(angles[i])`.
- A profile's line is the element `line`: set its `d` to one run of `M x y L x y ...` for each run of rated axes, going
  round from the last axis to the first when both are rated. The simple rule: go through the axes in order and then
  through the first again; skip what is not rated; write `L` when the axis before was rated, else `M`.
- A profile's markers are the children of the element `markers`, one `use` for each axis, in order: set `x` and `y`, or
  hide it with `display="none"` when the axis is not rated.
- To hide a whole profile, hide its element `group`.

Everything but the profiles is drawn in the page's text colour, and the text has no font of its own. All looks are
presentation attributes, which any rule of a style sheet outdoes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from xml.etree import ElementTree as ET

from softskills.charts.measures import LABEL_SIZE, NARROW, angles, first_line, label_lines
from softskills.charts.profiles import STYLES, Profile, Style, check
from softskills.scale import HIGHEST, LEVELS

GRID_OPACITY = 0.4
LINE_WIDTH = 2
BASELINE = 0.38
"""How far below the middle of a line its letters stand, in sizes of the font."""
ABOVE_RING = 3.12
"""How far the number of a ring stands above it."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Slot:
    """Where one profile lives in the SVG: ids of its elements, and how it looks, for a legend."""

    key: str
    label: str
    group: str
    line: str
    markers: str
    marker: str
    colour: str
    dash: str  # as stroke-dasharray has it, in user units; empty is unbroken


@dataclass(frozen=True)
class LiveRadar:
    """The drawn chart and the measures that say where a rating lies in it, all in user units of the SVG."""

    svg: str
    centre: Point  # from the left, from the top
    unit: float  # length of one rating point
    angles: tuple[float, ...]  # of the axes, in radians clockwise from the top
    slots: tuple[Slot, ...]

    def points(self, values: Sequence[float | None]) -> list[Point | None]:
        """Where the markers of these ratings lie; None where there is none."""
        pairs = zip(self.angles, values, strict=True)
        return [None if value is None else _place(self, angle, value) for angle, value in pairs]

    def path(self, values: Sequence[float | None]) -> str:
        """The `d` of the line through these ratings, with a gap where there is none."""
        points = self.points(values)
        steps = []
        before = None
        for point in [*points, points[0]]:
            if point is not None:
                steps.append(f"{'L' if before else 'M'} {point[0]:.6f} {point[1]:.6f}")
            before = point
        return " ".join(steps)

    def content(self) -> dict[str, Any]:
        """All of it as plain data for a front end: svg, centre, unit, angles, and slots as mappings."""
        return asdict(self)


def live_radar(axes: Sequence[str], slots: Mapping[str, str], prefix: str) -> LiveRadar:
    """Draw a chart with one place for every slot, given as key and label, in the order of `STYLES`.

    Ids in the SVG are "{prefix}-{key}" for a group, with "-line", "-markers" and "-marker" added for what is in it.
    Charts on one page need different prefixes. Raises ValueError for a prefix or key that makes no id, and as
    `radar_figure` does.
    """
    if not re.fullmatch(r"[a-z][a-z0-9-]*", prefix):
        raise ValueError(f"The prefix {prefix!r} must be lower-case letters, digits and hyphens, a letter first.")
    for key in slots:
        if not re.fullmatch(r"[a-z0-9]+", key):
            raise ValueError(f"The slot key {key!r} must be lower-case letters and digits.")
    profiles = [Profile(label, [3.0] * len(axes)) for label in slots.values()]
    check(axes, profiles)
    places = tuple(_slot(prefix, key, label, style) for (key, label), style in zip(slots.items(), STYLES, strict=False))
    empty = LiveRadar("", NARROW.centre, NARROW.unit, tuple(angles(len(axes))), places)
    return replace(empty, svg=_svg(axes, empty))


def _slot(prefix: str, key: str, label: str, style: Style) -> Slot:
    group = f"{prefix}-{key}"
    dash = " ".join(f"{LINE_WIDTH * length:g}" for length in style.dash)
    return Slot(key, label, group, f"{group}-line", f"{group}-markers", f"{group}-marker", style.colour, dash)


def _svg(axes: Sequence[str], chart: LiveRadar) -> str:
    root = ET.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {NARROW.width:g} {NARROW.height:g}"}
    )
    root.attrib |= {"class": "ss-radar", "role": "img"}
    _add_grid(root, chart)
    for slot, style in zip(chart.slots, STYLES, strict=False):
        _add_slot(root, chart, slot, style)
    # The words come last, on top of the lines.
    words = ET.SubElement(root, "g", {"fill": "currentColor", "font-size": f"{LABEL_SIZE:g}"})
    for ring in LEVELS:
        x, y = _place(chart, math.pi / len(axes), ring)  # between the first axis and the second
        _add_text(words, x, y - ABOVE_RING, "start", str(ring))
    for name, angle in zip(axes, chart.angles, strict=True):
        _add_name(words, chart, name, angle)
    return ET.tostring(root, encoding="unicode")


def _add_grid(root: ET.Element, chart: LiveRadar) -> None:
    grid = ET.SubElement(root, "g", {"fill": "none", "stroke": "currentColor", "stroke-width": "0.6"})
    grid.set("stroke-opacity", str(GRID_OPACITY))
    (x, y) = chart.centre
    for angle in chart.angles:
        end = _place(chart, angle, HIGHEST)
        ET.SubElement(grid, "path", d=f"M {_short(x)} {_short(y)} L {_short(end[0])} {_short(end[1])}")
    for ring in LEVELS:
        ET.SubElement(grid, "circle", cx=_short(x), cy=_short(y), r=_short(ring * chart.unit))


def _add_slot(root: ET.Element, chart: LiveRadar, slot: Slot, style: Style) -> None:
    ratings = [3.0] * len(chart.angles)
    group = ET.SubElement(root, "g", id=slot.group)
    line = {"id": slot.line, "d": chart.path(ratings), "fill": "none", "stroke": slot.colour}
    line["stroke-width"] = str(LINE_WIDTH)
    if slot.dash:
        line["stroke-dasharray"] = slot.dash
    ET.SubElement(group, "path", line)
    ET.SubElement(ET.SubElement(group, "defs"), "path", id=slot.marker, d=_shape(style))
    markers = ET.SubElement(group, "g", id=slot.markers, fill=slot.colour, stroke=slot.colour)
    for point in filter(None, chart.points(ratings)):
        ET.SubElement(markers, "use", href=f"#{slot.marker}", x=f"{point[0]:.6f}", y=f"{point[1]:.6f}")


def _shape(style: Style) -> str:
    """The marker around the origin, named as matplotlib names it."""
    r = _short(style.size / 2)
    match style.marker:
        case "o":
            return f"M 0 {r} A {r} {r} 0 0 0 0 -{r} A {r} {r} 0 0 0 0 {r} z"
        case "s":
            return f"M -{r} {r} L {r} {r} L {r} -{r} L -{r} -{r} z"
        case "^":
            return f"M 0 -{r} L -{r} {r} L {r} {r} z"
    raise LookupError(f"There is no shape for the marker {style.marker!r}.")


def _add_name(words: ET.Element, chart: LiveRadar, name: str, angle: float) -> None:
    """Write an axis's name outside the rings, line by line."""
    x, y = _place(chart, angle, HIGHEST + NARROW.label_gap / NARROW.unit)
    right = math.sin(angle)
    anchor = "middle" if abs(right) < 0.1 else "start" if right > 0 else "end"
    lines = label_lines(name, NARROW)
    top = y - first_line(angle, len(lines), NARROW) + BASELINE * LABEL_SIZE
    for number, line in enumerate(lines):
        _add_text(words, x, top + number * NARROW.label_line, anchor, line)


def _add_text(words: ET.Element, x: float, y: float, anchor: str, text: str) -> None:
    ET.SubElement(words, "text", {"x": _short(x), "y": _short(y), "text-anchor": anchor}).text = text


def _place(chart: LiveRadar, angle: float, value: float) -> Point:
    x, y = chart.centre
    return x + chart.unit * value * math.sin(angle), y - chart.unit * value * math.cos(angle)


def _short(number: float) -> str:
    """To two decimals, a hundredth of a user unit."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
