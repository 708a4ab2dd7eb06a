"""How many years of school a text asks for: the Flesch-Kincaid grade (Kincaid et al. 1975).

Syllables are counted by Pyphen's English hyphenation, which needs no network. In this course's items it finds about
3 % fewer than a pronouncing dictionary does, so a grade comes out about half a year too low, at times a whole one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pyphen import Pyphen

from softskills.checks.remembered import by_text

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+[\"'\u201d\u2019)]*(?=\s|$)")


class _Counts(NamedTuple):
    words: int
    sentences: int
    syllables: int


@by_text
def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def grade(texts: Iterable[str]) -> float:
    """The grade of all texts together. Each counts as one sentence at least, and an empty text as none."""
    counts = [found for text in texts if (found := _counts(text)).words]
    if not counts:
        return 0.0
    word_count, sentences, syllables = map(sum, zip(*counts, strict=True))
    return 0.39 * word_count / sentences + 11.8 * syllables / word_count - 15.59


@by_text
def _counts(text: str) -> _Counts:
    found = words(text)
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return _Counts(len(found), sentences, sum(_syllables(word.lower()) for word in found))


@cache
def _syllables(word: str) -> int:
    return len(_hyphenation().positions(word)) + 1


@cache
def _hyphenation() -> Pyphen:
    return Pyphen(lang="en_US")
