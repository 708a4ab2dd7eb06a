"""The rules of item writing that can be measured, one item at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softskills.checks.findings import Hit
from softskills.checks.material import Course, Entry, option_sets
from softskills.checks.text.reading_grade import grade, words
from softskills.items import Story

STEM_WORDS = (50, 90)
FEEDBACK_WORDS = (30, 60)
TITLE_WORDS = (2, 8)
LONGEST_TO_SHORTEST = 1.2
MAX_GRADE = 9.0


def stem_length(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        message, remedy = outside("the stem", entry.item.stem, STEM_WORDS)
        if message:
            yield Hit(entry.file, entry.line("stem"), entry.item.id, message, remedy)


def title_length(course: Course) -> Iterator[Hit]:
    for entry in course.entries:
        message, remedy = outside("the title", entry.item.title, TITLE_WORDS)
        if message:
            yield Hit(entry.file, entry.line("title"), entry.item.id, message, remedy)


def feedback_length(course: Course) -> Iterator[Hit]:
    for options in course.option_sets:
        entry = options.entry
        for letter, text in options.feedback.items():
            message, remedy = outside(f"the feedback on {letter}{options.of}", text, FEEDBACK_WORDS)
            if message:
                yield Hit(entry.key_file(), options.feedback_line(letter), entry.item.id, message, remedy)


def option_lengths(course: Course) -> Iterator[Hit]:
    for options in course.option_sets:
        lengths = {letter: len(text) for letter, text in options.options.items()}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        if lengths[longest] > LONGEST_TO_SHORTEST * lengths[shortest]:
            message = (
                f"{longest}{options.of} has {lengths[longest]} characters and {shortest} has {lengths[shortest]}, "
                f"{lengths[longest] / lengths[shortest]:.2f} times as many as the shortest"
            )
            remedy = f"Bring them within {LONGEST_TO_SHORTEST} times."
            yield Hit(options.entry.file, options.line(), options.entry.item.id, message, remedy)


def reading_grade(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        for name, field, texts in graded_texts(entry):
            found = grade(texts)
            if found > MAX_GRADE:
                message = f"the reading grade of {name} is {found:.1f}; at most {MAX_GRADE:g} is allowed"
                remedy = "Use shorter sentences and shorter words."
                yield Hit(entry.file, entry.line(*field), entry.item.id, message, remedy)


def graded_texts(entry: Entry) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """What is measured together, with its name and its place in the item: the stem, each set of options, all scenes."""
    yield "the stem", ("stem",), [entry.item.stem]
    for options in option_sets(entry):
        yield options.name, options.field, options.options.values()
    if isinstance(entry.item, Story):
        yield "the scenes", ("scenes",), [scene.text for scene in entry.item.scenes.values()]


def outside(name: str, text: str, limits: tuple[int, int]) -> tuple[str, str]:
    """What is wrong with the number of words, and what to do; two empty texts if nothing is."""
    count, (least, most) = len(words(text)), limits
    if least <= count <= most:
        return "", ""
    counted = "1 word" if count == 1 else f"{count} words"
    return f"{name} has {counted}; {least} to {most} are allowed", "Shorten it." if count > most else "Say more."
