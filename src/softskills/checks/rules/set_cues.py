"""What gives the best of a contrast set away without its situations. It shows only over many sets together.

Each situation with a key counts once, in the bank and in the quizzes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from softskills.checks.findings import Hit
from softskills.checks.material import Material, OptionSet
from softskills.checks.text.best_by_words import Options, share_found

LEAST_SITUATIONS = 12
"""Below this a share says little."""

_COURTESY = re.compile(
    r"\b(please|thanks?|thank you|sorry|apolog\w+|kindly|grateful|appreciate|glad|happy to|welcome|"
    r"could you|would you|may i|might i|if you like|would it help)\b",
    re.IGNORECASE,
)
"""English words of courtesy: asking kindly, thanking, being sorry, offering."""


@lru_cache(maxsize=1)
def keyed_situations(material: Material) -> list[OptionSet]:
    """The options of every situation of a contrast set that has a key."""
    return [options for options in material.option_sets if options.entry.contrast and options.effectiveness]


def share_longest(situations: list[OptionSet]) -> float:
    """Of all situations, in how many the best is longer than every other option."""
    return _share(sum(all(len(_best(one)) > len(text) for text in _others(one)) for one in situations), len(situations))


def share_at(situations: list[OptionSet], letter: str) -> float:
    """Of all situations, in how many the best stands at this letter."""
    return _share(sum(one.best() == letter for one in situations), len(situations))


def courtesy(situations: list[OptionSet]) -> tuple[float, float]:
    """The shares of best options and of other options that have a word of courtesy."""
    others = [text for one in situations for text in _others(one)]
    best = sum(is_courteous(_best(one)) for one in situations)
    return _share(best, len(situations)), _share(sum(map(is_courteous, others)), len(others))


def share_by_words(material: Material) -> float:
    """Of all situations, in how many the best is found by the words of the options alone."""
    by_set: dict[tuple[object, str | None], list[OptionSet]] = {}
    for one in keyed_situations(material):
        by_set.setdefault((one.entry.file, one.entry.contrast), []).append(one)
    return share_found([Options(found[0].options, [one.best() for one in found]) for found in by_set.values()])


def is_courteous(text: str) -> bool:
    return bool(_COURTESY.search(text))


def longest(material: Material) -> Iterator[Hit]:
    most, share = material.settings.limits.contrast.best_is_longest, share_longest(_enough(material))
    if share > most:
        message = f"the best option is the longest in {share:.0%} of the situations of sets; at most {most:.0%} should"
        yield _over_all(material, message, "Shorten these options, or lengthen others of their sets.")


def positions(material: Material) -> Iterator[Hit]:
    situations = _enough(material)
    least, most = material.settings.limits.contrast.best_at_letter
    for letter in sorted({letter for one in situations for letter in one.options}):
        share = share_at(situations, letter)
        if not least <= share <= most:
            message = f"the best option of a set stands at {letter} in {share:.0%} of the situations"
            yield _over_all(material, f"{message}; {least:.0%} to {most:.0%} should", "Reorder options of some sets.")


def courtesy_is_spread(material: Material) -> Iterator[Hit]:
    """In English courses only, whose words of courtesy are known."""
    most = material.settings.limits.contrast.courtesy_apart
    best, others = courtesy(_enough(material))
    if abs(best - others) > most and material.settings.language.startswith("en"):
        message = f"{best:.0%} of the best options of sets have a word of courtesy, and {others:.0%} of the others"
        remedy = f"Spread courtesy over the options; the two may be {most:.0%} apart."
        yield _over_all(material, message, remedy)


def words_alone(material: Material) -> Iterator[Hit]:
    most = material.settings.limits.contrast.by_words_alone
    share = share_by_words(material) if _enough(material) else 0.0
    if share > most:
        message = f"the words of the options alone give the best away in {share:.0%} of the situations of sets"
        remedy = f"At most {most:.0%} should; let options of one wording win in one situation and lose in another."
        yield _over_all(material, message, remedy)


def _enough(material: Material) -> list[OptionSet]:
    """The situations, if everything loads and they are so many that a share says something."""
    found = [] if material.faults else keyed_situations(material)
    return found if len(found) >= LEAST_SITUATIONS else []


def _over_all(material: Material, message: str, remedy: str) -> Hit:
    return Hit(material.course.scenarios, None, None, message, remedy)


def _best(one: OptionSet) -> str:
    return one.options[one.best()]


def _others(one: OptionSet) -> list[str]:
    best = one.best()
    return [text for letter, text in one.options.items() if letter != best]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
