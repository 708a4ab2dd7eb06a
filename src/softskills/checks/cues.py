"""Cues that give the best option away without reading the scene. They show only over many items together.

All scenarios with a key count, those of the bank and those of the quizzes. The best option is the one with the
highest effectiveness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from softskills.checks.course import SCENARIOS, Course
from softskills.checks.findings import Hit
from softskills.checks.reading_grade import words

POSITIONS = "abcd"
MAX_LONGEST = 0.35
POSITION_SHARES = (0.15, 0.35)
MIN_ITEMS_FOR_POSITIONS = 12
MAX_IN_PRIVATE = 0.2
TELLING_TIMES = 3.0
TELLING_AT_LEAST = 5
_IN_PRIVATE = re.compile(r"\b(in private|privately)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Keyed:
    """The options of one scenario, and the letter of the best."""

    options: dict[str, str]
    best: str

    @property
    def others(self) -> list[str]:
        return [text for letter, text in self.options.items() if letter != self.best]

    @property
    def best_is_longest(self) -> bool:
        return len(self.options[self.best]) > max(map(len, self.others))


@dataclass(frozen=True)
class TellingWord:
    """A word, and the shares of best options and of other options in which it stands."""

    word: str
    in_best: float
    in_others: float

    def __str__(self) -> str:
        return f'"{self.word}" ({self.in_best:.0%} of the best, {self.in_others:.0%} of the others)'


def keyed(course: Course) -> list[Keyed]:
    return [
        Keyed(entry.item.options, max(entry.key.effectiveness, key=entry.key.effectiveness.__getitem__))
        for entry in course.scenarios
        if entry.key
    ]


def share_longest(items: list[Keyed]) -> float:
    return _share(sum(item.best_is_longest for item in items), len(items))


def share_at(items: list[Keyed], letter: str) -> float:
    return _share(sum(item.best == letter for item in items), len(items))


def share_in_private(items: list[Keyed]) -> float:
    return _share(sum(bool(_IN_PRIVATE.search(item.options[item.best])) for item in items), len(items))


def telling_words(items: list[Keyed]) -> list[TellingWord]:
    """Words in TELLING_AT_LEAST best options or more, TELLING_TIMES as often there as in the other options.

    Counted is in how many options a word stands, as a share of all best and of all other options.
    """
    others = [text for item in items for text in item.others]
    in_best = Counter(word for item in items for word in _vocabulary(item.options[item.best]))
    in_others = Counter(word for text in others for word in _vocabulary(text))
    found = [
        TellingWord(word, count / len(items), _share(in_others[word], len(others)))
        for word, count in in_best.items()
        if count >= TELLING_AT_LEAST
    ]
    telling = [one for one in found if one.in_best >= TELLING_TIMES * one.in_others]
    return sorted(telling, key=lambda one: (-one.in_best, one.word))


def figures(course: Course) -> dict[str, float | list[str]]:
    """The summary: every figure by its name, shares from 0 to 1."""
    items = keyed(course)
    return {
        "scenarios with a key": len(items),
        "best is the longest": share_longest(items),
        **{f"best stands at {letter}": share_at(items, letter) for letter in POSITIONS},
        "best says in private": share_in_private(items),
        "telling words": [str(word) for word in telling_words(items)],
    }


def longest(course: Course) -> Iterator[Hit]:
    share = share_longest(keyed(course))
    if share > MAX_LONGEST:
        message = f"the best option is the longest in {share:.0%} of the items; at most {MAX_LONGEST:.0%} should be"
        yield _over_all(message, "Shorten best options, or lengthen others.")


def positions(course: Course) -> Iterator[Hit]:
    items = keyed(course)
    least, most = POSITION_SHARES
    for letter in POSITIONS if len(items) >= MIN_ITEMS_FOR_POSITIONS else "":
        share = share_at(items, letter)
        if not least <= share <= most:
            message = (
                f"the best option stands at {letter} in {share:.0%} of the items; {least:.0%} to {most:.0%} should"
            )
            yield _over_all(message, "Reorder the options of some items.")


def in_private(course: Course) -> Iterator[Hit]:
    share = share_in_private(keyed(course))
    if share > MAX_IN_PRIVATE:
        message = f"the best option talks in private in {share:.0%} of the items; at most {MAX_IN_PRIVATE:.0%} should"
        yield _over_all(message, "Write scenes in which something else is best.")


def words_of_the_best(course: Course) -> Iterator[Hit]:
    for word in telling_words(keyed(course)):
        yield _over_all(f"a word gives the best option away: {word}", "Use it in other options too, or less often.")


def _over_all(message: str, remedy: str) -> Hit:
    return Hit(SCENARIOS, None, None, message, remedy)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _vocabulary(text: str) -> set[str]:
    return {word for word in words(text.lower()) if len(word) > 2}
