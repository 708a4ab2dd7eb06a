"""When something was handed in, as nbgrader's exchange notes it: in UTC, without saying so."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from dateutil import parser
from nbgrader.utils import parse_utc

from softskills.answers import read_untrusted
from softskills.course import TIMESTAMP

MAX_BYTES = 1_000


_NBGRADERS = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})?) UTC", re.ASCII)
"""As nbgrader writes it. So much is read at once; whatever else somebody may have written takes 0.1 ms."""


def parse_time(text: str) -> datetime:
    """The time that a text tells, as nbgrader reads it. Raises ValueError when it is none."""
    if found := _NBGRADERS.fullmatch(text.strip()):
        with suppress(ValueError):
            return datetime.fromisoformat(found[1])
    try:
        time = parse_utc(text.strip())
    except Exception as error:  # dateutil raises many
        raise ValueError(f"{text!r} is no time") from error
    if not isinstance(time, datetime):
        raise ValueError(f"{text!r} is no time")
    return time


def parse_local_time(text: str) -> datetime:
    """The time that somebody typed, in UTC without saying so. Without a zone it's meant as this computer's time. Raises
    ValueError when it is none.
    """
    try:
        time: datetime = parser.parse(text.strip())
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no time") from error
    return time.astimezone(UTC).replace(tzinfo=None)


def read_time(folder: Path) -> datetime | None:
    """When what lies in a folder was handed in; None when no time was noted. Raises ValueError when what was noted is
    no time, or cannot be read; whose file it is does not matter.
    """
    try:
        text = read_untrusted(folder / TIMESTAMP, MAX_BYTES).decode("utf-8")
    except FileNotFoundError:
        return None
    return parse_time(text) if text.strip() else None


def submitted_at(folder: Path) -> datetime | None:
    """When a submission was handed in; None when it has no time, or none that can be read."""
    try:
        return read_time(folder)
    except ValueError:
        return None
