"""Rules on the lessons one by one: that each has the parts which every lesson has, and is neither thin nor long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from softskills.checks.findings import Hit
from softskills.checks.material import LESSONS, Course, PlacedLesson
from softskills.checks.rules.references import citations
from softskills.checks.rules.wording import outside
from softskills.checks.text.cells import Notebook
from softskills.checks.text.prose import headings, prose
from softskills.items import Lesson

GOALS = "What you will be able to do"
THIS_WEEK = "This week at work"
PAIR = ("The poor version", "The better version", "What changed")

GOALS_LISTED = (2, 3)
MINUTES = (5, 15)
PROSE_WORDS = (600, 1100)
MIN_BROUGHT_BACK = 4
"""In a review; any other lesson brings back at least one scenario, if its part asks for it."""

WITH_THREE_SCENARIOS = {1, 2, 3, 4}
WITH_A_PAIR = {2, 3, 4}
WITH_A_RATING = {1, 2, 3, 4}
WITH_A_REVIEW = {2, 3, 4, 5}
"""The parts whose lessons need each of these. Part 0 has nothing to look back on, part 5 rates all skills at once."""

_TIME = re.compile(r"^Time needed: about (\d+) minutes\b", re.MULTILINE)
_BULLET = re.compile(r"^[-*] ", re.MULTILINE)
_COUNTS = {2: "two", 3: "three"}


def lessons_are_complete(course: Course) -> Iterator[Hit]:
    for placed, notebook in _lessons(course):
        for part in _missing_parts(course, placed.lesson, notebook):
            yield Hit(notebook.file, None, None, f"the lesson lacks {part}", "Add it.")


def lessons_bring_back_earlier_ones(course: Course) -> Iterator[Hit]:
    scenarios = {entry.item.id for entry in course.scenarios}
    earlier: set[str] = set()
    for placed in course.lessons:
        lesson = placed.lesson
        for item in lesson.brings_back:
            if item not in earlier & scenarios:
                message = f"brings back {item}, which is no scenario of an earlier lesson"
                line = placed.lines.get("brings_back")
                yield Hit(LESSONS, line, lesson.file, message, "Bring back one from a lesson before this one.")
        earlier.update(lesson.items)


def prose_length(course: Course) -> Iterator[Hit]:
    for placed, notebook in _lessons(course):
        message, remedy = outside("the lesson's own text", prose(notebook.markdown), PROSE_WORDS)
        if message and not placed.lesson.review:
            yield Hit(notebook.file, None, None, message, remedy)


def _lessons(course: Course) -> Iterator[tuple[PlacedLesson, Notebook]]:
    notebooks = {notebook.file: notebook for notebook in course.notebooks}
    for placed in course.lessons:
        if notebook := notebooks.get(Path(f"{placed.page}.ipynb")):
            yield placed, notebook


def _missing_parts(course: Course, lesson: Lesson, notebook: Notebook) -> Iterator[str]:
    found = headings(notebook.markdown)
    if [text for level, text in found if level == 1] != [lesson.title]:
        yield f'the one main heading "# {lesson.title}"'
    yield from _missing_goals(notebook.markdown, found)
    if lesson.review:
        if len(lesson.brings_back) < MIN_BROUGHT_BACK:
            yield f"scenarios to bring back: a review has {MIN_BROUGHT_BACK} or more"
        return
    minutes = _TIME.search(notebook.markdown)
    if not minutes or not MINUTES[0] <= int(minutes[1]) <= MINUTES[1]:
        yield f'the line "Time needed: about N minutes.", with N from {MINUTES[0]} to {MINUTES[1]}'
    due = 3 if lesson.part in WITH_THREE_SCENARIOS else 2
    own = [item for item in notebook.calls("scenario") if item not in lesson.brings_back]
    if len(own) < due:
        yield f"scenarios of its own: it has {len(own)}, and {_COUNTS[due]} are due"
    for text in PAIR if lesson.part in WITH_A_PAIR else ():
        if (3, text) not in found:
            yield f'the heading "### {text}"'
    if not notebook.calls("reflection"):
        yield "a reflection"
    if not any(heading == THIS_WEEK for heading in notebook.headings_above("intention")):
        yield f'an intention under the heading "## {THIS_WEEK}"'
    trained = {_competencies(course).get(item) for item in own}
    if lesson.part in WITH_A_RATING and not trained & set(notebook.calls("rating")):
        yield "a rating(...) of the competency that its scenarios train"
    if not any(citations(notebook.markdown)):
        yield "a citation, such as {cite:p}`key`"
    if lesson.part in WITH_A_REVIEW and not lesson.brings_back:
        yield "a scenario of an earlier lesson, brought back"


def _missing_goals(text: str, found: list[tuple[int, str]]) -> Iterator[str]:
    if (2, GOALS) not in found:
        yield f'the heading "## {GOALS}"'
        return
    section = re.split(r"^#{1,6} ", text.partition(f"## {GOALS}")[2], maxsplit=1, flags=re.MULTILINE)[0]
    least, most = GOALS_LISTED
    if not least <= len(_BULLET.findall(section)) <= most:
        yield f'a list of {least} or {most} points under "## {GOALS}"'


@lru_cache(maxsize=1)
def _competencies(course: Course) -> dict[str, str | None]:
    return {entry.item.id: entry.competency for entry in course.scenarios}
