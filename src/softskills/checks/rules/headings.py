"""Rules on the headings of lessons: not too many in one, and none that stands in too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from softskills.checks.findings import Hit
from softskills.checks.material import Material, placed_notebooks
from softskills.checks.text.cells import Notebook
from softskills.checks.text.prose import headings
from softskills.phrases import counted


def few_in_a_lesson(material: Material) -> Iterator[Hit]:
    most = material.settings.lessons.headings_at_most
    if most is None:
        return
    for _, notebook in placed_notebooks(material):
        found = headings(notebook.markdown)
        if len(found) > most:
            message = f"the lesson has {counted(len(found), 'heading')} with its title; at most {most} are allowed"
            last = found[-1][1]
            yield Hit(notebook.file, _line_of(notebook, last), None, message, f'Drop some; the last is "{last}".')


def own_to_a_lesson(material: Material) -> Iterator[Hit]:
    most = material.settings.lessons.heading_in_lessons_at_most
    if most is None:
        return
    lessons: dict[str, list[tuple[str, Notebook]]] = defaultdict(list)
    for _, notebook in placed_notebooks(material):
        for key, text in {text.casefold(): text for _, text in headings(notebook.markdown)}.items():
            lessons[key].append((text, notebook))
    for found in lessons.values():
        if len(found) > most:
            for text, notebook in found[most:]:
                message = f'the heading "{text}" stands in {len(found)} lessons; at most {most} are allowed'
                yield Hit(notebook.file, _line_of(notebook, text), None, message, "Say what this lesson has below it.")


def _line_of(notebook: Notebook, heading: str) -> int | None:
    """The line of the last cell that has this heading."""
    lines = [
        cell.text_line
        for cell in notebook.cells
        if not cell.is_code and any(text == heading for _, text in headings(cell.text))
    ]
    return lines[-1] if lines else None
