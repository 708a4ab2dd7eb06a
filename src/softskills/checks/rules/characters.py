"""Rules on the letters and words of every text that people read: in YAML files, notebooks and pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import eq

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Material
from softskills.checks.text.letters import is_look_alike

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \t]*[ \t\n][ \t]*\1\b", re.IGNORECASE)


def look_alike_letters(material: Material) -> Iterator[Hit]:
    for passage in material.passages if material.settings.spelling.latin_only else ():
        for match in _NOT_ASCII.finditer(passage.text):
            for offset, letter in enumerate(match[0], match.start()):
                if is_look_alike(letter):
                    message = f"{_around(passage.text, offset)!r} has the letter {unicodedata.name(letter).lower()}"
                    yield hit_in(passage, offset, message, "Type the Latin letter, or write the letter's name.")


def doubled_words(material: Material) -> Iterator[Hit]:
    may_double = {word.lower() for word in material.settings.spelling.may_double}
    for passage in material.passages:
        words = list(map(str.lower, passage.words))
        if not any(map(eq, words, words[1:])):
            continue  # to search with the pattern takes longer
        for match in _DOUBLED.finditer(passage.prose):
            if match[1].lower() not in may_double:
                yield hit_in(passage, match.start(), f'"{match[1]}" stands twice', "Remove one of the two.")


def _around(text: str, offset: int) -> str:
    """The word around one letter."""
    before = re.search(r"\S*\Z", text[:offset])
    after = re.match(r"\S*", text[offset:])
    return (before[0] if before else "") + (after[0] if after else "")
