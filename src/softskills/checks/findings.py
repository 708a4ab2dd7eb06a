"""What a check finds, and how it is told to people and machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from softskills.checks.material import Passage

Severity = Literal["error", "warning"]


class Hit(NamedTuple):
    """Where a rule is broken, and how: what the rule itself knows. `file` is relative to the course's root."""

    file: Path
    line: int | None
    id: str | None
    message: str
    remedy: str


def hit_in(passage: Passage, offset: int, message: str, remedy: str) -> Hit:
    """A breach at one place of a text."""
    return Hit(passage.file, passage.line_at(offset), passage.id, message, remedy)


@dataclass(frozen=True)
class Finding:
    """One thing to mend, with the code of the rule that found it. Errors stop, warnings do not."""

    code: str
    severity: Severity
    file: Path
    line: int | None
    id: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file.as_posix()}:{self.line}" if self.line else self.file.as_posix()
        name = f" {self.id}:" if self.id else ""
        return f"{where}:{name} {self.code} {self.message}. {self.remedy}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"file": self.file.as_posix()}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, by file, line and code."""
    return sorted(set(findings), key=lambda one: (one.file.as_posix(), one.line or 0, one.code, one.id or "", str(one)))
