"""A log file that is written to: answers are appended, safely, and never rewritten.

A kernel keeps one `LogFile` for each log (`kept_log`). It parses every line once, and reads on from where it was when
the file has grown, by its own hand or another program's.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import portalocker

from softskills.answers.counting import Known, count
from softskills.answers.reading import MAX_LOG_BYTES, NO_FOLLOW, Log, merge, parse_lines, read_untrusted
from softskills.answers.record import MAX_LINE_BYTES, Record, parse_record

LOCK_SECONDS = 5.0

_State = tuple[int, ...]

# The last time that can still be counted on by a millisecond.
_LAST_TIME = datetime.max.replace(tzinfo=UTC) - timedelta(milliseconds=1)


class NotSaved(OSError):
    """An answer could not be kept. The message says why and what to do; what was saved before is untouched."""


def append(file: Path, item: str, answer: Any, now: datetime | None = None) -> Record:
    """Add one answer to the log and return its record, as `LogFile.append` does."""
    return LogFile(file).append([(item, answer)], now)[0]


def append_missing(file: Path, theirs: Iterable[Record]) -> list[Record]:
    """Merge records from another log into this one, and return those that were new. Raises NotSaved."""
    return LogFile(file).append_missing(theirs)


@cache
def kept_log(file: Path) -> LogFile:
    """This process's one `LogFile` for a log."""
    return LogFile(file)


class LogFile:
    """One log, as far as it was read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.version = 0
        """Grows whenever something was found in the file, or missing from it, that was not appended here."""
        self._seen = _Seen(file.name)
        self._state: _State | None = None  # of the file when it was last looked at

    def read(self) -> Log:
        """What the log holds now, as `softskills.answers.read` says it."""
        try:
            self._look()
        except (OSError, ValueError) as error:
            return Log(problems=[_why_unread(error, self.file)])
        return Log([*self._seen.log.records], [*self._seen.log.problems])

    def refresh(self) -> int:
        """Take in what others did to the file, if anything, and return the `version`. It costs one look at its state.

        A file that cannot be read stays as it was known.
        """
        with suppress(OSError, ValueError):
            self._look()
        return self.version

    def _look(self) -> None:
        try:
            state = _state(self.file.lstat())
            if state != self._state:
                self._take(read_untrusted(self.file, MAX_LOG_BYTES), state)
        except FileNotFoundError:
            self.version += 1 if self._seen.end else 0
            self._seen, self._state = _Seen(self.file.name), None

    def known(self) -> Known:
        """For each item the answer that counts, as the log was when it was last read or appended to."""
        return self._seen.known

    def append(self, answers: Sequence[tuple[str, Any]], now: datetime | None = None) -> list[Record]:
        """Add answers, as (item, answer) each, and return their records, once they are safely on disk.

        All lines go out in one write under a lock and are flushed to disk: all of them are kept, or none. A torn last
        line, left by a crash, is closed first. The time of a record is later than that of the item's last answer, so
        that the newest answer counts even after the clock was set back.

        Raises NotSaved when they cannot be kept; the file is then as it was.
        """
        now = now or datetime.now(UTC)

        def timed() -> list[Record]:
            last = {item: self._seen.known[item]["time"] for item, _ in answers if item in self._seen.known}
            records = []
            for item, answer in answers:
                time = _time_after(last.get(item), now)
                records.append(Record(time, item, answer))
                last[item] = time
            return records

        return self._append(timed)

    def append_missing(self, theirs: Iterable[Record]) -> list[Record]:
        """Add those records of another log that this one lacks, and return them. Raises NotSaved, as `append` does."""
        return self._append(lambda: merge(self._seen.log.records, theirs))

    def _append(self, make: Callable[[], list[Record]]) -> list[Record]:
        """Add the records that `make` gives once the log is locked and read."""
        try:
            with _locked(self.file) as descriptor:
                self._read_on(descriptor)
                records = make()
                if records:
                    self._write(descriptor, [_line(record) for record in records])
        except (OSError, ValueError, TypeError, RecursionError, portalocker.LockException) as error:
            raise NotSaved(_why(error, self.file)) from error
        return records

    def _read_on(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is not a regular file")
        if status.st_size > MAX_LOG_BYTES:
            raise ValueError(f"it has grown to {status.st_size} bytes; move it away and start a new one")
        if _state(status) != self._state:
            self._take(_read_all(descriptor), _state(status))

    def _write(self, descriptor: int, lines: list[bytes]) -> None:
        data = (b"\n" if self._seen.torn else b"") + b"".join(lines)
        if self._seen.end + len(data) > MAX_LOG_BYTES:
            raise ValueError(f"it would grow beyond {MAX_LOG_BYTES} bytes; move it away and start a new one")
        try:
            written = os.write(descriptor, data)
            if written < len(data):
                raise OSError(28, "only part of the answer fitted on the disk")
            os.fsync(descriptor)
        except OSError:
            # Take back what part of the line went out; if even that fails, the next append closes the torn line.
            os.ftruncate(descriptor, self._seen.end)
            raise
        self._seen.go_on(data)
        status = os.fstat(descriptor)
        self._state = _state(status) if status.st_size == self._seen.end else None  # else another wrote in between

    def _take(self, content: bytes, state: _State) -> None:
        """Bring all up to date with the whole content: only what is new is parsed, unless what was read has changed."""
        before = self._seen
        if not self._seen.is_continued_by(content):
            self._seen = _Seen(self.file.name)
        new = content[self._seen.end :]
        self.version += 1 if new or self._seen is not before else 0
        self._seen.go_on(new)
        self._state = state


@dataclass
class _Seen:
    """What was read of a log so far."""

    name: str
    log: Log = field(default_factory=Log)
    known: Known = field(default_factory=dict)
    end: int = 0  # in bytes
    lines: int = 0  # line ends
    torn: bool = False  # whether the last line has no end
    _digest: blake2b = field(default_factory=blake2b)

    def is_continued_by(self, content: bytes) -> bool:
        """Whether the content begins with what was read. A torn last line is not to grow, only to be closed."""
        same = len(content) >= self.end and blake2b(content[: self.end]).digest() == self._digest.digest()
        return same and not (self.torn and content[self.end : self.end + 1] not in (b"", b"\n"))

    def go_on(self, content: bytes) -> None:
        if not content:
            return
        found = parse_lines(content, self.name, self.lines + 1)
        self.log.records.extend(found.records)
        self.log.problems.extend(found.problems)
        for record in found.records:
            count(self.known, record)
        self.end += len(content)
        self.lines += content.count(b"\n")
        self.torn = not content.endswith(b"\n")
        self._digest.update(content)


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The log's descriptor, open for reading and appending, with the file itself as the lock."""
    with portalocker.Lock(file, mode="a+b", timeout=LOCK_SECONDS, buffering=0, opener=_open_no_link) as stream:
        yield stream.fileno()


def _open_no_link(path: str, flags: int) -> int:
    # A new log is its owner's alone. One that is there keeps its mode, which somebody may have chosen.
    return os.open(path, flags | NO_FOLLOW, 0o600)


def _read_all(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as stream:
        return stream.read()


def _state(status: os.stat_result) -> _State:
    """What changes when a file is written to or replaced."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _line(record: Record) -> bytes:
    line = record.line().encode("utf-8") + b"\n"
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"the answer has {len(line)} bytes; at most {MAX_LINE_BYTES} can be kept")
    parse_record(line)  # what could not be read back must not count as saved
    return line


def _time_after(previous: str | None, now: datetime) -> str:
    if previous is not None:
        now = max(now, min(datetime.fromisoformat(previous), _LAST_TIME) + timedelta(milliseconds=1))
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _why_unread(error: Exception, file: Path) -> str:
    return f"{file.name} cannot be read: {error.strerror}" if isinstance(error, OSError) else str(error)


def _why(error: Exception, file: Path) -> str:
    if isinstance(error, portalocker.AlreadyLocked):
        return f"{file} is held by another program; try again in a moment"
    if isinstance(error, RecursionError):
        return f"{file} could not be written: the answer is nested too deeply"
    if isinstance(error, PermissionError):
        return f"{file} cannot be written to: the folder or file is read-only"
    if isinstance(error, OSError) and error.strerror:
        return f"{file} could not be written: {error.strerror}"
    return f"{file} could not be written: {error}"
