"""The messages by which a widget's front end and the keeper of its answers speak with each other.

The front end sends one message with one answer or several, which are kept all together or not at all. `n` tells its
messages apart:

    {"kind": "keep", "n": 3, "records": [{"item": "listening-01", "answer": {...}}, ...]}

It gets back what became of them. On success that holds, of each item in the message, the latest answer and all:

    {"kind": "kept", "n": 3,
     "records": {"listening-01": {"time": "...", "answer": {...}, "answers": [["...", {...}], ...]}}}
    {"kind": "not-kept", "n": 3, "why": "the reason, in plain words"}

It may also ask for the scenes of a set, and gets them, each with the widget that shows it and that widget's state:

    {"kind": "bring", "n": 4, "set": "circles"}
    {"kind": "set", "n": 4, "scenes": {"circles-log": {"widget": "scenario", "state": {...}}, ...}}
    {"kind": "not-brought", "n": 4, "why": "the reason, in plain words"}

In JupyterLab these are custom messages of the widget, and the kernel keeps the answers (`CourseWidget`). On a published
page `frontend/page.js` does. `frontend/keeper.js` is the front end's side of both.

And it may ask whether the kernel is there at all, when a learner comes to a form:

    {"kind": "ping", "n": 5}
    {"kind": "pong", "n": 5}

A front end that hears nothing sends the same message again, under its old `n`: it is kept once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from softskills.answers import Known

MAX_AT_ONCE = 20
"""Answers in one message. A finished story sends two."""


class Keep(NamedTuple):
    """What a front end asks for: to keep these answers, as (item, answer) each."""

    n: int
    answers: list[tuple[str, Any]]


def parse_keep(message: Any) -> Keep:
    """The request in a message, whatever that is. Raises ValueError that says, in plain words, what is wrong in it."""
    if not isinstance(message, dict) or message.get("kind") != "keep":
        raise ValueError("the message is not one that asks to keep answers")
    if type(message.get("n")) is not int:
        raise ValueError("the message has no number")
    records = message.get("records")
    if not isinstance(records, list) or not records:
        raise ValueError("the message holds no answers")
    if len(records) > MAX_AT_ONCE:
        raise ValueError(f"the message holds {len(records)} answers; at most {MAX_AT_ONCE} are kept at once")
    for record in records:
        if not isinstance(record, dict) or not isinstance(record.get("item"), str) or "answer" not in record:
            raise ValueError("the message holds something that is no answer to an item")
    return Keep(message["n"], [(record["item"], record["answer"]) for record in records])


def is_ping(message: Any) -> bool:
    """Whether a message only asks for a sign of life, by a number."""
    return isinstance(message, dict) and message.get("kind") == "ping" and type(message.get("n")) is int


def pong(message: dict[str, Any]) -> dict[str, Any]:
    """The sign of life."""
    return {"kind": "pong", "n": message["n"]}


def asks_for_set(message: Any) -> bool:
    """Whether a message asks for the scenes of a set, by a number and an id as it should."""
    return (
        isinstance(message, dict)
        and message.get("kind") == "bring"
        and type(message.get("n")) is int
        and isinstance(message.get("set"), str)
    )


def brought(n: int, scenes: dict[str, Any]) -> dict[str, Any]:
    """The reply with the scenes of a set."""
    return {"kind": "set", "n": n, "scenes": scenes}


def not_brought(n: int, why: object) -> dict[str, Any]:
    """The reply that there is no such set."""
    return {"kind": "not-brought", "n": n, "why": str(why)}


def kept(n: int, records: Known) -> dict[str, Any]:
    """The reply that answers were kept."""
    return {"kind": "kept", "n": n, "records": records}


def not_kept(message: Any, why: object) -> dict[str, Any]:
    """The reply to a message, whatever that is, that nothing of it was kept."""
    n = message.get("n") if isinstance(message, dict) else None
    return {"kind": "not-kept", "n": n if type(n) is int else None, "why": str(why)}
