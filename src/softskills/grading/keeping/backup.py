"""All that a course cannot do without, in one file with checksums; and a course's folder made of it again.

In it: the gradebook, source, keys, release, what was handed in, and the files at the top of the course's folder. Graded
notebooks and feedback are not: `softskills grade` makes them of these.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from softskills.grading.exchange.course_copy import WORD
from softskills.grading.nbgrader import lock
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.database_copy import check_database, copy_database, gradebook_file
from softskills.grading.nbgrader.removed import keep, removed
from softskills.grading.nbgrader.settings import CONFIG, quiz_settings

MANIFEST, GRADEBOOK = "backup.json", "gradebook.db"
VERSION = 1
FOLDERS = ("source", "release", "submitted", "bank", "collected")
"""What cannot be made again, beside the keys, which may lie elsewhere."""


class NotKept(RuntimeError):
    """There is no backup, or it was not restored. The message says why, and what to do."""


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself: when it was made, of which course, its files with checksum and size, and sentences
    on what it lacks.
    """

    made: str
    course_id: str
    files: dict[str, dict[str, Any]]
    remarks: tuple[str, ...]


def make_backup(course: CourseAssignment, file: Path) -> Backup:
    """Write a backup, under another name until it is whole and was checked. Raises NotKept, OSError and Locked."""
    new = file.with_name(f".{file.name}.new")
    entries: dict[str, dict[str, Any]] = {}
    remarks = []
    with lock.held(course.root), TemporaryDirectory() as scratch:
        database = gradebook_file(course)
        parts = [part for part in _parts(course) if part[0] != file.resolve()]
        if database is None:
            remarks.append(
                "The gradebook is a database on a server, and not in this file. To keep it too: "
                "pg_dump --format=custom --file=gradebook.dump DATABASE"
            )
        elif database.is_file():
            try:
                copy_database(database, Path(scratch, GRADEBOOK))
            except sqlite3.Error as error:
                raise NotKept(f"No backup was made: the gradebook {database} cannot be copied: {error}") from error
            parts.append((Path(scratch, GRADEBOOK), GRADEBOOK))
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                with ZipFile(stream, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                    for path, name in parts:
                        archive.write(path, name)
                        with path.open("rb") as source:
                            entries[name] = _said(source)
                    made = datetime.now(UTC).isoformat(timespec="seconds")
                    found = Backup(made, str(course.settings.course_id), entries, tuple(remarks))
                    archive.writestr(MANIFEST, json.dumps({"version": VERSION, **vars(found)}, indent=1))
                stream.flush()
                os.fsync(stream.fileno())
            check_backup(new)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    return found


def check_backup(file: Path) -> Backup:
    """Read all of a backup, and hold it to its checksums. Raises NotKept, which names what is damaged, and OSError."""
    with _opened(file) as (archive, found):
        faults = [*_faults(archive, found)]
    if faults:
        raise NotKept(f"{file} is damaged, and cannot be relied on:\n  " + "\n  ".join(faults))
    return found


def restore(file: Path, target: Path) -> tuple[Backup, Path | None]:
    """Make the course's folder `target` of a backup, and say where what stood there before is kept, if anything did.

    Everything is unpacked and checked beside it first. Who was deleted since stays on the list of those kept out.
    Raises NotKept, OSError, and Locked while somebody grades there.
    """
    found = check_backup(file)
    target = target.resolve()
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / CONFIG).is_file())):
        raise NotKept(f"{target} is no folder of a course, and not empty. Nothing was restored. Name another place.")
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.restored")
    shutil.rmtree(new, ignore_errors=True)
    try:
        with _opened(file) as (archive, _):
            for name in found.files:
                place = new / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, place.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
        if (new / GRADEBOOK).is_file():
            check_database(new / GRADEBOOK)
        if not target.is_dir() or not any(target.iterdir()):
            if target.is_dir():
                target.rmdir()
            new.rename(target)
            return found, None
        with lock.held(target):
            keep(new, removed(new) | removed(target))
            old = _free(target)
            target.rename(old)
            new.rename(target)
        return found, old
    except (sqlite3.Error, ValueError) as error:
        raise NotKept(f"Nothing was restored: {error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _parts(course: CourseAssignment) -> Iterator[tuple[Path, str]]:
    """Each file to be kept, and its name in the backup."""
    for path in sorted(course.root.iterdir()):
        is_kept = path.name == WORD or not path.name.startswith((".", GRADEBOOK))
        if path.is_file() and not path.is_symlink() and is_kept:
            yield path, path.name
    keys = quiz_settings(course.app.config).keys_folder(course.root)
    folders = {name: course.root / name for name in FOLDERS} | {"keys": keys}
    for name, folder in folders.items():
        for here, below, files in os.walk(folder):
            below.sort()
            for path in (Path(here, file) for file in sorted(files)):
                if path.is_file() and not path.is_symlink():
                    yield path, f"{name}/{path.relative_to(folder).as_posix()}"


def _said(stream: IO[bytes]) -> dict[str, Any]:
    digest = file_digest(stream, "sha256")  # type: ignore[arg-type]
    return {"sha256": digest.hexdigest(), "size": stream.tell()}


@contextmanager
def _opened(file: Path) -> Iterator[tuple[ZipFile, Backup]]:
    try:
        with ZipFile(file) as archive:
            said = json.loads(archive.read(MANIFEST))
            if said["version"] != VERSION:
                raise NotKept(f"{file} is a backup of version {said['version']!r}, and version {VERSION} is read.")
            yield archive, Backup(said["made"], said["course_id"], dict(said["files"]), tuple(said["remarks"]))
    except (BadZipFile, KeyError, TypeError, ValueError, EOFError) as error:
        raise NotKept(f"{file} is no backup, or is damaged: {error}") from error


def _faults(archive: ZipFile, found: Backup) -> Iterator[str]:
    names = archive.namelist()
    for name in names:
        if name != MANIFEST and name not in found.files:
            yield f"{name!a} is in it, and not in its list"
    for name, said in found.files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or name != str(path):
            yield f"{name!a} is no name within a folder"
        elif name not in names:
            yield f"{name!a} is missing"
        else:
            try:
                with archive.open(name) as stream:
                    is_same = _said(stream) == said
            except (BadZipFile, EOFError, OSError, ValueError) as error:
                yield f"{name!a} cannot be read: {error}"
            else:
                if not is_same:
                    yield f"{name!a} is another file than was put in"


def _free(target: Path) -> Path:
    stamp = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    names = [target.with_name(f"{target.name}.before-{stamp}{more}") for more in ("", "-2", "-3")]
    return next(name for name in names if not name.exists())
