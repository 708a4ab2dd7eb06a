"""A zip that may come from anyone: what is in it, without a byte of it ever being unpacked to a place that it names.

A file is read only when it is asked for, and never beyond what is allowed, whatever the zip says of its size.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from softskills.grading.exchange.copying import Refused, kind

MAX_ENTRIES = 500_000
"""More files are in no download of a class: it is refused as a whole."""

OUT = "its path leads out of the zip"

_ENCRYPTED, _UTF8 = 0x1, 0x800


class NoArchive(ValueError):
    """A file is no zip that can be read. The message says why."""


@dataclass(frozen=True)
class Entry:
    """A file in the zip, by its path, and why it is not taken, if it is not. What `escapes` is nobody's."""

    path: PurePosixPath
    fault: str
    escapes: bool
    info: zipfile.ZipInfo


class Archive:
    """An open zip."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._opened = opened

    def entries(self) -> Iterator[Entry]:
        """All files in it, in its order. Folders are none."""
        for info in self._opened.infolist():
            name = _name(info)
            if not name.endswith("/"):
                escapes = _escapes(name)
                yield Entry(PurePosixPath(name), OUT if escapes else _fault(info), escapes, info)

    def read(self, entry: Entry, limit: int) -> bytes:
        """What a file holds. Raises Refused when it is not to be taken, cannot be read, or has more than `limit` bytes
        when it is unpacked.
        """
        if entry.fault:
            raise Refused(entry.fault)
        try:
            with self._opened.open(entry.info) as stream:
                content = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise Refused(f"it cannot be unpacked: {error}") from error
        if len(content) > limit:
            raise Refused(f"it has more than {limit:,} bytes when it is unpacked")
        return content


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """Open a zip for reading. Raises NoArchive."""
    try:
        with zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise NoArchive(f"{file} holds more than {MAX_ENTRIES:,} files, which no class hands in.")
            yield Archive(archive)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise NoArchive(f"{file} is no zip that can be read: {error}. Download it again.") from error
    except OSError as error:
        raise NoArchive(f"{file} cannot be read: {error.strerror or error}.") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its platform meant it: without the flag for UTF-8 most write UTF-8 all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    except UnicodeError:
        return info.filename


def _escapes(name: str) -> bool:
    """Whether a program that unpacks would write outside the folder it was told, on this system or another."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or parts[0].endswith(":")


def _fault(info: zipfile.ZipInfo) -> str:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return f"it is {kind(mode)}, and not a file"
    if info.flag_bits & _ENCRYPTED:
        return "it is locked with a password"
    return ""
