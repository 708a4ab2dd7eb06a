"""The figures of a radar chart as a sorted dot plot, in which lengths can be compared along one common scale."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from softskills.charts.output import Chart, settings
from softskills.charts.profiles import STYLES, Profile, Style, check, describe
from softskills.charts.radar import GRID, POINTS, TEXT
from softskills.scale import HIGHEST, LEVELS, LOWEST

# Sizes in points, 1/72 inch.
WIDTH, ROW, MARGIN = 470.0, 32.0, 60.0
NAMES_WIDTH, NOTES_WIDTH = 165.0, 100.0
NAME_CHARACTERS, NOTE_CHARACTERS = 24, 18
NAME_SIZE, NOTE_SIZE, DOT_SIZE = 11.0, 9.0, 7.0
DODGE = 0.24
"""Between the profiles in one row, as a share of the row, so that equal ratings do not hide each other."""


def dot_plot_figure(axes: Sequence[str], profiles: Sequence[Profile]) -> Figure:
    """Draw the same figures as `radar_figure`, one row for each axis, on a transparent background.

    The highest value of the last profile that has any rating is on top; what that one leaves unrated comes last, in the
    order of the axes. A row says what is not rated in it. Raises ValueError as `radar_figure` does.
    """
    check(axes, profiles)
    height = ROW * len(axes) + MARGIN
    left, width = NAMES_WIDTH / WIDTH, (WIDTH - NAMES_WIDTH - NOTES_WIDTH) / WIDTH
    with settings():
        figure = Chart(figsize=(WIDTH / POINTS, height / POINTS), facecolor="none")
        plot = figure.add_axes((left, MARGIN / height, width, ROW * len(axes) / height), facecolor="none")
        order = sorted_axes(profiles, len(axes))
        _draw_rows(plot, [axes[index] for index in order])
        shown = [(profile, style) for profile, style in zip(profiles, STYLES, strict=False) if profile.is_rated]
        for place, (profile, style) in enumerate(shown):
            _draw_dots(plot, profile, style, order, (place - (len(shown) - 1) / 2) * DODGE)
        for row, index in enumerate(order):
            note = _note([profile for profile, _ in shown], index)
            where = plot.get_yaxis_transform()
            plot.text(1.06, row, note, transform=where, va="center", fontsize=NOTE_SIZE, color=TEXT)
        if shown:
            figure.legend(loc="lower center", ncols=len(shown), frameon=False, labelcolor=TEXT, fontsize=NAME_SIZE)
    figure.alternative = describe(axes, profiles, "Dot plot")
    return figure


def _draw_rows(plot: Axes, names: Sequence[str]) -> None:
    rows = range(len(names))
    plot.set_xlim(LOWEST, HIGHEST)
    plot.set_ylim(len(names) - 0.5, -0.5)
    plot.set_xticks(LEVELS)
    plot.set_yticks(rows, [textwrap.fill(name, NAME_CHARACTERS) for name in names])
    plot.tick_params(length=0, pad=12, labelsize=NAME_SIZE, labelcolor=TEXT)
    plot.grid(axis="x", color=GRID, linewidth=0.6)
    plot.hlines(rows, LOWEST, HIGHEST, colors=GRID, linewidths=0.6, linestyles="dotted", clip_on=False)
    plot.set_axisbelow(True)
    plot.spines[:].set_visible(False)


def _draw_dots(plot: Axes, profile: Profile, style: Style, order: Sequence[int], dodge: float) -> None:
    rated = [(value, row) for row, index in enumerate(order) if (value := profile.values[index]) is not None]
    plot.plot(
        [value for value, _ in rated],
        [row + dodge for _, row in rated],
        label=profile.name,
        linestyle="none",
        color=style.colour,
        marker=style.marker,
        markersize=DOT_SIZE,
        clip_on=False,
    )


def sorted_axes(profiles: Sequence[Profile], count: int) -> list[int]:
    """Positions of the axes from the highest to the lowest value of the last profile with ratings, unrated last."""
    rated = [profile for profile in profiles if profile.is_rated]
    values = rated[-1].values if rated else [None] * count
    return sorted(range(count), key=lambda index: -(values[index] or 0))


def _note(shown: Sequence[Profile], index: int) -> str:
    """What is not rated in a row, in words; empty when all of it is."""
    missing = [profile.name for profile in shown if profile.values[index] is None]
    if len(missing) == len(shown):
        return "not rated"
    return textwrap.fill(f"not rated: {', '.join(missing)}", NOTE_CHARACTERS) if missing else ""
