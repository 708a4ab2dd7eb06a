"""What the shapes of all items share: letters, effectiveness, and the faults of a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from softskills.scale import HIGHEST, LOWEST
from softskills.sources import FaultAt, Identifier, Model, Text

Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Effectiveness = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]


class Situation(Model):
    """What every scenario begins with: a moment at work, and what the learner is asked.

    `goal`: what the learner is after, if it is said apart from the question; `contrast`: the id of the contrast set
    that this is a situation of, which only the set itself sets.
    """

    id: Identifier
    title: Text
    stem: Text
    question: Text
    goal: Text | None = None
    contrast: Identifier | None = None


class AuthorKey(Model):
    """What the key of every scenario says besides its numbers. It is one author's reasoned judgement, not a validated
    or expert-agreed scale.

    `turns_on`: the one fact on which the best answer rests; `rationale`: why it is the best.
    """

    turns_on: Text
    rationale: Text


def best_and_worst_faults(effectiveness: Mapping[str, int], *at: str) -> Iterator[FaultAt]:
    """The fault of values without exactly one highest and one lowest, if they have it."""
    ordered = sorted(effectiveness.values())
    if len(ordered) < 2 or ordered[0] == ordered[1] or ordered[-1] == ordered[-2]:
        yield FaultAt("effectiveness must have exactly one highest and one lowest option", at)


def letter_faults(of: str, due: Mapping[str, object], keyed: Mapping[str, object]) -> Iterator[FaultAt]:
    """The fault of a key that has not exactly the letters that are `due`, if it has it; `of` says whose they are."""
    missing, unknown = sorted(due.keys() - keyed.keys()), sorted(keyed.keys() - due.keys())
    if missing or unknown:
        letters = f"missing letters {', '.join(missing) or 'none'}; unknown letters {', '.join(unknown) or 'none'}"
        yield FaultAt(f"the key does not match {of}: {letters}", tuple(unknown[:1]))
