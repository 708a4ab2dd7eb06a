"""The rule that no two lessons share a paragraph: what is worth saying twice is said in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from softskills.checks.findings import Hit
from softskills.checks.material import Material, placed_notebooks
from softskills.checks.text.cells import Cell
from softskills.checks.text.prose import WORD
from softskills.course.lesson_rules import LAB_ONLY

FEW = 12
"""Words. A shorter paragraph may be a lead-in, which can hardly be said in another way."""


def own_to_a_lesson(material: Material) -> Iterator[Hit]:
    minutes = material.settings.lessons.minutes
    first: dict[str, str] = {}
    for placed, notebook in placed_notebooks(material):
        for cell in notebook.cells:
            for paragraph in _paragraphs(cell):
                if minutes and minutes.found_in(paragraph) is not None:
                    continue
                if (other := first.setdefault(paragraph, placed.lesson.title)) != placed.lesson.title:
                    message = f'the paragraph "{paragraph[:40]}..." stands in "{other}" too'
                    yield Hit(notebook.file, cell.text_line, None, message, "Say it in words of this lesson's own.")


def _paragraphs(cell: Cell) -> Iterator[str]:
    if cell.is_code or LAB_ONLY in cell.tags:
        return
    for text in re.split(r"\n\s*\n", cell.text):
        if len(WORD.findall(text)) >= FEW:
            yield " ".join(text.split())
