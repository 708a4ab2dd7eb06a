"""Reading a log that may come from anyone and hold anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from softskills.answers.counting import in_order
from softskills.answers.record import Record, parse_record

MAX_LOG_BYTES = 8_000_000
MAX_LINES = 125_000
"""More lines than that, blank ones among them, are not in a log of MAX_LOG_BYTES: the shortest record has 64 bytes."""

# Windows has neither flag: there is no grading of strangers' files on it.
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


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
        descriptor = os.open(file, os.O_RDONLY | NO_FOLLOW | _NO_WAIT)
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


def parse_lines(content: bytes, name: str = "answers.jsonl", first: int = 1) -> Log:
    """Read the lines of a log from bytes, which begin with the line numbered `first`.

    Never raises: what is no record becomes a problem with its line number.
    """
    log = Log()
    room = max(0, MAX_LINES + 1 - first)
    lines = content.split(b"\n", room)
    for number, line in enumerate(lines[:room], start=first):
        if not line.strip():
            continue
        try:
            log.records.append(parse_record(line))
        except ValueError as error:
            log.problems.append(f"{name} line {number} was skipped: {error}")
    if b"".join(lines[room:]).strip():
        log.problems.append(f"{name} has more than {MAX_LINES} lines; the others were not read")
    return log
