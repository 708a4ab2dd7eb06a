"""What a platform noted of a package, as the log it came from. `frontend/scorm_interactions.js` says how it's told.

A list of interactions may come from anyone. Whatever is none of ours is passed over, and what is incomplete is named.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from softskills.answers import Record, parse_record
from softskills.phrases import counted

LEAD = "answer: "
ERASED = "erased"

_ID = re.compile(
    r"(?P<of>(?P<item>[^@\s]*)@(?P<time>\d{8}T\d{9}Z)\.(?P<sum>[\w-]{4}))(?:~(?P<at>\d{1,4})~(?P<all>\d{1,4}))?"
)
_RESPONSE = re.compile(rf"(?:\{{lang=[\w-]*\}})?{LEAD.strip()} ?(.*)", re.DOTALL)
_TIME = re.compile(r"(....)(..)(..T..)(..)(..)(...)Z")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Interaction:
    """What a platform has of one: its id, and the learner's response."""

    id: str
    response: str


@dataclass
class Recovered:
    """The records, oldest first; up to when the learner had erased all answers, or nothing; and what was not whole."""

    records: list[Record] = field(default_factory=list)
    erased: str = ""
    problems: list[str] = field(default_factory=list)


def is_ours(text: str) -> bool:
    """Whether a text is the id of an interaction of a package of ours."""
    return _ID.fullmatch(text) is not None


def recovered(interactions: Iterable[Interaction], *, also_erased: bool = False) -> Recovered:
    """The log that these interactions tell of, each answer once. `also_erased`: with what the learner erased later."""
    pieces: dict[str, dict[int, str]] = {}
    sizes: dict[str, int] = {}
    for one in interactions:
        if found := _ID.fullmatch(one.id.strip()):
            pieces.setdefault(found["of"], {})[int(found["at"] or 1)] = one.response
            sizes[found["of"]] = int(found["all"] or 1)
    result, kept = Recovered(), {}
    for name, parts in pieces.items():
        if missing := [at for at in range(1, sizes[name] + 1) if at not in parts]:
            result.problems.append(f"{name}: of {counted(sizes[name], 'part')} {len(missing)} missing")
            continue
        try:
            record = _record(name, [parts[at] for at in range(1, sizes[name] + 1)])
        except ValueError as error:
            result.problems.append(f"{name}: {error}")
            continue
        if record.item:
            kept[record.line()] = record
        else:
            result.erased = max(result.erased, record.time)
    result.records = sorted(
        (one for one in kept.values() if also_erased or one.time > result.erased), key=lambda one: one.time
    )
    return result


def _record(name: str, responses: list[str]) -> Record:
    """The record of one answer. Raises ValueError that says why there is none."""
    found = _ID.fullmatch(name)
    assert found  # noqa: S101 - only such names are asked for
    texts = [_told(response) for response in responses]
    if any(text is None for text in texts):
        raise ValueError("its response does not begin as ours do")
    joined = "".join(text for text in texts if text)
    time, item = _TIME.sub(r"\1-\2-\3:\4:\5.\6Z", found["time"]), unquote(found["item"])
    fault = ""
    for text in (joined, html.unescape(joined)):  # a report may have escaped it for a page, and then not shown a page
        try:
            answer, _ = json.JSONDecoder().raw_decode(text)
            record = Record(time, item, answer)
            is_whole = _sum(record.line()) == found["sum"]
        except (ValueError, RecursionError):
            fault = fault or "its answer is not complete; the platform may have cut it"
            continue
        if is_whole:
            return parse_record(record.line().encode()) if item else record
        fault = fault or "it was changed since the learner gave it"
    raise ValueError(fault)


def _told(response: str) -> str | None:
    """What a response tells, or None when it is none of ours."""
    found = _RESPONSE.fullmatch(response.strip())
    return found[1] if found else None


def _sum(line: str) -> str:
    """Four characters that a line comes to, as `frontend/scorm_state.js` has them."""
    found = 0x811C9DC5
    for byte in line.encode("utf-8", "surrogatepass"):
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    bits = ((found >> 24) ^ found) & 0xFFFFFF
    return "".join(_LETTERS[bits >> shift & 63] for shift in (18, 12, 6, 0))
