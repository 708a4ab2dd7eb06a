"""Rules on spelling: British words, by the lists of SCOWL; names and terms of the course's own are in `words.txt`.

SCOWL's lists give each word in one spelling only, so an American one is not among them. `dictionary/LICENSE` says whose
they are. Most names need no list. A capitalised word is taken for one if it stands within a sentence somewhere in the
course, or twice in one file, or if it is close to no word. What is left are names that look like a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import OWN_WORDS, Course, Passage
from softskills.checks.rules.characters import is_look_alike
from softskills.checks.text.prose import WORD

NOT_SPELLED = Path("CONTRIBUTING.md")
"""It names many tools, and the own words are the course's."""

MAX_SUGGESTIONS = 3
MAX_SLIPS = 2
"""A suggestion is this many letters away at most: one too many, one missing, one wrong, or two swapped."""

PREFIXES = frozenset({"co", "de", "meta", "pre", "trans"})
"""They are no words by themselves, and stand before a hyphen: co-worker, pre-arranged."""

_NAME_OF_A_THING = re.compile(r"[a-z0-9]+([-_./][a-z0-9]+)*")
"""An id, a file's name or a path, as a whole text of a YAML file."""


class Unknown(NamedTuple):
    """A word that the dictionary does not have, and where it stands."""

    passage: Passage
    offset: int
    word: str


def spelling(course: Course) -> Iterator[Hit]:
    unknown = _unknown(course)
    right = {one.word for one in course.own_words} | _names(unknown)
    for passage, offset, word in unknown:
        if word not in right and word.lower() not in right:
            close = suggestions(word)
            known = f"; close to it: {', '.join(close)}" if close else ""
            remedy = f"Correct it; if it is a name or a term, add it to {OWN_WORDS.as_posix()}."
            yield hit_in(passage, offset, f'"{word}" is no word of the British dictionary{known}', remedy)


def own_words(course: Course) -> Iterator[Hit]:
    """The list is sorted, each word stands in it once, and each is needed somewhere."""
    needed = {form for one in _unknown(course) for form in (one.word, one.word.lower())}
    before = ""
    for word, line in course.own_words:
        if (word.casefold(), word) <= (before.casefold(), before):
            message = f'"{word}" stands twice' if word == before else f'"{word}" stands after "{before}"'
            yield Hit(OWN_WORDS, line, None, message, "Sort the list by the alphabet, each word once.")
        elif word not in needed:
            message = f'no text needs "{word}": none has it, or the dictionary has it'
            yield Hit(OWN_WORDS, line, None, message, "Take it out.")
        before = word


def suggestions(word: str) -> list[str]:
    """The closest words with the same first letter, the closest first; none if all are further than MAX_SLIPS."""
    among = _by_first_letter().get(word[:1].lower(), [])
    found = process.extract(word.lower(), among, scorer=OSA.distance, score_cutoff=MAX_SLIPS, limit=MAX_SUGGESTIONS)
    return [close for close, _, _ in found]


@cache
def british() -> frozenset[str]:
    return frozenset((files("softskills.checks.text") / "dictionary" / "british.txt").read_text("utf-8").split())


@cache
def _by_first_letter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in sorted(british()):
        found.setdefault(word[0].lower(), []).append(word)
    return found


@lru_cache(maxsize=1)
def _unknown(course: Course) -> list[Unknown]:
    found = []
    known = set(filter(_is_known, {word for passage in course.passages for word in passage.words}))
    for passage in course.passages:
        if passage.file == NOT_SPELLED or (not passage.follows and _NAME_OF_A_THING.fullmatch(passage.text)):
            continue
        if not known.issuperset(passage.words):  # of nearly every text it is one, which is soon seen
            matches = WORD.finditer(passage.prose)
            found += [Unknown(passage, offset, word) for match in matches for word, offset in _parts(match)]
    return found


def _names(unknown: list[Unknown]) -> set[str]:
    capitalised = [one for one in unknown if one.word[0].isupper()]
    in_file = Counter((one.passage.file, one.word) for one in capitalised)
    return {
        one.word
        for one in capitalised
        if in_file[one.passage.file, one.word] > 1
        or _within_sentence(one.passage.prose, one.offset)
        or not suggestions(one.word)
    }


def _parts(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What the dictionary does not have of one word: the word, or the unknown parts of one with hyphens."""
    if _is_known(match[0]):
        return
    for part in re.finditer(r"([^-]+)(-?)", match[0]):
        word = re.sub(r"['\u2019]s\Z", "", part[1])
        if not _is_known(word) and not (part[2] and word.lower() in PREFIXES):
            yield word, match.start() + part.start()


def _within_sentence(text: str, offset: int) -> bool:
    """Whether the word here surely does not begin a sentence, a line of a list, a quotation or a heading."""
    before = text[:offset].rstrip()
    gap, last = text[len(before) : offset], before[-1:]
    if not gap:
        return last in {"(", "-"}
    return "\n\n" not in gap and (last.isalnum() or last in {",", ";", ")", "'", "\u2019"})


@cache
def _is_known(word: str) -> bool:
    """Whether the dictionary has a word. Let pass are abbreviations and brands (MyST, USDOL), and look-alike letters,
    which are the matter of another rule.
    """
    plain = word.replace("\u2019", "'")
    if len(plain) == 1 or plain[1:] != plain[1:].lower() or any(map(is_look_alike, plain)):
        return True
    return plain in british() or plain.lower() in british()
