"""What is wrong in a file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a content file. `line` counts from 1 and is None where the format has none."""

    file: Path
    line: int | None
    id: str | None
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {self.id}: {self.message}" if self.id else f"{where}: {self.message}"


class ContentError(ValueError):
    """Content cannot be used. `faults` holds every fault that was found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
