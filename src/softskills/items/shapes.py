"""What the shapes of all content share: their kinds of text, and how a fault in an entry is told.

Models are frozen and strict: a number where text is due is a fault, and so is a field that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from softskills.scale import HIGHEST, LOWEST

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words and digits joined by single hyphens: safe in file names, HTML ids and JSON keys."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Effectiveness = Annotated[int, Field(ge=LOWEST, le=HIGHEST)]


class FaultAt(NamedTuple):
    """A fault that shows only when an entry is seen as a whole. `at` is where it stands inside that entry."""

    message: str
    at: tuple[str, ...]

    def within(self, *place: str) -> FaultAt:
        """The same fault, as it stands in an entry that holds this one at `place`."""
        return FaultAt(self.message, (*place, *self.at))


class Unsound(ValueError):
    """An entry whose fields are sound one by one, and do not fit each other. `faults` holds every such fault."""

    def __init__(self, faults: list[FaultAt]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))


class Model(BaseModel):
    """Common to all content: immutable, no unknown fields, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def faults(self) -> Iterable[FaultAt]:
        """What is wrong with this entry as a whole, once each of its fields is sound."""
        return ()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if faults := list(self.faults()):
            raise Unsound(faults)
        return self


class Situation(Model):
    """What every scenario begins with: a moment at work, and what the learner is asked."""

    id: Identifier
    title: Text
    stem: Text
    question: Text


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
