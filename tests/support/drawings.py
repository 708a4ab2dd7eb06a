"""Reading what matplotlib drew: the paths and places in a chart's SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from softskills.charts.output import rendered
from softskills.charts.profiles import STYLES

SVG = "{http://www.w3.org/2000/svg}"


def drawn(figure: Figure) -> list[tuple[str, list[tuple[float, float]]]]:
    """Of every profile with ratings, its path data and its markers' places, from a fresh SVG."""
    for index, line in enumerate(figure.axes[0].get_lines()):
        line.set_gid(f"profile-{index}")
    svg = ET.fromstring(rendered(figure, "svg"))
    found = []
    for index in range(len(STYLES)):
        group = svg.find(f".//{SVG}g[@id='profile-{index}']")
        uses = [] if group is None else list(group.iter(f"{SVG}use"))
        if group is not None and uses:
            places = [(float(use.attrib["x"]), float(use.attrib["y"])) for use in uses]
            found.append((group[0].attrib["d"], places))
    return found


def drawn_lines(figure: Figure) -> list[list[tuple[float, float]]]:
    return [vertices(path) for path, _ in drawn(figure)]


def vertices(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML] (\S+) (\S+)", path)]


def commands(path: str) -> str:
    return "".join(re.findall("[A-Za-z]", path))


def flat(points: Iterable[tuple[float, float]]) -> list[float]:
    return [number for point in points for number in point]
