"""Cues that give the best option away without reading the scene. They show only over many scenarios together.

All that has a key counts, in the bank and in the quizzes: the options of a scenario are one set, and so are the choices
at each fork of a story. The best is the one with the highest effectiveness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from softskills.checks.findings import Hit
from softskills.checks.material import Material, OptionSet
from softskills.checks.remembered import by_text
from softskills.checks.text.reading_grade import words
from softskills.course.limits import Limits
from softskills.course.settings import Telltale

POSITIONS = "abcd"
MIN_SETS_FOR_POSITIONS = 12


@dataclass(frozen=True)
class TellingWord:
    """A word, and the shares of best options and of other options in which it stands."""

    word: str
    in_best: float
    in_others: float

    def __str__(self) -> str:
        return f'"{self.word}" ({self.in_best:.0%} of the best, {self.in_others:.0%} of the others)'


@lru_cache(maxsize=1)
def keyed(material: Material) -> list[OptionSet]:
    """Every set of options with a key, but for contrast sets, which have rules of their own."""
    return [options for options in material.option_sets if options.effectiveness and not options.entry.contrast]


def share_longest(sets: list[OptionSet]) -> float:
    return _share(sum(len(_best(one)) > max(map(len, _others(one))) for one in sets), len(sets))


def share_at(sets: list[OptionSet], letter: str) -> float:
    """Of the sets of four, how many have the best at this letter."""
    return _share(sum(one.best() == letter for one in _fours(sets)), len(_fours(sets)))


def share_saying(sets: list[OptionSet], telltale: Telltale) -> float:
    """Of all sets, how many have the best with one of these phrases in it."""
    return _share(sum(bool(telltale.pattern.search(_best(one))) for one in sets), len(sets))


def telling_words(sets: list[OptionSet], limits: Limits) -> list[TellingWord]:
    """Words in `telling_at_least` best options or more, `telling_times` as often there as in the other options.

    Counted is in how many options a word stands, as a share of all best and of all other options.
    """
    others = [text for one in sets for text in _others(one)]
    in_best = Counter(word for one in sets for word in _vocabulary(_best(one)))
    in_others = Counter(word for text in others for word in _vocabulary(text))
    found = [
        TellingWord(word, count / len(sets), _share(in_others[word], len(others)))
        for word, count in in_best.items()
        if count >= limits.telling_at_least
    ]
    telling = [one for one in found if one.in_best >= limits.telling_times * one.in_others]
    return sorted(telling, key=lambda one: (-one.in_best, one.word))


def longest(material: Material) -> Iterator[Hit]:
    most = material.settings.limits.best_is_longest
    remedy = "Shorten best options, or lengthen others."
    yield from _too_often(material, "is the longest", share_longest(_whole_bank(material)), most, remedy)


def telltales(material: Material) -> Iterator[Hit]:
    remedy = "Write scenes in which something else is best."
    for one in material.settings.telltales:
        share = share_saying(_whole_bank(material), one)
        yield from _too_often(material, f"says {one.says}", share, one.at_most, remedy)


def positions(material: Material) -> Iterator[Hit]:
    sets = _whole_bank(material)
    least, most = material.settings.limits.best_at_letter
    for letter in POSITIONS if len(_fours(sets)) >= MIN_SETS_FOR_POSITIONS else "":
        share = share_at(sets, letter)
        if not least <= share <= most:
            message = f"the best option stands at {letter} in {share:.0%} of the sets of four"
            yield _over_all(
                material, f"{message}; {least:.0%} to {most:.0%} should", "Reorder the options of some items."
            )


def words_of_the_best(material: Material) -> Iterator[Hit]:
    for word in telling_words(_whole_bank(material), material.settings.limits):
        yield _over_all(
            material, f"a word gives the best option away: {word}", "Use it in other options too, or less often."
        )


def _whole_bank(material: Material) -> list[OptionSet]:
    """What is keyed, once everything loads: of a part of the bank a share or a telling word would say little."""
    return [] if material.faults else keyed(material)


def _too_often(material: Material, does: str, share: float, most: float, remedy: str) -> Iterator[Hit]:
    if share > most:
        yield _over_all(
            material, f"the best option {does} in {share:.0%} of the sets; at most {most:.0%} should", remedy
        )


def _over_all(material: Material, message: str, remedy: str) -> Hit:
    return Hit(material.course.scenarios, None, None, message, remedy)


def _best(one: OptionSet) -> str:
    return one.options[one.best()]


def _others(one: OptionSet) -> list[str]:
    best = one.best()
    return [text for letter, text in one.options.items() if letter != best]


def _fours(sets: list[OptionSet]) -> list[OptionSet]:
    return [one for one in sets if len(one.options) == len(POSITIONS)]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@by_text
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text.lower()) if len(word) > 2)
