"""A small player of QTI 2.1: it scores an item by its response processing, and goes through a part by branch rules.

It knows the expressions that the course's packages use, as the specification has them
(https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html, sections 8 and 15), and fails at any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
Responses = Mapping[str, str | list[str]]


@dataclass
class Item:
    """An assessment item with the answers to it, and what came of them."""

    root: Element
    responses: Responses
    outcomes: dict[str, Any] = field(default_factory=dict)

    def play(self) -> dict[str, Any]:
        """The outcomes by their identifiers, None for what has no value."""
        for declared in self.root.iter(f"{NAMESPACE}outcomeDeclaration"):
            value = declared.findtext(f"{NAMESPACE}defaultValue/{NAMESPACE}value")
            self.outcomes[declared.attrib["identifier"]] = None if value is None else float(value)
        for rule in self.root.find(f"{NAMESPACE}responseProcessing") or ():
            self._rule(rule)
        return self.outcomes

    @property
    def shown(self) -> list[str]:
        """The texts of the feedback that is shown."""
        found = []
        for one in self.root.iter(f"{NAMESPACE}modalFeedback"):
            assert one.attrib["showHide"] == "show"
            value = self.outcomes[one.attrib["outcomeIdentifier"]]
            if one.attrib["identifier"] in (value if isinstance(value, list) else [value]):
                found.append(" ".join("".join(one.itertext()).split()))
        return found

    def _rule(self, rule: Element) -> None:
        match _tag(rule):
            case "setOutcomeValue":
                assert rule.attrib["identifier"] in self.outcomes
                self.outcomes[rule.attrib["identifier"]] = self._value(rule[0])
            case "responseCondition":
                for branch in rule:
                    test, *rules = [None, *branch] if _tag(branch) == "responseElse" else [*branch]
                    if test is None or self._value(test) is True:
                        for one in rules:
                            assert one is not None
                            self._rule(one)
                        return
            case other:
                raise AssertionError(f"no rule {other}")

    def _value(self, expression: Element) -> Any:
        values: Callable[[], list[Any]] = lambda: [self._value(one) for one in expression]  # noqa: E731
        name = expression.get("identifier", "")
        match _tag(expression):
            case "baseValue":
                text = expression.text or ""
                return float(text) if expression.attrib["baseType"] in ("float", "integer") else text
            case "variable":
                return self.outcomes[name] if name in self.outcomes else self.responses.get(name)
            case "isNull":
                return values()[0] in (None, [])
            case "not":
                return not values()[0]
            case "or":
                return any(values())
            case "sum":
                return sum(values())
            case "multiple":
                return values()
            case "match":
                one, other = values()
                return one == other
            case "lt":
                one, other = values()
                return one < other
            case "index":
                return values()[0][int(expression.attrib["n"]) - 1]
            case "mapResponse":
                return self._mapped(name)
            case other:
                raise AssertionError(f"no expression {other}")

    def _mapped(self, name: str) -> float:
        (declared,) = (
            one for one in self.root.iter(f"{NAMESPACE}responseDeclaration") if one.attrib["identifier"] == name
        )
        entries = {one.attrib["mapKey"]: one.attrib["mappedValue"] for one in declared.iter(f"{NAMESPACE}mapEntry")}
        answer = self.responses[name]
        return sum(float(entries.get(one, 0)) for one in (answer if isinstance(answer, list) else [answer]))


def way_through(part: Element, answers: Mapping[str, str]) -> Iterator[str]:
    """The items of a test part that a learner meets, by the branch rules. `answers`: a letter for each item."""
    refs = [*part.iter(f"{NAMESPACE}assessmentItemRef")]
    assert part.attrib["navigationMode"] == "linear"
    place = 0
    while place < len(refs):
        here = refs[place].attrib["identifier"]
        yield here
        target = next(one.attrib["target"] for one in refs[place] if _applies(one, here, answers[here]))
        if target == "EXIT_TESTPART":
            return
        (after,) = (at for at, ref in enumerate(refs) if ref.attrib["identifier"] == target)
        assert after > place, "a branch leads forward only"
        place = after


def _applies(rule: Element, item: str, answer: str) -> bool:
    assert _tag(rule) == "branchRule"
    (match,) = rule
    variable, value = match
    assert (_tag(match), variable.attrib["identifier"]) == ("match", f"{item}.RESPONSE")
    return value.text == answer


def _tag(element: Element) -> str:
    assert element.tag.startswith(NAMESPACE)
    return element.tag.removeprefix(NAMESPACE)
