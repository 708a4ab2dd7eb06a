"""Where everything lies in a radar chart, whoever draws it: matplotlib a figure, or this package a chart for a page."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass

from softskills.scale import HIGHEST

LABEL_SIZE = 13.0
"""Of the names of axes, in points."""


@dataclass(frozen=True)
class Measures:
    """Sizes in points, 1/72 inch: they are the user units of an SVG as well."""

    width: float
    height: float
    radius: float
    label_characters: int
    label_line: float
    label_gap: float
    ring_size: float

    @property
    def centre(self) -> tuple[float, float]:
        """From the left and from the top."""
        return self.width / 2, self.height / 2

    @property
    def unit(self) -> float:
        """Length of one rating point."""
        return self.radius / HIGHEST


ROOMY = Measures(440, 336, 102, label_characters=14, label_line=15.5, label_gap=12, ring_size=10)
"""Twelve axes with long names have room in it."""

NARROW = Measures(340, 290, 88, label_characters=12, label_line=14.5, label_gap=11, ring_size=13)
"""No wider than a phone's screen, so that names and numbers keep their size there: 12 pixels or more at 320."""


def angles(count: int) -> list[float]:
    """The angles of so many axes, in radians clockwise from the top."""
    return [math.tau * index / count for index in range(count)]


def label_lines(name: str, measures: Measures) -> list[str]:
    """The lines that the name of an axis is written in."""
    return textwrap.wrap(name, measures.label_characters, break_long_words=False) or [""]


def first_line(angle: float, count: int, measures: Measures) -> float:
    """How far above its place, in points, the first of so many lines of an axis's name stands.

    Of the whole block, the side that faces the centre is at the gap: on top its lower edge, at the sides its middle.
    """
    return (count - 1 + count * math.cos(angle)) * measures.label_line / 2
