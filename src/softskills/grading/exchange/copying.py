"""Copy a folder that belongs to somebody else, who may change it meanwhile, and may have put anything into it.

Every file and folder is opened by its name in a folder that is already open, without following links, and is checked
once it is open. So nothing outside of the folder is read, whatever is swapped in the meantime.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from softskills.grading.quiz.plain import plain

MAX_ENTRIES = 1_000
MAX_DEPTH = 8
CHUNK = 1 << 20

# Windows has none of these; it has no exchange either.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


class Refused(ValueError):
    """A submission is not taken. The message says why, as the end of a sentence that begins with its name."""


@dataclass(frozen=True)
class Rules:
    """What is copied: files that are `wanted`, in folders that are `entered`, all of the account `owner`.

    What is `ignored` by its name is passed over unseen.
    """

    owner: int
    wanted: Callable[[PurePosixPath], bool]
    entered: Callable[[PurePosixPath], bool]
    ignored: Callable[[str], bool]
    file_bytes: int
    total_bytes: int


@dataclass
class Copied:
    """What was copied, and what was left out because it was not asked for."""

    taken: set[PurePosixPath] = field(default_factory=set)
    left_out: list[PurePosixPath] = field(default_factory=list)
    entries: int = 0
    bytes: int = 0


def copy_folder(source: int, target: Path, rules: Rules) -> Copied:
    """Copy what the open folder `source` holds into the empty folder `target`.

    Raises Refused when it holds a link, a special file, a file with a second name, something of another owner, or
    more or larger files than the rules allow; `target` is then left half filled. Other errors are of `target`.
    """
    copied = Copied()
    _copy(source, PurePosixPath(), target, rules, copied)
    return copied


@contextmanager
def opened_folder(name: str, inside: int) -> Iterator[int]:
    """Open a folder by its name in an open folder. Raises Refused when it is none, or may not be opened."""
    try:
        folder = os.open(name, os.O_RDONLY | _NO_FOLLOW | _FOLDER, dir_fd=inside)
    except OSError as error:
        raise Refused(f"{shown(name)} cannot be opened as a folder: {error.strerror}") from error
    try:
        yield folder
    finally:
        os.close(folder)


def kind(mode: int) -> str:
    """What something is that should be something else."""
    kinds = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFREG: "a file", stat.S_IFIFO: "a pipe"}
    return kinds.get(stat.S_IFMT(mode), "a socket or device")


def shown(name: object) -> str:
    """A name that anyone may have chosen, fit for a line of a report."""
    text = plain(os.fsencode(str(name)).decode("utf-8", "backslashreplace")).replace("\n", " ")
    return text if len(text) <= 120 else f"{text[:117]}..."


def _copy(source: int, path: PurePosixPath, target: Path, rules: Rules, copied: Copied) -> None:
    if len(path.parts) > MAX_DEPTH:
        raise Refused(f"its folders are nested more than {MAX_DEPTH} deep")
    for name in _names(source, path, copied):
        if rules.ignored(name):
            continue
        inner = path / name
        mode = _status(source, inner).st_mode
        if stat.S_ISDIR(mode) and rules.entered(inner):
            with opened_folder(name, source) as folder:
                _require_owner(os.fstat(folder), inner, rules.owner)
                (target / name).mkdir()
                _copy(folder, inner, target / name, rules, copied)
        elif rules.wanted(inner):
            _copy_file(source, inner, target / name, rules, copied)
        elif stat.S_ISDIR(mode) or stat.S_ISREG(mode):
            copied.left_out.append(inner)
        else:
            raise Refused(_odd(inner, mode))


def _copy_file(folder: int, path: PurePosixPath, target: Path, rules: Rules, copied: Copied) -> None:
    with _opened_file(folder, path, rules.owner, rules.file_bytes) as file, target.open("xb") as out:
        size = 0
        while chunk := _read(file, path, CHUNK):
            size += len(chunk)
            copied.bytes += len(chunk)
            if size > rules.file_bytes:
                raise Refused(_too_large(path, size, rules.file_bytes))
            if copied.bytes > rules.total_bytes:
                raise Refused(f"it has more than {rules.total_bytes:,} bytes in all")
            out.write(chunk)
    copied.taken.add(path)


@contextmanager
def _opened_file(folder: int, path: PurePosixPath, owner: int, limit: int) -> Iterator[int]:
    # Looked at before, because to open a device can set it off, and again after, because it may be another by then.
    _require_file(_status(folder, path), path, owner, limit)
    try:
        file = os.open(path.name, os.O_RDONLY | _NO_FOLLOW, dir_fd=folder)
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be opened: {error.strerror}") from error
    try:
        _require_file(os.fstat(file), path, owner, limit)
        yield file
    finally:
        os.close(file)


def _require_file(status: os.stat_result, path: PurePosixPath, owner: int, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Refused(_odd(path, status.st_mode))
    if status.st_nlink > 1:
        raise Refused(f"{shown(path)} is a hard link: the same file has another name elsewhere")
    _require_owner(status, path, owner)
    if status.st_size > limit:
        raise Refused(_too_large(path, status.st_size, limit))


def _require_owner(status: os.stat_result, path: PurePosixPath, owner: int) -> None:
    if status.st_uid != owner:
        raise Refused(f"{shown(path)} in it belongs to another account than the rest, user id {status.st_uid}")


def _names(folder: int, path: PurePosixPath, copied: Copied) -> list[str]:
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                copied.entries += 1
                if copied.entries > MAX_ENTRIES:
                    raise Refused(f"it holds more than {MAX_ENTRIES:,} files and folders")
                names.append(entry.name)
    except OSError as error:
        raise Refused(f"{shown(path)} in it cannot be listed: {error.strerror}") from error
    return sorted(names)


def _status(folder: int, path: PurePosixPath) -> os.stat_result:
    try:
        return os.stat(path.name, dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be looked at: {error.strerror}") from error


def _read(file: int, path: object, count: int) -> bytes:
    try:
        return os.read(file, count)
    except OSError as error:
        raise Refused(f"{shown(path)} cannot be read: {error.strerror}") from error


def _odd(path: PurePosixPath, mode: int) -> str:
    return f"{shown(path)} is {kind(mode)}, and not a file"


def _too_large(path: PurePosixPath, size: int, limit: int) -> str:
    return f"{shown(path)} has {size:,} bytes; at most {limit:,} are taken"
