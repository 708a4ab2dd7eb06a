"""The lock of a course: while `softskills grade` holds it, nobody else grades."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

LOCK = ".grading.lock"
SECONDS = 2.0
"""For so long a class waits for the lock. A look at whether it is free takes it for a moment."""


class Locked(SystemExit):
    """The course is being graded by a `softskills grade`. Of all errors, nbgrader stops only at a SystemExit."""

    def __init__(self) -> None:
        super().__init__(
            "Stopped, because this course is being graded by a `softskills grade`. Marks are kept. Wait until it is "
            "done, then try again."
        )


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the lock of the course in `root` within the block. Raises Locked."""
    lock = portalocker.Lock(root / LOCK, timeout=SECONDS)
    try:
        lock.acquire()
    except portalocker.AlreadyLocked:
        raise Locked from None
    try:
        yield
    finally:
        lock.release()


def require_free(root: Path) -> None:
    """Raise Locked when a class is being graded at this moment."""
    if not (root / LOCK).exists():
        return
    flags = portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.Lock(root / LOCK, fail_when_locked=True, flags=flags).acquire().close()
    except portalocker.AlreadyLocked:
        raise Locked from None
