"""Models that are frozen and strict: a number where text is due is a fault, and so is a field that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""Lower-case words and digits joined by single hyphens: safe in file names, HTML ids and JSON keys."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class FaultAt(NamedTuple):
    """A fault that shows only when an entry is seen as a whole. `at` is where it stands inside that entry."""

    message: str
    at: tuple[str | int, ...]

    def within(self, *place: str | int) -> FaultAt:
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
