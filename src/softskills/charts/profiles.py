"""What every chart shows: up to three profiles of ratings over the same named axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from softskills.scale import HIGHEST, LOWEST

FEWEST_AXES, MOST_AXES = 1, 12


@dataclass(frozen=True)
class Profile:
    """One set of ratings, such as a learner's at one moment: for every axis 1 to 5, or None where it is not rated."""

    name: str
    values: Sequence[float | None]

    @property
    def is_rated(self) -> bool:
        """Whether it has any rating at all."""
        return any(value is not None for value in self.values)


@dataclass(frozen=True)
class Style:
    """How the profile at one position looks: colour, dash and marker each suffice to tell it from the others."""

    colour: str
    dash: tuple[float, ...]  # lengths of strokes and spaces in multiples of the line width; empty is unbroken
    marker: str  # as matplotlib names it
    size: float  # of the marker, in points


STYLES = (
    Style("#0072B2", (), "o", 9.5),
    Style("#D55E00", (5, 2), "s", 7),
    Style("#009E73", (1, 1.5), "^", 6),
)
"""Blue, vermillion and bluish green of Okabe and Ito (2008), by position: those three of its eight colours that stand
out from a white page and from a dark one by 3:1 or more. Later markers are smaller, so that equal ratings show all."""


def check(axes: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Raise ValueError, in words that say what to change, when these cannot be shown in one chart."""
    if not FEWEST_AXES <= len(axes) <= MOST_AXES:
        raise ValueError(f"A chart needs {FEWEST_AXES} to {MOST_AXES} axes, not {len(axes)}.")
    if not 1 <= len(profiles) <= len(STYLES):
        raise ValueError(f"A chart shows 1 to {len(STYLES)} profiles, not {len(profiles)}: more cannot be told apart.")
    for profile in profiles:
        if len(profile.values) != len(axes):
            count = f"{len(profile.values)} values for {len(axes)} axes"
            raise ValueError(f"The profile {profile.name!r} has {count}; put None where nothing is rated.")
        for axis, value in zip(axes, profile.values, strict=True):
            if value is not None and not LOWEST <= value <= HIGHEST:
                scale = f"ratings go from {LOWEST} to {HIGHEST}, and None means not rated"
                raise ValueError(f"The profile {profile.name!r} has {value} for {axis!r}; {scale}.")


def describe(axes: Sequence[str], profiles: Sequence[Profile], kind: str = "Radar chart") -> str:
    """The same figures in words, as the text alternative of a chart. Raises ValueError as the charts do.

    Profiles without any rating are left out, and axes without any are named at the end.
    """
    check(axes, profiles)
    shown = [profile for profile in profiles if profile.is_rated]
    count = "1 competency" if len(axes) == 1 else f"{len(axes)} competencies"
    opening = f"{kind} of {count}, {LOWEST} to {HIGHEST}."
    if not shown:
        return f"{opening} Nothing is rated yet."
    rated = [any(profile.values[index] is not None for profile in shown) for index in range(len(axes))]
    sentences = [
        f"{axis}: {', '.join(f'{profile.name} {_words(profile.values[index])}' for profile in shown)}."
        for index, axis in enumerate(axes)
        if rated[index]
    ]
    unrated = ", ".join(compress(axes, (not one for one in rated)))
    return " ".join([opening, *sentences, *([f"Not rated: {unrated}."] if unrated else [])])


def _words(value: float | None) -> str:
    return "not rated" if value is None else f"{round(value, 2):g}"
