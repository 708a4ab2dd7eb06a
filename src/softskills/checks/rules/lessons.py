"""Rules on the lessons one by one: that each has what the course asks of every lesson, and is neither thin nor long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from softskills.checks.findings import Hit
from softskills.checks.material import Material, placed_notebooks
from softskills.checks.rules.references import citations
from softskills.checks.rules.structure import items_shown
from softskills.checks.rules.wording import outside
from softskills.checks.text.cells import Notebook
from softskills.checks.text.forms import role_cards, rows_of_versions
from softskills.checks.text.prose import WORD, below_title, headings, points_below, prose
from softskills.course.lesson_rules import LAB_ONLY, CallNeed, Form, FormNeed, HeadingNeed, ObjectivesNeed
from softskills.items import Lesson
from softskills.phrases import counted

_FORMS: dict[Form, tuple[Callable[[str], int], str]] = {
    "versions": (rows_of_versions, "row of versions side by side"),
    "role-cards": (role_cards, "role card"),
}


def lessons_are_complete(material: Material) -> Iterator[Hit]:
    for placed, notebook in placed_notebooks(material):
        for part in _missing_parts(material, placed.lesson, notebook):
            yield Hit(notebook.file, None, None, f"the lesson lacks {part}", "Add it.")


def lessons_bring_back_earlier_ones(material: Material) -> Iterator[Hit]:
    scenarios = {entry.item.id for entry in material.scenarios}
    sets = {one.item.id: {entry.item.id for entry in one.situations} for one in material.contrasts}
    earlier: set[str] = set()
    for placed in material.lessons:
        lesson = placed.lesson
        for item in lesson.brings_back:
            if not sets.get(item, {item}) & earlier & scenarios:
                message = f"brings back {item}, which is no scenario of an earlier lesson"
                line = placed.lines.get("brings_back")
                remedy = "Bring back one from a lesson before this one."
                yield Hit(material.course.lessons, line, lesson.file, message, remedy)
        earlier.update(lesson.items)


def prose_length(material: Material) -> Iterator[Hit]:
    limits = material.settings.lessons.words
    if limits is None:
        return
    for placed, notebook in placed_notebooks(material):
        message, remedy = outside("the lesson's own text", prose(notebook.markdown), limits)
        if message and not placed.lesson.review:
            yield Hit(notebook.file, None, None, message, remedy)


def _missing_parts(material: Material, lesson: Lesson, notebook: Notebook) -> Iterator[str]:
    rules = material.settings.lessons
    if [text for level, text in headings(notebook.markdown) if level == 1] != [lesson.title]:
        yield f'the one main heading "# {lesson.title}"'
    for heading in rules.headings:
        if heading.is_of(lesson.part) and (heading.in_reviews or not lesson.review):
            yield from _missing_heading(heading, notebook)
    if rules.objectives:
        yield from _missing_objectives(rules.objectives, notebook)
    if rules.lab_note and not any(LAB_ONLY in cell.tags for cell in notebook.cells):
        yield f"a cell with the tag {LAB_ONLY}, which says what to do first in JupyterLab"
    if lesson.review:
        if len(lesson.brings_back) < rules.review_brings_back:
            yield f"scenarios to bring back: a review has {rules.review_brings_back} or more"
        return
    if rules.minutes:
        least, most = rules.minutes.between
        minutes = rules.minutes.found_in(notebook.markdown)
        if minutes is None or not least <= minutes <= most:
            yield f'the line "{rules.minutes.line}", with N from {least} to {most}'
    for call in rules.calls:
        if call.is_of(lesson.part):
            yield from _missing_call(material, call, lesson, notebook)
    for form in rules.forms:
        if form.is_of(lesson.part):
            yield from _missing_form(form, notebook)
    if rules.citation and not any(citations(notebook.markdown)):
        yield "a citation, such as {cite:p}`key`"
    due = rules.brings_back
    if due and due.is_of(lesson.part) and len(lesson.brings_back) < due.at_least:
        yield f"{_so_many(due.at_least, 'scenario')} of an earlier lesson, brought back"


def _missing_objectives(need: ObjectivesNeed, notebook: Notebook) -> Iterator[str]:
    found, (least, most) = below_title(notebook.markdown), need.words
    if not need.begins_in(found) or not least <= len(WORD.findall(prose(found))) <= most:
        yield f'the sentence "{need.begins[0]} ..." right under its title, with {least} to {most} words'


def _missing_heading(need: HeadingNeed, notebook: Notebook) -> Iterator[str]:
    found = headings(notebook.markdown)
    if (need.level, need.text) not in found:
        yield f'the heading "{need.written}"'
    elif need.points:
        least, most = need.points
        if not least <= points_below(notebook.markdown, (need.level, need.text)) <= most:
            yield f'a list of {least} to {most} points under "{need.written}"'


def _missing_form(need: FormNeed, notebook: Notebook) -> Iterator[str]:
    count, noun = _FORMS[need.form]
    found = sum(map(count, notebook.stretches))
    if found < need.at_least:
        yield f"{_so_many(need.at_least, noun)}" + (f": it has {found}" if found else "")


def _missing_call(material: Material, need: CallNeed, lesson: Lesson, notebook: Notebook) -> Iterator[str]:
    own = [item for item in items_shown(material, notebook, "scenario", "pair") if item not in lesson.brings_back]
    match need.call:
        case "scenario":
            if len(own) < need.at_least:
                yield f"scenarios of its own: it has {len(own)}, and {need.at_least} are due"
        case "rating":
            trained = {_competencies(material).get(item) for item in own}
            if not trained & set(notebook.calls("rating")):
                yield "a rating(...) of the competency that its scenarios train"
        case name:
            under = notebook.headings_above(name)
            found = len(notebook.calls(name)) if need.under is None else under.count(need.under)
            if found < need.at_least:
                where = f' under the heading "## {need.under}"' if need.under else ""
                yield f"{_so_many(need.at_least, name)}{where}"


def _so_many(number: int, noun: str) -> str:
    article = "an" if noun[0] in "aeiou" else "a"
    return f"{article} {noun}" if number == 1 else counted(number, noun)


@lru_cache(maxsize=1)
def _competencies(material: Material) -> dict[str, str | None]:
    return {entry.item.id: entry.competency for entry in material.scenarios}
