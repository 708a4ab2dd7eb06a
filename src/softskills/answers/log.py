"""The answer log: one line of JSON for every answer, appended and never rewritten.

A record is `{"v": 1, "time": ..., "item": ..., "answer": ...}`: format version, UTC time to the millisecond, item id,
and the answer, whose form depends on the kind of item. The last answer to an item counts: the one with the latest
time, and of equal times the one that stands last. The same records live in the browser's storage on the published
page, so a log can be carried from one to the other.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import portalocker

FORMAT = 1
MAX_LOG_BYTES = 8_000_000
MAX_LINE_BYTES = 64_000
MAX_LINES = 125_000
"""More lines than that, blank ones among them, are not in a log of MAX_LOG_BYTES: the shortest record has 64 bytes."""
MAX_ITEM_LENGTH = 100
MAX_DEPTH = 6
LOCK_SECONDS = 5.0

# The last time that can still be counted on by a millisecond.
_LAST_TIME = datetime.max.replace(tzinfo=UTC) - timedelta(milliseconds=1)
_UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class NotSaved(OSError):
    """An answer could not be kept. The message says why and what to do; what was saved before is untouched."""


@dataclass(frozen=True)
class Record:
    """One answer, as it stands in the log."""

    time: str
    item: str
    answer: Any

    def line(self) -> str:
        """The record as one line of JSON, without the line end."""
        data = {"v": FORMAT, "time": self.time, "item": self.item, "answer": self.answer}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@dataclass(frozen=True)
class Log:
    """What a log file holds: its records in file order, and what was skipped and why."""

    records: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def latest(self) -> dict[str, Record]:
        """The record that counts for each item."""
        return {record.item: record for record in in_order(self.records)}

    def answers(self) -> dict[str, Any]:
        """The answer that counts for each item."""
        return {item: record.answer for item, record in self.latest().items()}


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records by time; equal times keep their order."""
    return sorted(records, key=lambda record: record.time)


def merge(mine: Iterable[Record], theirs: Iterable[Record]) -> list[Record]:
    """The records of `theirs` that `mine` lacks, in order. Merging a log with itself adds nothing."""
    known = {record.line() for record in mine}
    fresh = {record.line(): record for record in in_order(theirs) if record.line() not in known}
    return list(fresh.values())


def read(file: Path) -> Log:
    """Read a log, whatever it holds: this file may come from anyone.

    A line that is no record is skipped and named in `problems`, and so is a file that is too large, is a link or no
    regular file, or cannot be opened. A missing file is an empty log without a problem.
    """
    try:
        content = read_untrusted(file, MAX_LOG_BYTES)
    except FileNotFoundError:
        return Log()
    except ValueError as error:
        return Log(problems=[str(error)])
    return parse_lines(content, file.name)


def read_untrusted(file: Path, limit: int) -> bytes:
    """The content of a file that may come from anyone, and be anything.

    Raises FileNotFoundError, and ValueError that says why the file was not read: it has more than `limit` bytes, is a
    link or no regular file, or cannot be opened.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ValueError(f"{file.name} cannot be read: {error.strerror}") from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(f"{file.name} is not a regular file, and was not read")
        if status.st_size > limit:
            raise ValueError(f"{file.name} has {status.st_size} bytes; at most {limit} are read")
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            return stream.read(limit)
    except OSError as error:
        raise ValueError(f"{file.name} cannot be read: {error.strerror}") from error
    finally:
        os.close(descriptor)


def parse_lines(content: bytes, name: str = "answers.jsonl") -> Log:
    """Read the lines of a log from bytes. Never raises: what is no record becomes a problem with its line number."""
    log = Log()
    lines = content.split(b"\n", MAX_LINES)
    for number, line in enumerate(lines[:MAX_LINES], start=1):
        if not line.strip():
            continue
        try:
            log.records.append(parse_record(line))
        except ValueError as error:
            log.problems.append(f"{name} line {number} was skipped: {error}")
    if b"".join(lines[MAX_LINES:]).strip():
        log.problems.append(f"{name} has more than {MAX_LINES} lines; the others were not read")
    return log


def parse_record(line: bytes) -> Record:
    """Read one line of a log. Raises ValueError that says, in plain words, why the line is no record."""
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"it has {len(line)} bytes; at most {MAX_LINE_BYTES} are read")
    try:
        data = _DECODER.decode(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not complete JSON") from None
    if not isinstance(data, dict):
        raise ValueError("it is not a record")
    if data.get("v") != FORMAT or isinstance(data.get("v"), bool):
        raise ValueError(f"it is of format {str(data.get('v'))[:20]!r}; this version reads format {FORMAT}")
    time, item = data.get("time"), data.get("item")
    if not isinstance(time, str) or not _UTC_TIME.fullmatch(time) or not _is_date(time):
        raise ValueError("its time is not a UTC time such as 2026-01-31T09:30:00.000Z")
    if not isinstance(item, str) or not 0 < len(item) <= MAX_ITEM_LENGTH:
        raise ValueError("it names no item")
    if "answer" not in data:
        raise ValueError("it holds no answer")
    if not _depth_within(data["answer"], MAX_DEPTH):
        raise ValueError(f"its answer is nested more than {MAX_DEPTH} levels deep")
    record = Record(time, item, data["answer"])
    # An escape may spell half a character, which could be neither printed nor written again; and a line full of short
    # numbers such as 1e15 may be up to four times as long when it is written again.
    if b"\\u" in line or len(line) > MAX_LINE_BYTES // 4:
        try:
            length = len(record.line().encode("utf-8")) + 1
        except UnicodeEncodeError:
            raise ValueError("it is not UTF-8 text") from None
        if length > MAX_LINE_BYTES:
            raise ValueError(f"written out it has {length} bytes; at most {MAX_LINE_BYTES} are kept")
    return record


def append(file: Path, item: str, answer: Any, now: datetime | None = None) -> Record:
    """Add one answer to the log and return its record, once it is safely on disk.

    The line goes out in one write under a lock and is flushed to disk. A torn last line, left by a crash, is closed
    first. The record's time is never earlier than that of the item's last answer, so that the newest answer counts
    even after the clock was set back.

    Raises NotSaved when the answer cannot be kept; the file is then as it was.
    """
    try:
        with _locked(file) as descriptor:
            content = _read_all(descriptor)
            previous = parse_lines(content).latest().get(item)
            record = Record(_time_after(previous, now or datetime.now(UTC)), item, answer)
            _append_lines(descriptor, content, [record])
    except (OSError, ValueError, TypeError, RecursionError, portalocker.LockException) as error:
        raise NotSaved(_why(error, file)) from error
    return record


def append_missing(file: Path, theirs: Iterable[Record]) -> list[Record]:
    """Merge records from another log into this one, and return those that were new. Raises NotSaved."""
    try:
        with _locked(file) as descriptor:
            content = _read_all(descriptor)
            fresh = merge(parse_lines(content).records, theirs)
            _append_lines(descriptor, content, fresh)
    except (OSError, ValueError, TypeError, RecursionError, portalocker.LockException) as error:
        raise NotSaved(_why(error, file)) from error
    return fresh


# Windows has neither flag: there is no grading of strangers' files on it.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    """The log's descriptor, open for reading and appending, with the file itself as the lock."""
    with portalocker.Lock(file, mode="a+b", timeout=LOCK_SECONDS, buffering=0, opener=_open_no_link) as stream:
        yield stream.fileno()


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_FOLLOW, 0o666)


def _read_all(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is not a regular file")
    size = status.st_size
    if size > MAX_LOG_BYTES:
        raise ValueError(f"it has grown to {size} bytes; move it away and start a new one")
    os.lseek(descriptor, 0, os.SEEK_SET)
    with os.fdopen(os.dup(descriptor), "rb") as stream:
        return stream.read()


def _append_lines(descriptor: int, content: bytes, records: Iterable[Record]) -> None:
    lines = [record.line().encode("utf-8") + b"\n" for record in records]
    if not lines:
        return
    longest = max(len(line) for line in lines)
    if longest > MAX_LINE_BYTES:
        raise ValueError(f"the answer has {longest} bytes; at most {MAX_LINE_BYTES} can be kept")
    for line in lines:
        parse_record(line)  # what could not be read back must not count as saved
    data = b"".join(lines)
    if content and not content.endswith(b"\n"):
        data = b"\n" + data
    if len(content) + len(data) > MAX_LOG_BYTES:
        raise ValueError(f"it would grow beyond {MAX_LOG_BYTES} bytes; move it away and start a new one")
    try:
        written = os.write(descriptor, data)
        if written < len(data):
            raise OSError(28, "only part of the answer fitted on the disk")
        os.fsync(descriptor)
    except OSError:
        # Take back what part of the line went out; if even that fails, the next append closes the torn line.
        os.ftruncate(descriptor, len(content))
        raise


def _time_after(previous: Record | None, now: datetime) -> str:
    if previous is not None:
        now = max(now, min(datetime.fromisoformat(previous.time), _LAST_TIME) + timedelta(milliseconds=1))
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _depth_within(value: Any, levels: int) -> bool:
    if levels == 0:
        return False
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_depth_within(child, levels - 1) for child in children)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON knows")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is larger than any number that can be kept")
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)


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
