"""How long lessons take: their words at a reading speed, and their scenes at a time for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from softskills.checks.findings import Hit
from softskills.checks.material import Material, placed_notebooks
from softskills.checks.rules.structure import ITEM_CALLS
from softskills.checks.text.cells import Notebook
from softskills.checks.text.prose import prose
from softskills.checks.text.reading_grade import words
from softskills.course.lesson_rules import MinutesNeed, numbers_in, with_number
from softskills.items import Story
from softskills.phrases import counted

SCENES_OF = dict.fromkeys((*ITEM_CALLS, "rating", "ratings"), 1) | {"pair": 2}
"""As how many scenes a call counts. What only shows something, such as a profile, counts as none."""
SCENES_OF_A_STORY = 4


@lru_cache(maxsize=1)
def minutes_by_lesson(material: Material) -> dict[Path, float]:
    """How long each lesson takes, by its notebook; empty where the course doesn't say how to count."""
    need = material.settings.lessons.minutes
    if need is None or not need.is_counted:
        return {}
    stories = {entry.item.id for entry in material.scenarios if isinstance(entry.item, Story)}
    return {notebook.file: _minutes(notebook, need, stories) for _, notebook in placed_notebooks(material)}


def lessons_take_what_they_say(material: Material) -> Iterator[Hit]:
    need, counted_minutes = material.settings.lessons.minutes, minutes_by_lesson(material)
    if need is None or not need.is_counted:
        return
    for _, notebook in placed_notebooks(material):
        said, counts = need.found_in(notebook.markdown), counted_minutes[notebook.file]
        if said is not None and abs(said - counts) > need.may_differ * counts:
            message = f"the lesson says that it takes {counted(said, 'minute')}; its words and scenes take {counts:.0f}"
            yield Hit(notebook.file, None, None, message, f'Write "{need.written(round(counts))}", or change it.')


def pages_say_what_the_course_takes(material: Material) -> Iterator[Hit]:
    need, total = material.settings.lessons.minutes, sum(minutes_by_lesson(material).values())
    if need is None or need.course is None or not total:
        return
    hours = round(total / 60)
    remedy = f'Write "{with_number(need.course, hours)}".'
    for passage in material.shown:
        for said, offset in numbers_in(passage.text, need.course):
            if said != hours:
                message = f"the page says {counted(said, 'hour')} for the course; its lessons take {spoken(total)}"
                yield Hit(passage.file, passage.line_at(offset), None, message, remedy)


def spoken(minutes: float) -> str:
    """So many minutes in hours and minutes: "6 hours 5 minutes"."""
    hours, rest = divmod(round(minutes), 60)
    return f"{counted(hours, 'hour')} {counted(rest, 'minute')}"


def _minutes(notebook: Notebook, need: MinutesNeed, stories: set[str]) -> float:
    scenes = sum(
        SCENES_OF_A_STORY if name == "scenario" and arguments[0] in stories else SCENES_OF[name]
        for name, arguments in notebook.called(*SCENES_OF)
    )
    reading = len(words(prose(notebook.markdown))) / (need.words_a_minute or 1)
    return reading + scenes * (need.seconds_a_scene or 0) / 60
