"""Rules on the letters and words of every text that people read: in YAML files, notebooks and pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import eq

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Material
from softskills.checks.remembered import by_text
from softskills.checks.text.letters import is_look_alike
from softskills.checks.text.prose import prose, words_read

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \t]*[ \t\n][ \t]*\1\b", re.IGNORECASE)


def look_alike_letters(material: Material) -> Iterator[Hit]:
    for passage in material.passages if material.settings.spelling.latin_only else ():
        for offset, letter in _look_alike(passage.text):
            message = f"{_around(passage.text, offset)!r} has the letter {unicodedata.name(letter).lower()}"
            yield hit_in(passage, offset, message, "Type the Latin letter, or write the letter's name.")


def doubled_words(material: Material) -> Iterator[Hit]:
    may_double = {word.lower() for word in material.settings.spelling.may_double}
    for passage in material.passages:
        for offset, word in () if passage.is_code else _doubled(passage.text):
            if word.lower() not in may_double:
                yield hit_in(passage, offset, f'"{word}" stands twice', "Remove one of the two.")


@by_text
def _look_alike(text: str) -> tuple[tuple[int, str], ...]:
    """Each such letter, with its offset."""
    return tuple(
        (offset, letter)
        for match in _NOT_ASCII.finditer(text)
        for offset, letter in enumerate(match[0], match.start())
        if is_look_alike(letter)
    )


@by_text
def _doubled(text: str) -> tuple[tuple[int, str], ...]:
    """Each word that is read twice in a row, with its offset."""
    words = list(map(str.lower, words_read(text)))
    if not any(map(eq, words, words[1:])):
        return ()  # to search with the pattern takes longer
    return tuple((match.start(), match[1]) for match in _DOUBLED.finditer(prose(text)))


def _around(text: str, offset: int) -> str:
    """The word around one letter."""
    before = re.search(r"\S*\Z", text[:offset])
    after = re.match(r"\S*", text[offset:])
    return (before[0] if before else "") + (after[0] if after else "")
