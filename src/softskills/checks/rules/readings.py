"""Readings without the key: what readers who had not written a scenario took for its best and its worst option.

They check the writing: whether a scene says enough. They are no panel of experts, and no proof that a key is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from softskills.checks.findings import Hit
from softskills.checks.material import Material, OptionSet, Reading
from softskills.checks.rules.cues import keyed


def each_is_read(material: Material) -> Iterator[Hit]:
    """Every set of options, as soon as there are readings of its sort at all. Those of quizzes stay with the keys."""
    readers = defaultdict(set)
    for reading in material.readings:
        readers[reading.file, reading.item].add(reading.reader)
    due = material.settings.limits.readers
    begun = {reading.file for reading in material.readings}
    for options in _keyed(material):
        file = _file(material, options)
        count = len(readers[file, options.id])
        if file in begun and count < due:
            message = f"{options.name} were read without the key by {count} of {due} readers"
            remedy = f"Let readers who did not write them answer, and note it in {file.as_posix()}."
            yield Hit(options.entry.file, options.line(), options.entry.item.id, message, remedy)


def readers_agree(material: Material) -> Iterator[Hit]:
    """A reader's best is the key's, or a note says why the key stands all the same."""
    for reading, options in _with_key(material):
        if reading.best != options.best() and not reading.note:
            message = f"{reading.reader} took {reading.best} for the best, and the key says {options.best()}"
            remedy = "Rewrite the scenario, or defend the key in a note."
            yield Hit(reading.file, reading.line, reading.item, message, remedy)


def readings_name_options(material: Material) -> Iterator[Hit]:
    """A reading is of a set of options that is there, and of two different letters in it."""
    known = _by_file_and_id(material)
    for reading in material.readings:
        options = known.get((reading.file, reading.item))
        if options is None:
            message = "there is no scenario, or fork of a story, of this name"
        elif reading.best == reading.worst or not {reading.best, reading.worst} <= set(options.options):
            message = f"{reading.best} and {reading.worst} are not two of {', '.join(options.options)}"
        else:
            continue
        yield Hit(reading.file, reading.line, reading.item, message, "Correct the line, or take it out.")


def agreement(material: Material) -> dict[str, float]:
    """Of all readings, the shares with the best and with the worst option of the key, each from 0 to 1."""
    pairs = list(_with_key(material))
    best = sum(reading.best == options.best() for reading, options in pairs)
    worst = sum(reading.worst == options.worst() for reading, options in pairs)
    return {"best": best / len(pairs), "worst": worst / len(pairs)} if pairs else {}


def _with_key(material: Material) -> Iterator[tuple[Reading, OptionSet]]:
    known = _by_file_and_id(material)
    for reading in material.readings:
        if (reading.file, reading.item) in known:
            yield reading, known[reading.file, reading.item]


def _by_file_and_id(material: Material) -> dict[tuple[Path, str], OptionSet]:
    return {(_file(material, options), options.id): options for options in _keyed(material)}


def _keyed(material: Material) -> list[OptionSet]:
    return keyed(material)


def _file(material: Material, options: OptionSet) -> Path:
    """Where readings of a set of options belong."""
    return material.course.quiz_readings if options.entry.in_quiz else material.course.readings
