"""Whose turn it is to grade: `softskills grade` works alone on a course."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

LOCK = ".grading.lock"
SECONDS = 2.0
"""For so long a class waits for its turn. A look at whose turn it is takes the lock for a moment."""


class NotNow(SystemExit):
    """The course is being graded by a `softskills grade`. Of all errors, nbgrader stops only at a SystemExit."""

    def __init__(self) -> None:
        super().__init__(
            "Stopped, because this course is being graded by a `softskills grade`. Marks are kept. Wait until it is "
            "done, then try again."
        )


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Grade the course in `root` within the block, and keep all others out. Raises NotNow."""
    lock = portalocker.Lock(root / LOCK, timeout=SECONDS)
    try:
        lock.acquire()
    except portalocker.AlreadyLocked:
        raise NotNow from None
    try:
        yield
    finally:
        lock.release()


def require_turn(root: Path) -> None:
    """Raise NotNow when a class is being graded at this moment."""
    if not (root / LOCK).exists():
        return
    flags = portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.Lock(root / LOCK, fail_when_locked=True, flags=flags).acquire().close()
    except portalocker.AlreadyLocked:
        raise NotNow from None
