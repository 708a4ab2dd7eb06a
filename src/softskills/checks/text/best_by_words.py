"""Which option of a contrast set looks best by its words alone: what somebody learns who sees keys, and no situation.

A naive Bayes classifier on bags of words (Maron 1961, doi 10.1145/321075.321084), in the form that counts in how many
options a word stands, with one added to every count. It has two classes, best and not best. Nothing is random in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, log

from softskills.checks.remembered import by_text
from softskills.checks.text.reading_grade import words


@dataclass(frozen=True)
class Options:
    """The options of a set by letter, and the best letter in each of its situations."""

    texts: Mapping[str, str]
    best: Sequence[str]


def share_found(sets: Sequence[Options]) -> float:
    """Of all situations, the share in which the option that looks best is the best, each set judged by the others.

    A set gets one pick for all its situations. Of options that look equally good each counts in part.
    """
    hits, count = 0.0, 0
    for index, one in enumerate(sets):
        picks = _look_best(one, [*sets[:index], *sets[index + 1 :]])
        hits += sum((letter in picks) / len(picks) for letter in one.best)
        count += len(one.best)
    return hits / count if count else 0.0


def _look_best(one: Options, others: Sequence[Options]) -> list[str]:
    """The letter, or the letters, of the option with the highest odds of being best."""
    in_best: Counter[str] = Counter()
    in_rest: Counter[str] = Counter()
    best = rest = 0
    for other in others:
        for letter in other.best:
            for name, text in other.texts.items():
                if name == letter:
                    in_best.update(vocabulary(text))
                    best += 1
                else:
                    in_rest.update(vocabulary(text))
                    rest += 1

    def odds(text: str) -> float:
        known = sorted(vocabulary(text) & (in_best.keys() | in_rest.keys()))
        return sum(log((in_best[word] + 1) / (best + 2)) - log((in_rest[word] + 1) / (rest + 2)) for word in known)

    found = {letter: odds(text) for letter, text in one.texts.items()}
    highest = max(found.values())
    return [letter for letter, value in found.items() if isclose(value, highest, abs_tol=1e-9)]


@by_text
def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, each once, in small letters."""
    return frozenset(words(text.lower()))
