"""Rules on spelling: by the list of words that `course.yml` names; names and terms of the course's own are in a list
beside it.

Most names need no list. A capitalised word is taken for one if it stands within a sentence somewhere in the course, or
twice in one file, or if it is close to no word. What is left are names that look like a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Material, Passage
from softskills.checks.remembered import by_text
from softskills.checks.text.lexicon import PREFIXES, Lexicon
from softskills.checks.text.prose import WORD, prose, words_read

_NAME_OF_A_THING = re.compile(r"[a-z0-9]+([-_./][a-z0-9]+)*")
"""An id, a file's name or a path, as a whole text of a YAML file."""


class Unknown(NamedTuple):
    """A word that the dictionary does not have, and where it stands."""

    passage: Passage
    offset: int
    word: str


def spelling(material: Material) -> Iterator[Hit]:
    lexicon, own = material.lexicon, material.course.own_words.as_posix()
    if lexicon is None:
        return
    unknown = _unknown(material)
    right = {one.word for one in material.own_words} | _names(unknown, lexicon)
    for passage, offset, word in unknown:
        if word not in right and word.lower() not in right:
            close = lexicon.suggestions(word)
            known = f"; close to it: {', '.join(close)}" if close else ""
            remedy = f"Correct it; if it is a name or a term, add it to {own}."
            yield hit_in(passage, offset, f'"{word}" is no word of {lexicon.name}{known}', remedy)


def own_words(material: Material) -> Iterator[Hit]:
    """The list is sorted, each word stands in it once, and each is needed somewhere."""
    if material.lexicon is None:
        return
    file = material.course.own_words
    needed = {form for one in _unknown(material) for form in (one.word, one.word.lower())}
    before = ""
    for word, line in material.own_words:
        if (word.casefold(), word) <= (before.casefold(), before):
            message = f'"{word}" stands twice' if word == before else f'"{word}" stands after "{before}"'
            yield Hit(file, line, None, message, "Sort the list by the alphabet, each word once.")
        elif word not in needed:
            message = f'no text needs "{word}": none has it, or the dictionary has it'
            yield Hit(file, line, None, message, "Take it out.")
        before = word


@lru_cache(maxsize=1)
def _unknown(material: Material) -> list[Unknown]:
    lexicon = material.lexicon
    if lexicon is None:
        return []
    found = []
    pass_over = set(material.settings.spelling.pass_over)
    for passage in material.passages:
        unknown = () if passage.is_code else _unknown_in(passage.text, lexicon)
        if not unknown or passage.file.as_posix() in pass_over:
            continue
        if passage.follows or not _NAME_OF_A_THING.fullmatch(passage.text):
            found += [Unknown(passage, offset, word) for offset, word in unknown]
    return found


@by_text
def _unknown_in(text: str, lexicon: Lexicon) -> tuple[tuple[int, str], ...]:
    if all(map(lexicon.knows, words_read(text))):  # so it is of nearly every text, which is soon seen
        return ()
    matches = WORD.finditer(prose(text))
    return tuple((offset, word) for match in matches for word, offset in _parts(match, lexicon))


def _names(unknown: list[Unknown], lexicon: Lexicon) -> set[str]:
    capitalised = [one for one in unknown if one.word[0].isupper()]
    in_file = Counter((one.passage.file, one.word) for one in capitalised)
    return {
        one.word
        for one in capitalised
        if in_file[one.passage.file, one.word] > 1
        or _within_sentence(one.passage.prose, one.offset)
        or not lexicon.suggestions(one.word)
    }


def _parts(match: re.Match[str], lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """What the dictionary does not have of one word: the word, or the unknown parts of one with hyphens."""
    if lexicon.knows(match[0]):
        return
    for part in re.finditer(r"([^-]+)(-?)", match[0]):
        word = re.sub(r"['\u2019]s\Z", "", part[1])
        if not lexicon.knows(word) and not (part[2] and word.lower() in PREFIXES):
            yield word, match.start() + part.start()


def _within_sentence(text: str, offset: int) -> bool:
    """Whether the word here surely does not begin a sentence, a line of a list, a quotation or a heading."""
    before = text[:offset].rstrip()
    gap, last = text[len(before) : offset], before[-1:]
    if not gap:
        return last in {"(", "-"}
    return "\n\n" not in gap and (last.isalnum() or last in {",", ";", ")", "'", "\u2019"})
