"""A radar chart: axes in a fixed order, the first on top, the others clockwise, all from 1 to 5, centre 0.

Outlines without fill and no area score, because the area depends on the order of the axes; a missing rating is a gap
and not a zero. Show the dot plot or a table beside it. (Feldman 2013, doi 10.1007/s11205-012-0028-6; Albo et al. 2016,
doi 10.1109/TVCG.2015.2467322.)
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import cast

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.projections.polar import PolarAxes
from matplotlib.transforms import ScaledTranslation

from softskills.charts.output import Chart, settings
from softskills.charts.profiles import STYLES, Profile, Style, check, describe
from softskills.scale import HIGHEST, LEVELS

# Sizes in points, 1/72 inch: they are the user units of an SVG as well.
WIDTH, HEIGHT = 440.0, 336.0
LEGEND_LINE, LEGEND_CHARACTERS = 24.0, 30
"""Names that together have more characters than that stand below each other."""

RADIUS = 102.0
CENTRE = (WIDTH / 2, HEIGHT / 2)
"""From the left and from the top."""

UNIT = RADIUS / HIGHEST
"""Length of one rating point."""

LABEL_SIZE, LABEL_LINE, LABEL_GAP = 13.0, 15.5, 12.0
LABEL_CHARACTERS = 14
RING_SIZE = 10.0
GRID = "#8a8a8a"
TEXT = "#222222"
POINTS = 72


def angles(count: int) -> list[float]:
    """The angles of so many axes, in radians clockwise from the top."""
    return [math.tau * index / count for index in range(count)]


def radar_figure(axes: Sequence[str], profiles: Sequence[Profile]) -> Figure:
    """Draw one to three profiles over 1 to 12 axes, on a transparent background.

    Profiles look by their position as `STYLES` says; one without any rating has no place in the legend. Raises
    ValueError for more or fewer, and for a value outside 1 to 5.
    """
    check(axes, profiles)
    with settings():
        names = [profile.name for profile in profiles if profile.is_rated]
        rows = 1 if len("".join(names)) <= LEGEND_CHARACTERS else len(names)
        figure, lines = draw(axes, profiles, bottom=LEGEND_LINE * rows)
        if names:
            figure.legend(
                handles=[line for line, profile in zip(lines, profiles, strict=True) if profile.is_rated],
                loc="lower center",
                ncols=len(names) if rows == 1 else 1,
                frameon=False,
                labelcolor=TEXT,
                fontsize=LABEL_SIZE,
                handlelength=3.2,
                borderaxespad=0.3,
            )
    figure.alternative = describe(axes, profiles)
    return figure


def draw(axes: Sequence[str], profiles: Sequence[Profile], bottom: float = 0.0) -> tuple[Chart, list[Line2D]]:
    """The chart with one line for every profile and no legend. `bottom` is empty space below it, in points."""
    height = HEIGHT + bottom
    figure = Chart(figsize=(WIDTH / POINTS, height / POINTS), facecolor="none")
    left, top = CENTRE
    box = ((left - RADIUS) / WIDTH, (height - top - RADIUS) / height, 2 * RADIUS / WIDTH, 2 * RADIUS / height)
    plot = cast(PolarAxes, figure.add_axes(box, projection="polar", facecolor="none"))
    _draw_grid(plot, len(axes))
    for angle, name in zip(angles(len(axes)), axes, strict=True):
        _draw_label(figure, plot, angle, name)
    return figure, [_draw_profile(plot, *pair) for pair in zip(profiles, STYLES, strict=False)]


def _draw_grid(plot: PolarAxes, count: int) -> None:
    plot.set_theta_zero_location("N")
    plot.set_theta_direction(-1)
    plot.set_ylim(0, HIGHEST)
    plot.set_xticks(angles(count), [""] * count)
    plot.set_yticks(LEVELS)
    plot.set_rlabel_position(180 / count)
    plot.tick_params(axis="y", labelsize=RING_SIZE, labelcolor=TEXT)
    plot.grid(color=GRID, linewidth=0.6, clip_on=False)
    plot.spines["polar"].set_visible(False)  # the ring of 5 is there already


def _draw_label(figure: Figure, plot: PolarAxes, angle: float, name: str) -> None:
    """Write an axis's name outside the rings, line by line: so each is anchored in SVG, whatever the page's font is."""
    lines = textwrap.wrap(name, LABEL_CHARACTERS) or [""]
    right, up = math.sin(angle), math.cos(angle)
    horizontal = "center" if abs(right) < 0.1 else "left" if right > 0 else "right"
    # Of the whole block, the side that faces the centre is at the gap: on top its lower edge, at the sides its middle.
    first_line = (len(lines) - 1 + len(lines) * up) * LABEL_LINE / 2
    for number, line in enumerate(lines):
        shift = (first_line - number * LABEL_LINE) / POINTS
        plot.text(
            angle,
            HIGHEST + LABEL_GAP / UNIT,
            line,
            fontsize=LABEL_SIZE,
            color=TEXT,
            ha=horizontal,
            va="center_baseline",
            transform=plot.transData + ScaledTranslation(0, shift, figure.dpi_scale_trans),
        )


def _draw_profile(plot: PolarAxes, profile: Profile, style: Style) -> Line2D:
    count = len(profile.values)
    radii = [math.nan if value is None else value for value in profile.values]
    (line,) = plot.plot(
        [*angles(count), 0.0],
        [*radii, radii[0]],  # back to the first axis; a gap at either end leaves this part out
        label=profile.name,
        color=style.colour,
        linestyle=(0, style.dash) if style.dash else "solid",
        linewidth=2,
        solid_capstyle="butt",
        marker=style.marker,
        markersize=style.size,
        markevery=list(range(count)),
        clip_on=False,
    )
    return line
