"""How an answer is scored, in QTI's own terms. The numbers are the course's weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from softskills.formats.qti.elements import make, number

RESPONSE, SCORE, FEEDBACK, TOLD = "RESPONSE", "SCORE", "FEEDBACK", "TOLD"
SHOWN = "shown"
"""The value of TOLD once there is an answer."""


def response(
    cardinality: str,
    type_: str,
    right: Iterable[str] = (),
    parts: Mapping[str, float] | None = None,
    name: str = RESPONSE,
) -> Element:
    """The declaration of what a learner answers, with the right answer and what each part of an answer adds."""
    values = [make("value", value) for value in right]
    table = None
    if parts is not None:
        entries = [make("mapEntry", mapKey=key, mappedValue=number(value)) for key, value in parts.items()]
        table = make("mapping", *entries, defaultValue="0")
    correct = make("correctResponse", *values) if values else None
    return make("responseDeclaration", correct, table, identifier=name, cardinality=cardinality, baseType=type_)


def outcomes(lowest: float | None, feedback: str = "single") -> list[Element]:
    """What comes of an answer: a score up to 1, unless nothing is scored, and what is shown."""
    score = make(
        "outcomeDeclaration", make("defaultValue", make("value", "0")),
        identifier=SCORE, cardinality="single", baseType="float",
        normalMaximum="1", normalMinimum=number(lowest or 0),
    )  # fmt: skip
    shown = [
        make("outcomeDeclaration", identifier=FEEDBACK, cardinality=feedback, baseType="identifier"),
        make("outcomeDeclaration", identifier=TOLD, cardinality="single", baseType="identifier"),
    ]
    return shown if lowest is None else [score, *shown]


def processing(names: Iterable[str], *rules: Element) -> Element:
    """All that follows from an answer, once every part of it is there. `names` are the responses that it has."""
    missing = [make("isNull", make("variable", identifier=name)) for name in names]
    nothing = missing[0] if len(missing) == 1 else make("or", *missing)
    answered = make("responseIf", make("not", nothing), *rules, set_to(TOLD, base("identifier", SHOWN)))
    return make("responseProcessing", make("responseCondition", answered))


def mapped(*names: str) -> Element:
    """The score: the sum of what the declarations of these responses give for them."""
    parts = [make("mapResponse", identifier=name) for name in names]
    return set_to(SCORE, parts[0] if len(parts) == 1 else make("sum", *parts))


def said(*names: str) -> Element:
    """Show the words on each option that was chosen."""
    chosen = [make("variable", identifier=name) for name in names]
    return set_to(FEEDBACK, chosen[0] if len(chosen) == 1 else make("multiple", *chosen))


def in_order(letters: list[str], parts: Mapping[tuple[str, str], float]) -> Iterable[Element]:
    """The score of an order: first the place of each option, then what each pair adds, or takes away."""
    for letter in letters:
        tests = [
            [
                make(
                    "match",
                    make("index", make("variable", identifier=RESPONSE), n=str(place)),
                    base("identifier", letter),
                ),
                set_to(_place(letter), base("integer", str(place))),
            ]
            for place in range(1, len(letters) + 1)
        ]
        first, *others = tests
        yield make("responseCondition", make("responseIf", *first), *(make("responseElseIf", *one) for one in others))
    for (one, other), value in parts.items():
        places = [make("variable", identifier=_place(letter)) for letter in (one, other)]
        yield make(
            "responseCondition",
            make("responseIf", make("lt", *places), _add(value)),
            make("responseElse", _add(-value)),
        )


def places(letters: Iterable[str]) -> list[Element]:
    """The outcomes that `in_order` needs."""
    return [
        make("outcomeDeclaration", identifier=_place(letter), cardinality="single", baseType="integer")
        for letter in letters
    ]


def set_to(name: str, value: Element) -> Element:
    return make("setOutcomeValue", value, identifier=name)


def base(type_: str, value: str) -> Element:
    return make("baseValue", value, baseType=type_)


def _place(letter: str) -> str:
    return f"PLACE_{letter.upper()}"


def _add(value: float) -> Element:
    return set_to(SCORE, make("sum", make("variable", identifier=SCORE), base("float", number(value))))
