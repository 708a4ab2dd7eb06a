"""One answer as a line of JSON: `{"v": 1, "time": ..., "item": ..., "answer": ...}`.

Format version, UTC time to the millisecond, item id, and the answer, whose form depends on the kind of item. The same
records live in the browser's storage on the published page, so a log can be carried from one to the other. There
`frontend/record.js` reads them by the same rules, and `tests/contract` holds the two together.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORMAT = 1
MAX_LINE_BYTES = 64_000
MAX_ITEM_LENGTH = 100  # characters, as Unicode counts them: code points
MAX_DEPTH = 6

_UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """One answer, as it stands in the log."""

    time: str
    item: str
    answer: Any

    def line(self) -> str:
        """The record as one line of JSON, without the line end."""
        data = {"v": FORMAT, "time": self.time, "item": self.item, "answer": self.answer}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


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
    # A line with few brackets need not be walked through: what's nested has one for each level.
    if line.count(b"[") + line.count(b"{") > MAX_DEPTH and not _depth_within(data["answer"], MAX_DEPTH):
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


def _whole(text: str) -> int:
    if len(text) > 300:  # beyond the largest float, which is the largest number that a browser can keep
        _finite(text)
    return int(text)


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole)
