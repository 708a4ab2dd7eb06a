"""The radar chart that a page can change, as matplotlib draws it: in the book, and wherever the extra `figures` is.

What `softskills.charts.live` writes without it lies in the same places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from softskills.charts.live import GRID_OPACITY, LINE_WIDTH, LiveRadar, Slot, live_radar
from softskills.charts.measures import LABEL_SIZE, NARROW
from softskills.charts.output import rendered, settings
from softskills.charts.profiles import Profile
from softskills.charts.radar import draw

SVG = "{http://www.w3.org/2000/svg}"


def drawn_radar(axes: Sequence[str], slots: Mapping[str, str], prefix: str) -> LiveRadar:
    """As `live_radar`, drawn by matplotlib. Raises ValueError as that does."""
    chart = live_radar(axes, slots, prefix)
    with settings():
        figure, lines = draw(axes, [Profile(slot.label, [3.0] * len(axes)) for slot in chart.slots], NARROW)
    for line, slot in zip(lines, chart.slots, strict=True):
        line.set_gid(slot.group)
    drawn = ET.fromstring(rendered(figure, "svg"))  # noqa: S314 - matplotlib drew it just now
    return replace(chart, svg=_page_svg(drawn, chart.slots))


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
