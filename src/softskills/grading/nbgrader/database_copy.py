"""A copy of the gradebook as it is at one moment, also while somebody writes to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from softskills.grading.nbgrader.assignment import CourseAssignment


def gradebook_file(course: CourseAssignment) -> Path | None:
    """The file that the gradebook is; None when it is a database of another sort, or in no file."""
    url = make_url(course.settings.db_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def copy_database(file: Path, target: Path) -> None:
    """Copy a SQLite database by its backup API, and have SQLite check the copy. Raises sqlite3.Error.

    https://www.sqlite.org/backup.html
    """
    address = f"{file.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    check_database(target)


def check_database(file: Path) -> None:
    """Raise sqlite3.Error when a database is damaged. https://www.sqlite.org/pragma.html#pragma_integrity_check"""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        [(said,), *_] = database.execute("PRAGMA integrity_check").fetchall()
    if said != "ok":
        raise sqlite3.DatabaseError(f"it is damaged: {said}")
