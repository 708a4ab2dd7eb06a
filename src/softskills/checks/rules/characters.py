"""Rules on the letters and words of every text that people read: in YAML files, notebooks and pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import eq

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Course

MAY_DOUBLE = frozenset({"had", "that"})
"""Words that may stand twice in good English: "all that she had had"."""

_OTHER_ALPHABETS = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH LATIN")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \t]*[ \t\n][ \t]*\1\b", re.IGNORECASE)


def look_alike_letters(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        for match in _NOT_ASCII.finditer(passage.text):
            for offset, letter in enumerate(match[0], match.start()):
                if is_look_alike(letter):
                    message = f"{_around(passage.text, offset)!r} has the letter {unicodedata.name(letter).lower()}"
                    yield hit_in(passage, offset, message, "Type the Latin letter, or write the letter's name.")


def doubled_words(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        words = list(map(str.lower, passage.words))
        if not any(map(eq, words, words[1:])):
            continue  # to search with the pattern takes longer
        for match in _DOUBLED.finditer(passage.prose):
            if match[1].lower() not in MAY_DOUBLE:
                yield hit_in(passage, match.start(), f'"{match[1]}" stands twice', "Remove one of the two.")


def is_look_alike(letter: str) -> bool:
    """Whether a letter belongs to an alphabet that has letters which look like Latin ones."""
    return not letter.isascii() and unicodedata.name(letter, "").startswith(_OTHER_ALPHABETS)


def _around(text: str, offset: int) -> str:
    """The word around one letter."""
    before = re.search(r"\S*\Z", text[:offset])
    after = re.match(r"\S*", text[offset:])
    return (before[0] if before else "") + (after[0] if after else "")
