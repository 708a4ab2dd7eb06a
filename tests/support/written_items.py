"""Items whose texts and keys are made up by chance, and readers of what is written of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import strategies as st

from softskills.formats.chosen import Chosen, Entry, Group
from softskills.formats.text import storable
from softskills.items import Key, Practice, Scenario
from softskills.phrases import typographic

SIGNS = "<>&\"'\\~=#{}:%[]/$*_-|@`\n\r\t 0\x00\x0b\x85\u00a0\u2028\ufeff\uffff"
TEXTS = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])), min_size=1, max_size=30)
TRICKY = [
    "[html] <b>bold</b>",
    "%100%",
    "-> }",
    "\\n and \\: and \\\\",
    "// no comment",
    "::name::",
    "####",
    "&amp; &#35; &&035; &&010",
    "]]><![CDATA[",
    "</p></text><script>alert(1)</script>",
    "$CATEGORY: $course$/top/Elsewhere",
    "a/b//c",
    "a\n\nb\r\n \nc",
    "\u0001",
]
"""Texts with signs of these formats in them."""
ANY = st.one_of(TEXTS, st.sampled_from(TRICKY)).filter(lambda text: text.strip())
KINDS = ("choose", "best-worst", "rate-each", "rank")


@st.composite
def values(draw: st.DrawFn) -> dict[str, int]:
    """How effective three to six options are: exactly one most, and one least."""
    count = draw(st.integers(3, 6))
    found = draw(
        st.lists(st.integers(1, 5), min_size=count, max_size=count).filter(
            lambda one: one.count(max(one)) == 1 and one.count(min(one)) == 1
        )
    )
    return dict(zip("abcdef", found, strict=False))


@st.composite
def entries(draw: st.DrawFn, texts: st.SearchStrategy[str] = ANY, kinds: tuple[str, ...] = KINDS) -> Entry:
    """A scenario with its key. Five texts take turns in it, which is quicker than new ones."""
    effectiveness = draw(values())
    turns = cycle(draw(st.lists(texts, min_size=5, max_size=5)))
    data: dict[str, Any] = {
        "id": "one",
        "kind": draw(st.sampled_from(kinds)),
        "title": next(turns),
        "stem": next(turns),
        "question": next(turns),
        "goal": next(turns) if draw(st.booleans()) else None,
        "options": {letter: next(turns) for letter in effectiveness},
        "key": {
            "turns_on": next(turns),
            "rationale": "Said to authors only.",
            "effectiveness": effectiveness,
            "feedback": {letter: next(turns) for letter in effectiveness},
        },
    }
    item = Practice.model_validate(data)
    return Entry(item.public, item.key)


def keyed(entry: Entry) -> tuple[Scenario, Key]:
    """The scenario of an entry and its key."""
    assert isinstance(entry.item, Scenario)
    assert isinstance(entry.key, Key)
    return entry.item, entry.key


def chosen(*found: Entry, title: str = "All", path: tuple[str, ...] = ("All",)) -> Chosen:
    return Chosen("all", title, (Group("group", path, found),))


def bare(text: str) -> str:
    """A text without what may become of it on paper: kinds of blanks. What no XML holds is a mark."""
    return re.sub(r"[\s\ufeff]+", "", storable(typographic(text)))


def texts_of(entry: Entry) -> Iterator[str]:
    """All that has to be in a file of a scenario."""
    item, key = keyed(entry)
    yield from (item.title, item.stem, item.question, *item.options.values(), key.turns_on, *key.feedback.values())
    if item.goal:
        yield item.goal


class Markup(HTMLParser):
    """What a browser makes of HTML: its tags, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.add("a comment")

    def handle_decl(self, decl: str) -> None:
        self.tags.add("a declaration")

    def handle_pi(self, data: str) -> None:
        self.tags.add("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.tags.add("a section")


def parsed(text: str) -> Element:
    """The root of an XML document, read as a platform would."""
    return fromstring(text.encode())
