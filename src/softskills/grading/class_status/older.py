"""Marks that were given by another key than the one of today: what is said of them, and what to do."""

from __future__ import annotations

from softskills.phrases import counted


def older_marks(assignment: str, older: int, unknown: int) -> list[str]:
    """Sentences on submissions whose marks were given by another key, and on those of which nobody noted by which."""
    do = f"To grade again by the key of today: softskills grade {assignment} --force"
    lines = []
    if older:
        lines.append(f"{counted(older, 'mark')} {_are(older)} older than the key, and {_are(older)} as before. {do}")
    if unknown:
        lines.append(f"Of {counted(unknown, 'mark')} nobody noted by which key. {do}")
    return lines


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
