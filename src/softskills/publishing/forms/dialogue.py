"""A quote in which people speak becomes the turns of a dialogue.

Each of its paragraphs begins with the speaker, in strong text that ends in a colon: `> **Ines:** "Like this?"`. What
follows the name after a comma is when or to whom: `**Raina, 8:05, to Henrik:**`. A paragraph all in emphasis says what
happens meanwhile, and one that opens with a quotation mark goes on with what the last one said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from docutils import nodes

NAME = "dialogue"
COLONS = (":", "\N{FULLWIDTH COLON}")
QUOTATION_MARKS = tuple("\"'\u201c\u201d\u201e\xab\xbb\u2039\u203a\u2018\u201a\u300c\u300e")
VOICES = 3
"""How many speakers of a dialogue are told apart by their place. A further one shares the place of the first."""

Kind = Literal["turn", "direction", "more"]


def take_turns(document: nodes.document) -> None:
    """Make turns of every dialogue on a page. Who speaks in several has the same place in all, if it is free."""
    places: dict[str, int] = {}
    for quote in list(document.findall(nodes.block_quote)):
        kinds = [kind_of(child) for child in quote.children]
        if None in kinds or next((kind for kind in kinds if kind != "direction"), None) != "turn":
            continue
        paragraphs = [child for child in quote.children if isinstance(child, nodes.paragraph)]
        names = [label(one).partition(",")[0] for one, kind in zip(paragraphs, kinds, strict=True) if kind == "turn"]
        places |= (here := voices(names, places))
        quote.replace_self(_dialogue(quote, paragraphs, kinds, here))


def kind_of(node: nodes.Node) -> Kind | None:
    """What a child of a quote is in a dialogue; None if it is in none."""
    if not isinstance(node, nodes.paragraph):
        return None
    if label(node):
        return "turn"
    match said(node):
        case [nodes.emphasis()]:
            return "direction"
        case _:
            return "more" if node.astext().startswith(QUOTATION_MARKS) else None


def label(paragraph: nodes.Element) -> str:
    """The strong text before the colon with which a paragraph begins; empty if it doesn't."""
    match said(paragraph):
        case [nodes.strong() as first, *_] if (text := first.astext().rstrip()).endswith(COLONS):
            return str(text[:-1].rstrip())
        case _:
            return ""


def said(paragraph: nodes.Element) -> list[nodes.Node]:
    """What a paragraph holds, without the empty texts that the parser leaves beside strong text."""
    return [child for child in paragraph.children if child.astext()]


def lone_strong(node: nodes.Node) -> nodes.strong | None:
    """The strong text that is all of a paragraph; None if it isn't, or is none."""
    if isinstance(node, nodes.paragraph):
        match said(node):
            case [nodes.strong() as only]:
                return only
    return None


def voices(names: Iterable[str], before: dict[str, int]) -> dict[str, int]:
    """The place of each speaker, from 1: that of before unless another of them has it, else the lowest that is free."""
    found: dict[str, int] = {}
    for name in names:
        if name not in found:
            taken = set(found.values())
            free = (number for number in range(1, len(taken) + 2) if number not in taken)
            found[name] = before[name] if before.get(name) not in {None, *taken} else next(free)
    return found


def _dialogue(
    quote: nodes.block_quote, paragraphs: list[nodes.paragraph], kinds: list[Kind | None], places: dict[str, int]
) -> nodes.container:
    made = nodes.container(classes=[NAME])
    made.source, made.line = quote.source, quote.line
    voice = ""
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if kind == "turn":
            name, comma, more = label(paragraph).partition(",")
            voice = f"voice-{(places[name] - 1) % VOICES + 1}"
            said(paragraph)[0].replace_self(nodes.inline("", "", *_speaker(name, comma + more), classes=["speaker"]))
        paragraph["classes"] += ["direction"] if kind == "direction" else ["turn", voice]
        made += paragraph
    return made


def _speaker(name: str, more: str) -> Iterator[nodes.Node]:
    yield nodes.Text(name)
    if more:
        yield nodes.inline("", more, classes=["aside"])
    yield nodes.Text(":")
