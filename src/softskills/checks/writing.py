"""The rules of item writing that can be measured, one item at a time."""

from __future__ import annotations

from collections.abc import Iterator

from softskills.checks.course import Course
from softskills.checks.findings import Hit
from softskills.checks.reading_grade import grade, words

STEM_WORDS = (50, 90)
FEEDBACK_WORDS = (30, 60)
TITLE_WORDS = (2, 8)
LONGEST_TO_SHORTEST = 1.2
MAX_GRADE = 9.0


def stem_length(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        message, remedy = _outside("the stem", entry.item.stem, STEM_WORDS)
        if message:
            yield Hit(entry.file, entry.line("stem"), entry.item.id, message, remedy)


def title_length(course: Course) -> Iterator[Hit]:
    for entry in course.entries:
        message, remedy = _outside("the title", entry.item.title, TITLE_WORDS)
        if message:
            yield Hit(entry.file, entry.line("title"), entry.item.id, message, remedy)


def feedback_length(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        for letter, text in entry.key.feedback.items() if entry.key else ():
            message, remedy = _outside(f"the feedback on {letter}", text, FEEDBACK_WORDS)
            if message:
                yield Hit(entry.key_file(), entry.key_line("feedback", letter), entry.item.id, message, remedy)


def option_lengths(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        lengths = {letter: len(text) for letter, text in entry.item.options.items()}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        if lengths[longest] > LONGEST_TO_SHORTEST * lengths[shortest]:
            message = (
                f"option {longest} has {lengths[longest]} characters and {shortest} has {lengths[shortest]}, "
                f"{lengths[longest] / lengths[shortest]:.2f} times as many as the shortest"
            )
            remedy = f"Bring them within {LONGEST_TO_SHORTEST} times."
            yield Hit(entry.file, entry.line("options"), entry.item.id, message, remedy)


def reading_grade(course: Course) -> Iterator[Hit]:
    for entry in course.scenarios:
        for field, texts in (("stem", [entry.item.stem]), ("options", entry.item.options.values())):
            found = grade(texts)
            if found > MAX_GRADE:
                message = f"the reading grade of the {field} is {found:.1f}; at most {MAX_GRADE:g} is allowed"
                remedy = "Use shorter sentences and shorter words."
                yield Hit(entry.file, entry.line(field), entry.item.id, message, remedy)


def _outside(name: str, text: str, limits: tuple[int, int]) -> tuple[str, str]:
    """What is wrong with the number of words, and what to do; two empty texts if nothing is."""
    count, (least, most) = len(words(text)), limits
    if least <= count <= most:
        return "", ""
    counted = "1 word" if count == 1 else f"{count} words"
    return f"{name} has {counted}; {least} to {most} are allowed", "Shorten it." if count > most else "Say more."
