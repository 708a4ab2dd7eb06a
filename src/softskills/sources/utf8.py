"""Read a text file as UTF-8, and say plainly why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from softskills.sources.faults import ContentError, Fault

MAX_FILE_BYTES = 2_000_000


def read_text(file: Path, at_most: int = MAX_FILE_BYTES) -> str:
    """The text of `file`, line ends as they are.

    Raises ContentError when the file cannot be read, is larger than `at_most` bytes, or is not UTF-8.
    """
    try:
        size = file.stat().st_size
        if size > at_most:
            raise ContentError([Fault(file, None, None, f"{size} bytes; at most {at_most} are read")])
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise ContentError([Fault(file, None, None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError([Fault(file, line, None, f"is not UTF-8 text: byte {error.start}")]) from error
