"""Gradebooks that stay open while one submission after the other is graded.

nbgrader's Autograde opens the gradebook five times for each submission. Each time it connects, asks for the tables,
and prepares its queries, which takes longer than all that it then does.
"""

from __future__ import annotations

from functools import lru_cache

from nbgrader.api import Course, Gradebook
from nbgrader.converters import autograde
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError


class KeptGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that can be used again after it was closed. Nothing of what was read before is used then."""

    def close(self) -> None:
        """End the session, and keep the connection."""
        self.db.remove()

    def disconnect(self) -> None:
        """End the connection too. When it is used again it connects anew."""
        self.close()
        self.engine.dispose()


@lru_cache(maxsize=4)
def kept_gradebook(url: str, course: str) -> KeptGradebook:
    """The gradebook at this address, to be closed after each use."""
    return KeptGradebook(url, course)


def keep_for_autograde(url: str, course: str) -> None:
    """Let Autograde use the kept gradebook from now on, over a new connection, so that one that was restored, moved or
    begun anew in the meantime is seen. Raises SystemExit when it cannot be used.
    """
    try:
        kept = kept_gradebook(url, course)
        kept.disconnect()
        if not inspect(kept.engine).has_table(Course.__tablename__):
            kept_gradebook.cache_clear()  # the next one makes the tables
    except SQLAlchemyError as error:
        raise SystemExit(
            f"Nobody was graded. The gradebook cannot be used: {error}\n"
            "If it is of an older nbgrader, make a copy of it, then run: nbgrader db upgrade"
        ) from error
    # nbgrader has no setting for it. It looks the class up by this name.
    autograde.Gradebook = kept_gradebook
