"""Of whom everything was deleted: their ids as checksums, so that they do not come back unasked.

The list is a file in the course's folder, and not in the gradebook: there a restored gradebook would lose it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

REMOVED = "removed-learners.json"
READMIT = "softskills learner readmit"


def is_removed(root: Path, student: str) -> bool:
    """Whether everything of this learner was deleted, and they were not let in again. Raises ValueError, when the list
    is damaged.
    """
    return _mark(student) in removed(root)


def removed(root: Path) -> set[str]:
    """The whole list. Raises ValueError, when it is damaged."""
    file = root / REMOVED
    if not file.exists():
        return set()
    try:
        found = json.loads(file.read_text("utf-8"))
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ValueError("it is no list")
    except (ValueError, OSError) as error:
        raise ValueError(f"{file} cannot be read ({error}). It says who was deleted. Take it from a backup.") from error
    return set(found)


def note_removed(root: Path, student: str) -> None:
    """Keep this learner out from now on."""
    keep(root, removed(root) | {_mark(student)})


def readmit(root: Path, student: str) -> bool:
    """Let a learner in again. Says whether they had been kept out."""
    was = removed(root)
    keep(root, was - {_mark(student)})
    return _mark(student) in was


def keep(root: Path, marks: set[str]) -> None:
    """Write the list as a whole."""
    if not marks and not (root / REMOVED).exists():
        return
    new = root / f".{REMOVED}.new"
    new.write_text(json.dumps(sorted(marks), indent=1) + "\n", "ascii")
    new.replace(root / REMOVED)


def _mark(student: str) -> str:
    return sha256(f"softskills removed {student}".encode("utf-8", "surrogatepass")).hexdigest()
