"""What stands too often, over the whole course: one opening of feedback, or a phrase that the course counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from softskills.checks.findings import Hit
from softskills.checks.material import Material
from softskills.checks.text.reading_grade import words
from softskills.phrases import counted

OPENING_WORDS = 3
MIN_TEXTS = 150
"""Of fewer texts a share says little."""


@lru_cache(maxsize=1)
def openings(material: Material) -> dict[str, float]:
    """The first words of feedback, in small letters, with the share of all texts that begin so; the largest first."""
    texts = [text for options in material.option_sets for text in options.feedback.values()]
    found = Counter(" ".join(words(text)[:OPENING_WORDS]).casefold() for text in texts)
    return {opening: count / len(texts) for opening, count in found.most_common()} if len(texts) >= MIN_TEXTS else {}


@lru_cache(maxsize=1)
def phrases(material: Material) -> dict[str, int]:
    """How often each phrase that the course counts stands in its lessons, items and pages."""
    course = material.course
    folders = (course.scenarios, course.quiz_sources, course.quiz_keys)
    files = {
        file
        for file in {passage.file for passage in material.passages}
        if material.is_page(file) or any(map(file.is_relative_to, folders))
    }
    texts = [passage.text for passage in material.passages if passage.file in files and not passage.is_code]
    return {phrase.says: sum(map(len, map(phrase.pattern.findall, texts))) for phrase in material.settings.phrases}


def same_opening(material: Material) -> Iterator[Hit]:
    most = material.settings.limits.same_opening
    for opening, share in {} if material.faults else openings(material).items():
        if share > most:
            message = f'feedback begins with "{opening}" in {share:.0%} of all texts; at most {most:.0%} should'
            yield Hit(material.course.scenarios, None, None, message, "Begin with what happens next in the scene.")


def same_phrase(material: Material) -> Iterator[Hit]:
    found = phrases(material)
    for phrase in material.settings.phrases:
        times = found[phrase.says]
        if times > phrase.at_most:
            message = f'"{phrase.says}" stands {counted(times, "time")} in the course; {phrase.at_most} at most'
            yield Hit(material.course.file, None, None, message, "Say it another way, or leave it out.")
