"""Readings of contrast sets without the key: of the options alone, and of whole situations.

From the options alone nobody should find the best. Who reads a situation whole should agree with its key, and should
have had to think. Readings check the writing; they are no panel of experts, and no proof that a key is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from softskills.checks.findings import Hit
from softskills.checks.material import Material, OptionSet, SetReading
from softskills.checks.rules.set_cues import LEAST_SITUATIONS, keyed_situations

OPTIONS, FULL = "options", "full"
DIFFICULTIES = {"1": "obvious at once", "2": "had to think", "3": "a close call"}

Shares = dict[Literal["options alone", "agree", "obvious", "close calls"], float]


def each_is_read(material: Material) -> Iterator[Hit]:
    """Every set by its options alone, and every situation whole. Those of quizzes stay with the keys."""
    readers = defaultdict(set)
    for reading in material.set_readings:
        readers[reading.file, reading.seen, reading.item].add(reading.reader)
    due = material.settings.limits.contrast.readers
    for one in material.contrasts:
        file = _file(material, one.in_quiz)
        if not readers[file, OPTIONS, one.item.id]:
            message = "nobody has read the options alone and named the best"
            remedy = f"Let a reader who did not write them do so, and note it in {file.as_posix()}."
            yield Hit(one.file, one.line("options"), one.item.id, message, remedy)
        for entry in one.situations:
            count = len(readers[file, FULL, entry.item.id])
            if count < due:
                message = f"the situation was read without its key by {count} of {due} readers"
                remedy = f"Let readers who did not write it answer, and note it in {file.as_posix()}."
                yield Hit(entry.file, entry.line("stem"), entry.item.id, message, remedy)


def readers_agree(material: Material) -> Iterator[Hit]:
    """Who read a situation whole took the key's best, or a note says why the key stands all the same."""
    for reading, options in _full(material):
        if reading.best != options.best() and not reading.note:
            message = f"{reading.reader} took {reading.best} for the best, and the key says {options.best()}"
            yield Hit(reading.file, reading.line, reading.item, message, "Rewrite it, or defend the key in a note.")


def readings_are_sound(material: Material) -> Iterator[Hit]:
    """A reading is of a set or a situation that is there, names options of it, and says how hard it was."""
    sets = {(_file(material, one.in_quiz), one.item.id): set(one.item.options) for one in material.contrasts}
    situations = {
        (_file(material, one.in_quiz), entry.item.id): set(one.item.options)
        for one in material.contrasts
        for entry in one.situations
    }
    for reading in material.set_readings:
        message = _fault(reading, sets if reading.seen == OPTIONS else situations)
        if message:
            yield Hit(reading.file, reading.line, reading.item, message, "Correct the line, or take it out.")


def shares_are_in_bounds(material: Material) -> Iterator[Hit]:
    """Over the bank: the options alone give little away, readers agree, and few situations are obvious or a toss-up."""
    limits, found = material.settings.limits.contrast, {} if material.faults else shares(material)
    bounds = {
        "options alone": (0.0, limits.by_options_alone, "readers found the best by the options alone in"),
        "agree": (limits.readers_agree, 1.0, "readers of the whole agree with the key in"),
        "obvious": (0.0, limits.obvious, "the best was obvious at once in"),
        "close calls": (0.0, limits.close_calls, "the best was a close call in"),
    }
    for name, share in found.items():
        least, most, says = bounds[name]
        if not least <= share <= most:
            bound = f"at most {most:.0%}" if share > most else f"{least:.0%} or more"
            message = f"{says} {share:.0%} of the readings; {bound} should be"
            yield Hit(material.course.scenarios, None, None, message, "Rewrite the sets that these readings are of.")


@lru_cache(maxsize=1)
def shares(material: Material) -> Shares:
    """What the readings say of all sets together, each from 0 to 1. What there are too few readings of is left out.

    A reading of the options alone counts once for each situation of its set, because it names one best for all.
    """
    full = list(_full(material))
    alone = [
        reading.best == options.best()
        for reading in material.set_readings
        for options in keyed_situations(material)
        if reading.seen == OPTIONS
        and reading.item == options.entry.contrast
        and reading.file == _file(material, options.entry.in_quiz)
    ]
    found: Shares = {}
    if len(alone) >= LEAST_SITUATIONS:
        found["options alone"] = sum(alone) / len(alone)
    if len(full) >= LEAST_SITUATIONS:
        found["agree"] = sum(reading.best == options.best() for reading, options in full) / len(full)
        found["obvious"] = sum(reading.difficulty == "1" for reading, _ in full) / len(full)
        found["close calls"] = sum(reading.difficulty == "3" for reading, _ in full) / len(full)
    return found


def _full(material: Material) -> Iterator[tuple[SetReading, OptionSet]]:
    """The readings of whole situations that are there and have a key."""
    known = {(_file(material, one.entry.in_quiz), one.id): one for one in keyed_situations(material)}
    for reading in material.set_readings:
        if reading.seen == FULL and (reading.file, reading.item) in known:
            yield reading, known[reading.file, reading.item]


def _fault(reading: SetReading, known: dict[tuple[Path, str], set[str]]) -> str:
    """What is wrong with a reading, or nothing."""
    if reading.seen not in (OPTIONS, FULL):
        return f"seen is {reading.seen!r}; {OPTIONS} and {FULL} are known"
    letters = known.get((reading.file, reading.item))
    if letters is None:
        return f"there is no {'contrast set' if reading.seen == OPTIONS else 'situation of a set'} of this name"
    wrong = [letter for letter in (reading.best, reading.second) if letter not in letters]
    if reading.best not in letters or reading.second == reading.best or (reading.second and wrong):
        said = " and ".join(filter(None, (reading.best or "nothing", reading.second)))
        return f"best and second are {said}, not two of {', '.join(sorted(letters))}"
    if reading.seen == FULL and reading.difficulty not in DIFFICULTIES:
        return f"the difficulty of a full reading is {reading.difficulty or 'missing'}; 1, 2 and 3 are known"
    if reading.seen == OPTIONS and reading.difficulty:
        return "a reading of the options alone has no difficulty"
    return ""


def _file(material: Material, in_quiz: bool) -> Path:
    """Where readings of a set belong."""
    return material.course.quiz_set_readings if in_quiz else material.course.set_readings
