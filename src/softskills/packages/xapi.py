"""A log of answers as statements of xAPI 1.0.3 (IEEE 9274.1.1 has them too): who answered what, when, and how well.

A statement's id comes from what it says. So the same log makes the same statements, and a record store that gets one
twice keeps it once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from softskills.answers import READER, Record
from softskills.items import Bank, Practice, PracticeItem, PracticeStory
from softskills.phrases import typographic
from softskills.scoring import credit, terms

ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"

Statement = dict[str, Any]


def statements_of(
    records: Iterable[Record], bank: Bank, learner: str, home: str, language: str = "en-GB"
) -> list[Statement]:
    """The statements, as JSON has them, of a learner whose account at `home` has this name. `home` is an address that
    is the course's own; what is asked has its addresses below it.
    """
    home = home.rstrip("/")
    return [_statement(record, bank, learner, home, language) for record in records if record.item != READER]


def _statement(record: Record, bank: Bank, learner: str, home: str, language: str) -> Statement:
    item = bank.items.get(record.item)
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{home}\n{learner}\n{record.line()}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": learner}},
        "verb": {"id": ANSWERED, "display": {"en": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/items/{quote(record.item)}",
            "definition": {"type": INTERACTION, **_definition(item, language)},
        },
        "result": _result(record, item, home),
        "context": {"contextActivities": {"grouping": [{"objectType": "Activity", "id": home}]}, "language": language},
        "timestamp": record.time,
    }


def _definition(item: PracticeItem | None, language: str) -> dict[str, Any]:
    """What is asked. Of a choice, and of an order, also the options."""
    if item is None:
        return {"interactionType": "other"}
    asked = [item.stem, item.question] if isinstance(item, Practice | PracticeStory) else [item.prompt]
    found: dict[str, Any] = {
        "name": {language: typographic(item.title)},
        "description": {language: typographic(" ".join(asked))},
        "interactionType": _INTERACTIONS.get(item.kind, "long-fill-in"),
    }
    if isinstance(item, Practice) and found["interactionType"] != "other":
        found["choices"] = [
            {"id": letter, "description": {language: typographic(text)}} for letter, text in item.options.items()
        ]
    return found


_INTERACTIONS = {
    "choose": "choice",
    "rank": "sequencing",
    "best-worst": "other",
    "rate-each": "other",
    "branching": "other",
    "plan": "other",
    "intention": "other",
}


def _result(record: Record, item: PracticeItem | None, home: str) -> dict[str, Any]:
    """What was answered, as the kind of interaction writes it, and whole under a name of ours."""
    answer = record.answer
    found: dict[str, Any] = {
        "response": _response(answer, item),
        "extensions": {f"{home}/xapi/answer": answer},
    }
    if isinstance(item, Practice | PracticeStory) and terms(item, answer) is not None:
        found["score"] = {"scaled": round(max(-1.0, credit(item, answer, item.key)), 4)}
    return found


def _response(answer: Any, item: PracticeItem | None) -> str:
    if isinstance(item, Practice) and terms(item, answer) is not None:
        if item.kind == "choose":
            return str(answer["choice"])
        if item.kind == "rank":
            return "[,]".join(answer["order"])
    if isinstance(answer, dict) and isinstance(answer.get("text"), str):
        return str(answer["text"])
    return json.dumps(answer, ensure_ascii=False)
