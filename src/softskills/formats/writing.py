"""A file in one of the formats, and what of the chosen items is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from softskills.formats.chosen import Chosen, Entry
from softskills.formats.gift import gift
from softskills.formats.holding import HOLDS, Format
from softskills.formats.moodle_xml import moodle_xml
from softskills.formats.qti.package import forward, package
from softskills.formats.questions import MultipleChoice, questions_of
from softskills.items import Story


@dataclass(frozen=True)
class Written:
    """The file. `held` counts items by their kind, `left_out` has the ids of those that aren't in it.

    `moved_by`: for each kind how far an answer's share is at most from the course's credit, as a share of a mark.
    """

    data: bytes
    held: Mapping[str, int]
    left_out: Mapping[str, list[str]]
    moved_by: Mapping[str, float]


def write(format_: Format, chosen: Chosen, language: str) -> Written:
    """The chosen items in a format, with what became of them. Texts are in `language`, as in `course.yml`."""
    held: Counter[str] = Counter()
    left_out: dict[str, list[str]] = {}
    for entry in chosen.entries:
        if _is_held(format_, entry):
            held[entry.item.kind] += 1
        else:
            left_out.setdefault(entry.item.kind, []).append(entry.item.id)
    return Written(_WRITERS[format_](chosen, language), held, left_out, {} if format_ == "qti" else _moved_by(chosen))


def _is_held(format_: Format, entry: Entry) -> bool:
    """A story that leads back to where it was is in no format."""
    return HOLDS[format_][entry.item.kind].there and not (isinstance(entry.item, Story) and forward(entry.item) is None)


def _moved_by(chosen: Chosen) -> dict[str, float]:
    found: dict[str, float] = {}
    for entry in chosen.entries:
        for question in questions_of(entry):
            if isinstance(question, MultipleChoice):
                furthest = max(one.moved_by for one in question.answers) * question.mark
                found[entry.item.kind] = max(furthest, found.get(entry.item.kind, 0.0))
    return found


_WRITERS: dict[Format, Callable[[Chosen, str], bytes]] = {
    "qti": package,
    "moodle-xml": lambda chosen, _: moodle_xml(chosen).encode(),
    "gift": lambda chosen, _: gift(chosen).encode(),
}
