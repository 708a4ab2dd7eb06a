"""A radar chart that a page can change by itself: drawn once by matplotlib, then redrawn by moving its vertices.

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
from dataclasses import asdict, dataclass
from typing import Any
from xml.etree import ElementTree as ET

from softskills.charts.output import rendered, settings
from softskills.charts.profiles import STYLES, Profile, Style, check
from softskills.charts.radar import LABEL_SIZE, NARROW, angles, draw

SVG = "{http://www.w3.org/2000/svg}"
GRID_OPACITY = 0.4
LINE_WIDTH = 2

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
        x, y = self.centre
        radii = [None if value is None else self.unit * value for value in values]
        return [
            None if radius is None else (x + radius * math.sin(angle), y - radius * math.cos(angle))
            for radius, angle in zip(radii, self.angles, strict=True)
        ]

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
    with settings():
        figure, lines = draw(axes, profiles, NARROW)
    for line, place in zip(lines, places, strict=True):
        line.set_gid(place.group)
    drawn = ET.fromstring(rendered(figure, "svg"))  # noqa: S314 - matplotlib drew it just now
    return LiveRadar(_page_svg(drawn, places), NARROW.centre, NARROW.unit, tuple(angles(len(axes))), places)


def _slot(prefix: str, key: str, label: str, style: Style) -> Slot:
    group = f"{prefix}-{key}"
    dash = " ".join(f"{LINE_WIDTH * length:g}" for length in style.dash)
    return Slot(key, label, group, f"{group}-line", f"{group}-markers", f"{group}-marker", style.colour, dash)


def _page_svg(drawn: ET.Element, slots: Sequence[Slot]) -> str:
    """What matplotlib drew, put together anew for a page: its shapes and places, the page's colours, no spare parts."""
    root = ET.Element(
        "svg", {"xmlns": SVG[1:-1], "viewBox": f"0 0 {NARROW.width:g} {NARROW.height:g}", "class": "ss-radar"}
    )
    root.set("role", "img")
    grid = ET.SubElement(root, "g", {"fill": "none", "stroke": "currentColor", "stroke-width": "0.6"})
    grid.set("stroke-opacity", str(GRID_OPACITY))
    for axis in ("matplotlib.axis_1", "matplotlib.axis_2"):
        for path in _group(drawn, axis).iter(f"{SVG}path"):
            ET.SubElement(grid, "path", d=_short(path.attrib["d"]))
    for slot in slots:
        _add_slot(root, _group(drawn, slot.group), slot)
    # The words come last, on top of the lines.
    words = ET.SubElement(root, "g", {"fill": "currentColor", "font-size": f"{LABEL_SIZE:g}"})
    for text in drawn.iter(f"{SVG}text"):
        style = _declarations(text)
        place = {"x": _short(text.attrib["x"]), "y": _short(text.attrib["y"]), "text-anchor": style["text-anchor"]}
        ET.SubElement(words, "text", place).text = text.text
    return ET.tostring(root, encoding="unicode")


def _add_slot(root: ET.Element, drawn: ET.Element, slot: Slot) -> None:
    group = ET.SubElement(root, "g", id=slot.group)
    line = {"id": slot.line, "d": " ".join(drawn[0].attrib["d"].split()), "fill": "none", "stroke": slot.colour}
    line["stroke-width"] = str(LINE_WIDTH)
    if slot.dash:
        line["stroke-dasharray"] = slot.dash
    ET.SubElement(group, "path", line)
    shape = _found(drawn, f"{SVG}defs/{SVG}path")
    ET.SubElement(ET.SubElement(group, "defs"), "path", id=slot.marker, d=_short(shape.attrib["d"]))
    markers = ET.SubElement(group, "g", id=slot.markers, fill=slot.colour, stroke=slot.colour)
    for use in drawn.iter(f"{SVG}use"):
        ET.SubElement(markers, "use", href=f"#{slot.marker}", x=use.attrib["x"], y=use.attrib["y"])


def _group(drawn: ET.Element, name: str) -> ET.Element:
    return _found(drawn, f".//{SVG}g[@id='{name}']")


def _found(drawn: ET.Element, path: str) -> ET.Element:
    found = drawn.find(path)
    if found is None:
        raise LookupError(f"matplotlib drew nothing at {path}")
    return found


def _declarations(element: ET.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in element.attrib["style"].split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _short(numbers: str) -> str:
    """Path data or a coordinate to two decimals, a hundredth of a user unit, without line ends."""
    rounded = re.sub(r"-?\d+\.\d+", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), numbers)
    return " ".join(rounded.split())
