"""A radar chart: axes in a fixed order, the first on top, the others clockwise, all from 1 to 5, centre 0.

Outlines without fill and no area score, because the area depends on the order of the axes; a missing rating is a gap
and not a zero. Show the dot plot or a table beside it. (Feldman 2013, doi 10.1007/s11205-012-0028-6; Albo et al. 2016,
doi 10.1109/TVCG.2015.2467322.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.projections.polar import PolarAxes
from matplotlib.transforms import ScaledTranslation

from softskills.charts.measures import LABEL_SIZE, ROOMY, Measures, angles, first_line, label_lines
from softskills.charts.output import Chart, settings
from softskills.charts.profiles import STYLES, Profile, Style, check, describe
from softskills.scale import HIGHEST, LEVELS

LEGEND_LINE, LEGEND_CHARACTERS = 24.0, 30
"""Names that together have more characters than that stand below each other."""

GRID = "#8a8a8a"
TEXT = "#222222"
POINTS = 72


def radar_figure(axes: Sequence[str], profiles: Sequence[Profile], measures: Measures = ROOMY) -> Figure:
    """Draw one to three profiles over 1 to 12 axes, on a transparent background.

    Profiles look by their position as `STYLES` says; one without any rating has no place in the legend. Raises
    ValueError for more or fewer, and for a value outside 1 to 5.
    """
    check(axes, profiles)
    with settings():
        names = [profile.name for profile in profiles if profile.is_rated]
        rows = 1 if len("".join(names)) <= LEGEND_CHARACTERS else len(names)
        figure, lines = draw(axes, profiles, measures, bottom=LEGEND_LINE * rows)
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


def draw(
    axes: Sequence[str], profiles: Sequence[Profile], measures: Measures, bottom: float = 0.0
) -> tuple[Chart, list[Line2D]]:
    """The chart with one line for every profile and no legend. `bottom` is empty space below it, in points."""
    width, height, radius = measures.width, measures.height + bottom, measures.radius
    figure = Chart(figsize=(width / POINTS, height / POINTS), facecolor="none")
    left, top = measures.centre
    box = ((left - radius) / width, (height - top - radius) / height, 2 * radius / width, 2 * radius / height)
    plot = cast(PolarAxes, figure.add_axes(box, projection="polar", facecolor="none"))
    _draw_grid(plot, len(axes), measures)
    for angle, name in zip(angles(len(axes)), axes, strict=True):
        _draw_label(figure, plot, angle, name, measures)
    return figure, [_draw_profile(plot, *pair) for pair in zip(profiles, STYLES, strict=False)]


def _draw_grid(plot: PolarAxes, count: int, measures: Measures) -> None:
    plot.set_theta_zero_location("N")
    plot.set_theta_direction(-1)
    plot.set_ylim(0, HIGHEST)
    plot.set_xticks(angles(count), [""] * count)
    plot.set_yticks(LEVELS)
    plot.set_rlabel_position(180 / count)
    plot.tick_params(axis="y", labelsize=measures.ring_size, labelcolor=TEXT)
    plot.grid(color=GRID, linewidth=0.6, clip_on=False)
    plot.spines["polar"].set_visible(False)  # the ring of 5 is there already


def _draw_label(figure: Figure, plot: PolarAxes, angle: float, name: str, measures: Measures) -> None:
    """Write an axis's name outside the rings, line by line: so each is anchored in SVG, whatever the page's font is."""
    lines = label_lines(name, measures)
    right, top = math.sin(angle), first_line(angle, len(lines), measures)
    horizontal = "center" if abs(right) < 0.1 else "left" if right > 0 else "right"
    for number, line in enumerate(lines):
        shift = (top - number * measures.label_line) / POINTS
        plot.text(
            angle,
            HIGHEST + measures.label_gap / measures.unit,
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
