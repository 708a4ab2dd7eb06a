"""Stops what nbgrader does with an exchange that stands unsafely, and warns where no other account comes to it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from softskills.grading.exchange.claims import Claim, account_of
from softskills.grading.exchange.standing import (
    Danger,
    Exchange,
    dangers,
    folder_at,
    is_private,
    shared_account,
)
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.rows import GradebookError


def require_safe(exchange: Any) -> list[str]:
    """Require that nobody but instructors can forge the course in an exchange. `exchange` is one of nbgrader's classes,
    and fails as it does. Returns what is to be told, and logs it.
    """
    try:
        found = _found(exchange)
    except (OSError, GradebookError) as error:
        exchange.fail(f"Whether the exchange {exchange.root} is safe cannot be told: {error}")
    return _told(exchange, dangers(found))


def require_told_apart(exchange: Any, claims: Iterable[Claim], on_trust: bool) -> list[str]:
    """Require that owners tell learners apart, unless their names are taken on trust. Fails, returns and logs alike."""
    danger = shared_account(claims, on_trust or _is_private(exchange))
    return _told(exchange, [danger] if danger else [])


def keep_apart(folder: Path) -> None:
    """Set the sticky bit of a folder of one's own that others can write to, so that none can move away what is
    another's. What belongs to somebody else stays as it is, for `require_safe` to name.
    """
    status = folder.stat()
    if status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX:
        folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_ISVTX)


def _found(exchange: Any) -> Exchange:
    course = exchange.coursedir
    root, place = Path(exchange.root), Path(exchange.root, course.course_id)
    found = folder_at(root.resolve())
    if found is None:
        raise OSError(f"there is no {root}")

    def is_learner(user: int) -> bool:
        return account_of(user) in read_class(course.db_url, course.assignment_id).people

    return Exchange(
        found,
        folder_at(place),
        folder_at(place / "inbound"),
        _is_private(exchange),
        os.geteuid(),
        is_learner,
        course.groupshared,
    )


def _is_private(exchange: Any) -> bool:
    return is_private(Path(exchange.root), Path(exchange.coursedir.root), os.geteuid())


def _told(exchange: Any, found: list[Danger]) -> list[str]:
    if stopping := [str(one) for one in found if one.stops]:
        exchange.fail("\n".join([*stopping, "Nothing was done, and what was collected before is kept."]))
    for one in found:
        exchange.log.warning("%s", one)
    return [str(one) for one in found]
