"""The course's icon in the sizes that browsers want, and the picture that goes with a link to the course.

They are drawn from `icon.svg`, which holds rectangles, circles, and paths of straight lines.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch
from matplotlib.path import Path as Line

ICON = Path(__file__).parent / "icon.svg"
ICONS = {180: "icon-180.png", 192: "icon-192.png", 512: "icon-512.png"}
"""By their width and height in pixels: the first for iOS, the others for whoever installs the course."""
SOCIAL = "social.png"
"""1200 by 630 pixels."""
PAPER, INK = "#faf6ef", "#2a2622"
"""The theme's colours, for pictures, which have no style sheet."""


def write_icons(folder: Path, icon: Path = ICON) -> None:
    """Write the icon as it is, and in pixels."""
    (folder / "icon.svg").write_bytes(icon.read_bytes())
    for size, name in ICONS.items():
        figure = Figure(figsize=(1, 1), dpi=size)
        _draw(figure, icon, (0, 0, 1, 1))
        _save(figure, folder / name)


def write_social(folder: Path, title: str, about: str, icon: Path = ICON) -> None:
    """Write the picture that goes with a link: the icon, the course's name, and what it is about."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=PAPER)
    _draw(figure, icon, (0.07, 0.6, 0.14, 0.14 * 1200 / 630))
    lines = textwrap.wrap(title, 26)[:2]
    figure.text(0.07, 0.5, "\n".join(lines), size=48, weight="bold", color=INK, va="top", family="DejaVu Serif")
    below = 0.5 - 0.14 * len(lines) - 0.02
    figure.text(0.07, below, "\n".join(textwrap.wrap(about, 58)[:3]), size=21, color=INK, va="top", linespacing=1.5)
    _save(figure, folder / SOCIAL)


def _draw(figure: Figure, icon: Path, place: tuple[float, float, float, float]) -> None:
    root = Xml.parse(icon).getroot()  # noqa: S314 - a file of the course or of this package
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    axes = figure.add_axes(place)
    axes.set(xlim=(left, left + width), ylim=(top + height, top))
    axes.axis("off")
    for patch in _patches(root):
        axes.add_patch(patch)


def _patches(root: Xml.Element) -> Iterator[Patch]:
    """The shapes of an icon. Raises ValueError for one that it may not hold."""
    for element in root:
        shape = element.tag.rpartition("}")[2]
        look: dict[str, Any] = {"facecolor": element.attrib["fill"], "edgecolor": "none"}
        if shape == "rect":
            x, y, width, height, rx = (float(element.get(name, 0)) for name in ("x", "y", "width", "height", "rx"))
            style = f"round,pad=0,rounding_size={rx}" if rx else "square,pad=0"
            yield FancyBboxPatch((x, y), width, height, boxstyle=style, **look)
        elif shape == "circle":
            x, y, radius = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
            yield Circle((x, y), radius, **look)
        elif shape == "path" and re.fullmatch(r"(?:[ML]\s*[-\d.]+[\s,]+[-\d.]+\s*|Z\s*)+", element.attrib["d"]):
            steps = re.findall(r"([ML])\s*([-\d.]+)[\s,]+([-\d.]+)", element.attrib["d"])
            codes = [Line.MOVETO if kind == "M" else Line.LINETO for kind, _, _ in steps]
            yield PathPatch(Line([(float(x), float(y)) for _, x, y in steps], codes), **look)
        else:
            raise ValueError(f"an icon holds rect, circle, and path of M, L and Z; this one holds {shape}")


def _save(figure: Figure, file: Path) -> None:
    FigureCanvasAgg(figure)
    figure.savefig(file, transparent=figure.get_facecolor() == (1, 1, 1, 1), metadata={"Software": None})
