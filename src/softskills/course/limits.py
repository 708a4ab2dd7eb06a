"""The numbers that a course holds its items to. The defaults are the engine's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from softskills.sources import Model

Share = Annotated[float, Field(ge=0, le=1)]


def _in_order(bounds: tuple[float, float]) -> tuple[float, float]:
    if bounds[0] > bounds[1]:
        raise ValueError("the least must come first, then the most")
    return bounds


# A list in YAML, which a strict model would not take for a tuple.
Range = Annotated[
    tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]], Field(strict=False), AfterValidator(_in_order)
]
Shares = Annotated[tuple[Share, Share], Field(strict=False), AfterValidator(_in_order)]


class ContrastLimits(Model):
    """Of contrast sets: of a single one first, then of all of them together, then of what readers made of them."""

    situation_words: Range = (30, 70)
    option_words: Range = (8, 25)
    feedback_words: Range = (20, 45)
    longest_to_shortest: Annotated[float, Field(ge=1)] = 1.25

    best_is_longest: Share = 0.25
    best_at_letter: Shares = (0.15, 0.35)
    courtesy_apart: Share = 0.15
    by_words_alone: Share = 0.35

    readers: Annotated[int, Field(ge=1)] = 2
    readers_agree: Share = 0.9
    by_options_alone: Share = 0.45
    obvious: Share = 0.25
    close_calls: Share = 0.2


class Limits(Model):
    """Of single items first, then of stories, then of all keyed sets of options together; contrast sets have
    theirs. `same_opening` is of the feedback of all.
    """

    title_words: Range = (2, 8)
    stem_words: Range = (50, 90)
    feedback_words: Range = (30, 60)
    longest_to_shortest: Annotated[float, Field(ge=1)] = 1.2
    reading_grade: Annotated[float, Field(gt=0)] | None = 9.0

    decisions: Range = (3, 5)
    endings: Annotated[int, Field(ge=1)] = 3
    endings_left: Annotated[int, Field(ge=1)] = 2

    best_is_longest: Share = 0.35
    best_at_letter: Shares = (0.15, 0.35)
    telling_times: Annotated[float, Field(ge=1)] = 3.0
    telling_at_least: Annotated[int, Field(ge=1)] = 5
    same_opening: Share = 0.05

    readers: Annotated[int, Field(ge=1)] = 2
    stems_alike: Annotated[float, Field(gt=0, le=100)] = 70.0

    contrast: ContrastLimits = ContrastLimits()
