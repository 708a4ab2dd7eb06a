"""The rules of item writing that can be measured, one item at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softskills.checks.findings import Hit
from softskills.checks.material import ContrastEntry, Entry, Material, OptionSet, option_sets
from softskills.checks.text.reading_grade import grade, words
from softskills.course import Settings
from softskills.course.limits import ContrastLimits
from softskills.items import Story
from softskills.phrases import counted


def stem_length(material: Material) -> Iterator[Hit]:
    for entry in material.scenarios:
        limits = material.limits_of(entry)
        bounds = limits.situation_words if isinstance(limits, ContrastLimits) else limits.stem_words
        message, remedy = outside(_stem_of(entry), entry.item.stem, bounds)
        if message:
            yield Hit(entry.file, entry.line("stem"), entry.item.id, message, remedy)


def title_length(material: Material) -> Iterator[Hit]:
    everything: list[Entry | ContrastEntry] = [*material.entries, *material.contrasts]
    for entry in everything:
        message, remedy = outside("the title", entry.item.title, material.settings.limits.title_words)
        if message:
            yield Hit(entry.file, entry.line("title"), entry.item.id, message, remedy)


def feedback_length(material: Material) -> Iterator[Hit]:
    for options in material.option_sets:
        entry = options.entry
        for letter, text in options.feedback.items():
            message, remedy = outside(
                f"the feedback on {letter}{options.of}", text, material.limits_of(entry).feedback_words
            )
            if message:
                yield Hit(entry.key_file(), options.feedback_line(letter), entry.item.id, message, remedy)


def option_lengths(material: Material) -> Iterator[Hit]:
    for options in _written(material):
        times = material.limits_of(options.entry).longest_to_shortest
        lengths = {letter: len(text) for letter, text in options.options.items()}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        if lengths[longest] > times * lengths[shortest]:
            message = (
                f"{longest}{options.of} has {lengths[longest]} characters and {shortest} has {lengths[shortest]}, "
                f"{lengths[longest] / lengths[shortest]:.2f} times as many as the shortest"
            )
            remedy = f"Bring them within {times:g} times."
            yield Hit(options.entry.file, options.line(), options.owner, message, remedy)


def option_words(material: Material) -> Iterator[Hit]:
    """Of contrast sets: a bare "Wait." says no tone, and a long option is two actions."""
    for options in _written(material):
        entry = options.entry
        for letter, text in options.options.items() if entry.contrast else ():
            bounds = material.settings.limits.contrast.option_words
            message, remedy = outside(f"the option {letter}", text, bounds)
            if message:
                yield Hit(entry.file, entry.line("options", letter), options.owner, message, remedy)


def reading_grade(material: Material) -> Iterator[Hit]:
    most = highest_grade(material.settings)
    for entry in material.scenarios if most is not None else ():
        for name, field, texts in graded_texts(entry):
            found = grade(texts)
            if most is not None and found > most:
                message = f"the reading grade of {name} is {found:.1f}; at most {most:g} is allowed"
                remedy = "Use shorter sentences and shorter words."
                of = entry.contrast if field == ("options",) and entry.contrast else entry.item.id
                yield Hit(entry.file, entry.line(*field), of, message, remedy)


def highest_grade(settings: Settings) -> float | None:
    """The bound for reading grades, None where there is none: the formula is made for English."""
    return settings.limits.reading_grade if settings.language.startswith("en") else None


def graded_texts(entry: Entry) -> Iterator[tuple[str, tuple[str, ...], Iterable[str]]]:
    """What is measured together, with its name and its place in the item: the stem, each set of options, all scenes."""
    yield _stem_of(entry), ("stem",), [entry.item.stem]
    for options in [] if entry.repeats else option_sets(entry):
        yield options.name, options.field, options.options.values()
    if isinstance(entry.item, Story):
        yield "the scenes", ("scenes",), [scene.text for scene in entry.item.scenes.values()]


def _written(material: Material) -> Iterator[OptionSet]:
    """Every set of options once: those of a contrast set with its first situation only."""
    return (options for options in material.option_sets if not options.entry.repeats)


def _stem_of(entry: Entry) -> str:
    return "the situation" if entry.contrast else "the stem"


def outside(name: str, text: str, limits: tuple[int, int]) -> tuple[str, str]:
    """What is wrong with the number of words, and what to do; two empty texts if nothing is."""
    count, (least, most) = len(words(text)), limits
    if least <= count <= most:
        return "", ""
    return (
        f"{name} has {counted(count, 'word')}; {least} to {most} are allowed",
        "Shorten it." if count > most else "Say more.",
    )
