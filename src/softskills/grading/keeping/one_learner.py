"""One learner's data: handed over as a file, or deleted as a whole.

A deletion first moves what it takes out of sight, then deletes the rows of the gradebook in one transaction, and then
what was moved. Until that transaction all can be put back, and after it all can go: a journal in the course's folder
says what was moved, so whatever stops it, `settle` ends it one way or the other.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import portalocker

from softskills.grading.exchange.collecting import LOCK as COLLECTING
from softskills.grading.keeping.places import cannot_be_removed, places_of, that_name
from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.learner_rows import delete_rows, is_listed, rows_of
from softskills.grading.nbgrader.removed import is_removed, note_removed, readmit

JOURNAL = ".removing-learner.json"


class NotDone(RuntimeError):
    """Nothing was handed over or deleted. The message says why, and what to do."""


@dataclass(frozen=True)
class Held:
    """What a course holds of a learner: how many rows by table, the files and folders that are theirs alone, and those
    of the whole class in which their id stands.
    """

    rows: dict[str, int]
    places: tuple[Path, ...]
    named_in: tuple[Path, ...]


def held_of(course: CourseAssignment, student: str) -> Held:
    """Look what there is. Raises GradebookError, and NotDone when there is nothing."""
    rows = {table: len(found) for table, found in rows_of(course, student).items()}
    held = Held(rows, tuple(places_of(course, student)), tuple(that_name(course, student)))
    if not (held.rows or held.places):
        raise NotDone(f"The course holds nothing of {student!r}. Ids are listed by: nbgrader db student list")
    return held


def export(course: CourseAssignment, student: str, file: Path) -> Held:
    """Write all that the course holds of a learner into a zip file. Raises NotDone, GradebookError and OSError."""
    held = held_of(course, student)
    new = file.with_name(f".{file.name}.new")
    exchange = course.collector().root
    try:
        with ZipFile(new, "w", ZIP_DEFLATED) as archive:
            new.chmod(0o600)
            rows = json.dumps(rows_of(course, student), ensure_ascii=False, indent=1, default=_plain)
            archive.writestr("gradebook.json", rows)
            for path in (file for place in held.places for file in _files(place)):
                top, name = (exchange, "exchange") if path.is_relative_to(exchange) else (course.root, "")
                inner = path.relative_to(top) if path.is_relative_to(top) else Path(*path.parts[1:])
                archive.writestr(str(Path(name) / inner), path.read_bytes())
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    return held


def delete(course: CourseAssignment, student: str) -> Held:
    """Delete all that the course holds of a learner, and keep them out from now on. Whatever cannot be deleted, then
    nothing is. Raises NotDone, GradebookError and Locked.
    """
    with _alone(course.root):
        settle(course)
        held = held_of(course, student)
        if refused := cannot_be_removed(list(held.places)):
            raise NotDone(
                "Nothing was deleted, because in these folders, of another account, nothing can be deleted. "
                "Have them deleted or handed over by who looks after the machine, or run this as they would:\n  "
                + "\n  ".join(map(str, refused))
            )
        moves = [(place, place.with_name(f".{place.name}.removed")) for place in held.places]
        was_out = is_removed(course.root, student)
        _write_journal(course.root, student, moves, is_listed(course, student), was_out)
        try:
            note_removed(course.root, student)
            for place, aside in moves:
                place.rename(aside)
            delete_rows(course, student)
        except BaseException as error:
            _undo(course.root, student, moves, was_out)
            if isinstance(error, (OSError, ValueError)):
                raise NotDone(f"Nothing was deleted: {error}") from error
            raise
        _finish(course.root, moves)
        return held


def settle(course: CourseAssignment) -> str:
    """Finish or undo a deletion that was stopped, and say what was done; "" when there was none. The caller holds the
    course's lock. Raises NotDone and GradebookError.
    """
    file = course.root / JOURNAL
    if not file.exists():
        return ""
    try:
        said = json.loads(file.read_text("utf-8"))
        student = str(said["student"])
        moves = [(Path(place), Path(aside)) for place, aside in said["moves"]]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise NotDone(f"A deletion was stopped, and {file} cannot be read, which says of whom: {error}") from error
    try:
        if said["listed"] and is_listed(course, student):
            _undo(course.root, student, moves, bool(said.get("was_out")))
            return f"A deletion of {student} was stopped before anything was deleted. All is back where it was."
        note_removed(course.root, student)
        delete_rows(course, student)
        _finish(course.root, moves)
    except OSError as error:
        raise NotDone(f"A deletion of {student} was stopped, and cannot be ended: {error}") from error
    return f"A deletion of {student} was stopped halfway, and was finished now."


def settle_alone(course: CourseAssignment) -> str:
    """The same, for who does not hold the lock. Raises Locked too."""
    if not (course.root / JOURNAL).exists():
        return ""
    with _alone(course.root):
        return settle(course)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Nobody grades or collects within the block. Raises Locked and NotDone."""
    with lock.held(root):
        collecting = portalocker.Lock(root / COLLECTING, fail_when_locked=True)  # formgrader may be at it
        try:
            collecting.acquire()
        except portalocker.LockException as error:
            raise NotDone("Nothing was changed: submissions are being collected. Wait until that is done.") from error
        try:
            yield
        finally:
            collecting.release()


def _write_journal(root: Path, student: str, moves: list[tuple[Path, Path]], listed: bool, was_out: bool) -> None:
    said = {
        "student": student,
        "listed": listed,
        "was_out": was_out,
        "moves": [[str(place), str(aside)] for place, aside in moves],
    }
    new = root / f"{JOURNAL}.new"
    with new.open("w", encoding="utf-8") as stream:
        json.dump(said, stream)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(root / JOURNAL)


def _undo(root: Path, student: str, moves: list[tuple[Path, Path]], was_out: bool) -> None:
    """Put everything back. Who was kept out before, for an earlier deletion, still is."""
    for place, aside in moves:
        if aside.exists() and not place.exists():
            aside.rename(place)
    if not was_out:
        readmit(root, student)
    (root / JOURNAL).unlink()


def _finish(root: Path, moves: list[tuple[Path, Path]]) -> None:
    for place, aside in moves:
        for path in (place, aside):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    (root / JOURNAL).unlink()


def _files(place: Path) -> Iterator[Path]:
    """The regular files of a place; links are not followed, for a learner may have made them."""
    found = [place, *sorted(place.rglob("*"))] if place.is_dir() and not place.is_symlink() else [place]
    yield from (path for path in found if path.is_file() and not path.is_symlink())


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
