"""Each item as an assessment item of QTI: what is asked, how it's scored, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from softskills.formats.chosen import Entry
from softskills.formats.qti.elements import QTI, QTI_SCHEMA, make, name_of, paragraphs, root
from softskills.formats.qti.processing import (
    FEEDBACK,
    RESPONSE,
    SCORE,
    SHOWN,
    TOLD,
    base,
    in_order,
    mapped,
    outcomes,
    places,
    processing,
    response,
    said,
    set_to,
)
from softskills.formats.said import EFFECT, PICKS, after, graders, situation
from softskills.formats.shares import best_worst_parts, order_parts, rating_parts
from softskills.formats.text import line
from softskills.items import Intention, Key, Plan, Scenario, Story, StoryKey, best_option
from softskills.scale import LEVELS
from softskills.scoring import weights


@dataclass(frozen=True)
class QtiItem:
    """One assessment item. `id` is its identifier in the package; `scored`: whether it has an outcome SCORE."""

    id: str
    element: Element
    scored: bool


def items_of(entry: Entry, language: str) -> Iterator[QtiItem]:
    """The items that stand for one of the course: one, or for a story one for each fork."""
    match entry.item, entry.key:
        case Story() as story, StoryKey() as key:
            for scene in story.forks:
                yield _fork(story, key, scene, language)
        case Scenario() as item, Key() as key:
            declarations, body, rules = _SCENARIOS[item.kind](item, key)
            names = [one.get("identifier", "") for one in declarations if one.tag == "responseDeclaration"]
            told = [*_comments(item.options, key.feedback), *_after(after(item, key))]
            yield _item(item.id, item.title, language, declarations, [*body], processing(names, *rules), told)
        case _:
            yield _written(entry, language)


Parts = tuple[list[Element], Iterable[Element], Iterable[Element]]
"""Declarations, what is in the body, and rules of processing."""


def _choose(item: Scenario, key: Key) -> Parts:
    table = weights(item, key)
    declared = response("single", "identifier", [best_option(key.effectiveness)], table)
    asked = situation(item)
    body = [*paragraphs(*asked[:-1]), _choice(item.options, asked[-1])]
    return [declared, *outcomes(min(table.values()))], body, [mapped(RESPONSE), said(RESPONSE)]


def _best_worst(item: Scenario, key: Key) -> Parts:
    table = weights(item, key)
    names = ("BEST", "WORST")
    right = (best_option(key.effectiveness), min(key.effectiveness, key=key.effectiveness.__getitem__))
    declared = [
        response("single", "identifier", [letter], parts, name)
        for name, letter, parts in zip(names, right, best_worst_parts(table, item.options), strict=True)
    ]
    choices = [_choice(item.options, words, name) for name, words in zip(names, PICKS, strict=True)]
    body = [*paragraphs(*situation(item)), *choices]
    return [*declared, *outcomes(min(table.values()), "multiple")], body, [mapped(*names), said(*names)]


def _rate_each(item: Scenario, key: Key) -> Parts:
    parts = rating_parts(weights(item, key), item.options)
    pairs = {f"{letter} {_level(level)}": part for letter, row in parts.items() for level, part in row.items()}
    right = [f"{letter} {_level(value)}" for letter, value in key.effectiveness.items()]
    declared = response("multiple", "directedPair", right, pairs)
    asked = situation(item)
    rows = [
        make("simpleAssociableChoice", text, identifier=letter, matchMax="1") for letter, text in item.options.items()
    ]
    columns = [
        make("simpleAssociableChoice", words, identifier=_level(level), matchMax="0")
        for level, words in zip(LEVELS, EFFECT, strict=True)
    ]
    table = make(
        "matchInteraction",
        make("prompt", asked[-1]),
        make("simpleMatchSet", *rows),
        make("simpleMatchSet", *columns),
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxAssociations=str(len(rows)),
    )
    lowest = sum(min(row.values()) for row in parts.values())
    return [declared, *outcomes(lowest, "multiple")], [*paragraphs(*asked[:-1]), table], [mapped(RESPONSE), _all(item)]


def _rank(item: Scenario, key: Key) -> Parts:
    letters = sorted(item.options)
    right = sorted(letters, key=lambda letter: -key.effectiveness[letter])
    asked = situation(item)
    order = make(
        "orderInteraction",
        make("prompt", asked[-1]),
        *(make("simpleChoice", text, identifier=letter) for letter, text in item.options.items()),
        responseIdentifier=RESPONSE,
        shuffle="true",
    )
    declared = [response("ordered", "identifier", right), *outcomes(-1, "multiple"), *places(letters)]
    rules = [*in_order(letters, order_parts(weights(item, key), letters)), _all(item)]
    return declared, [*paragraphs(*asked[:-1]), order], rules


_SCENARIOS = {"choose": _choose, "best-worst": _best_worst, "rate-each": _rate_each, "rank": _rank}


def _fork(story: Story, key: StoryKey, name: str, language: str) -> QtiItem:
    """A fork of a story, as a choice. What follows on an ending is told with the choice that leads to it."""
    scene = story.forks[name]
    table = {
        letter: weights(story, key)[f"{name}.{letter}>{choice.to if story.scenes[choice.to].choices else ''}"]
        for letter, choice in scene.choices.items()
    }
    options = {letter: choice.text for letter, choice in scene.choices.items()}
    opening = (story.stem, *((f"Goal: {story.goal}",) if story.goal else ())) if name == story.start else ()
    ends = {letter: story.scenes[choice.to] for letter, choice in scene.choices.items()}
    endings = {letter: (end.title, end.text) for letter, end in ends.items() if end.ending}
    declared = response("single", "identifier", [best_option(key.effectiveness[name])], table)
    body = [*paragraphs(*opening, scene.text), _choice(options, story.question)]
    told = [*_comments(options, key.feedback[name], endings), *(_after(after(story, key)) if endings else ())]
    rules = processing([RESPONSE], mapped(RESPONSE), said(RESPONSE))
    declarations = [declared, *outcomes(min(table.values()))]
    return _item(name_of(story.id, name), f"{story.title}: {scene.title}", language, declarations, body, rules, told)


def _written(entry: Entry, language: str) -> QtiItem:
    """A text to write, in one box or in several. Nothing scores it but a person, and then by the rubric."""
    item = entry.item
    match item:
        case Intention():
            boxes, asked = {"IF": f"If: {item.if_hint}", "THEN": f"then I will: {item.then_hint}"}, [item.prompt]
        case Plan():
            boxes = {f"PART_{n}": f"{field.label}: {field.hint}" for n, field in enumerate(item.fields, start=1)}
            asked = [item.prompt]
        case _:
            *asked, last = situation(item)
            boxes = {RESPONSE: last}
    declared = [response("single", "string", name=name) for name in boxes]
    texts = [
        make("extendedTextInteraction", make("prompt", words), responseIdentifier=name, expectedLines="4")
        for name, words in boxes.items()
    ]
    rubric = make("rubricBlock", *paragraphs(*graders(entry)), view="scorer") if entry.rubric else None
    body = [one for one in (rubric, *paragraphs(*asked), *texts) if one is not None]
    told = after(item, None)
    outcome = outcomes(None)[1:] if told else []
    rules = processing(boxes) if told else None
    return _item(item.id, item.title, language, [*declared, *outcome], body, rules, _after(told))


def _item(
    item: str,
    title: str,
    language: str,
    declarations: list[Element],
    body: list[Element],
    rules: Element | None,
    told: Iterable[Element],
) -> QtiItem:
    """The order of the parts is that of the schema, in which responses come before outcomes."""
    order = sorted(declarations, key=lambda one: one.tag != "responseDeclaration")
    children = [*order, make("itemBody", *body), *([] if rules is None else [rules]), *told]
    element = root(
        "assessmentItem",
        QTI,
        QTI_SCHEMA,
        children,
        identifier=name_of(item),
        title=line(title),
        adaptive="false",
        timeDependent="false",
    )
    element.set("xml:lang", language)
    scored = any(one.get("identifier") == SCORE for one in declarations)
    return QtiItem(name_of(item), element, scored)


def _choice(options: Mapping[str, str], prompt: str, name: str = RESPONSE) -> Element:
    choices = [make("simpleChoice", text, identifier=letter) for letter, text in options.items()]
    return make(
        "choiceInteraction", make("prompt", prompt), *choices, responseIdentifier=name, shuffle="true", maxChoices="1"
    )


def _comments(
    options: Mapping[str, str], comments: Mapping[str, str], more: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Element]:
    """The words on each option, which FEEDBACK lets be seen."""
    for letter, text in comments.items():
        told = paragraphs(f"“{options[letter]}”", text, *(more or {}).get(letter, ()))
        yield make("modalFeedback", *told, outcomeIdentifier=FEEDBACK, identifier=letter, showHide="show")


def _after(told: tuple[str, ...]) -> list[Element]:
    """What everybody sees who has answered."""
    if not told:
        return []
    return [make("modalFeedback", *paragraphs(*told), outcomeIdentifier=TOLD, identifier=SHOWN, showHide="show")]


def _all(item: Scenario) -> Element:
    """Show the words on every option."""
    return set_to(FEEDBACK, make("multiple", *(base("identifier", letter) for letter in item.options)))


def _level(level: int) -> str:
    """The identifier of a level in a table of ratings."""
    return f"L{level}"
