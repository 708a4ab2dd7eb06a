"""What a quiz shows its learners, in the order of its notebooks: the prose, and what is asked.

What only makes sense in Jupyter is left out: the cells that show what was saved, with the prose that leads to them, and
prose in cells with the tag `remove-cell`, by which Jupyter Book too leaves out what is of use in the notebook alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from softskills.grading.submission.cell_settings import settings_of
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import GRADE_QUIZ, SHOW_REFLECTION
from softskills.grading.submission.released import ReleasedNotebook, ReleasedQuiz
from softskills.items import Reflection, Scenario, Story

NOTEBOOK_ONLY = "remove-cell"

Shown = str | Scenario | Story | Reflection
"""Markdown, or something that is asked."""


class NotOnAPage(InstructorError):
    """A notebook asks for something that only Jupyter can do. The message says what."""


def shown(quiz: ReleasedQuiz) -> list[Shown]:
    """What a released quiz shows. Raises NotOnAPage when it also asks for something else, or not for all of it."""
    found = [part for name, one in quiz.notebooks.items() for part in _shown_in(name, one, quiz)]
    asked = {part.id for part in found if not isinstance(part, str)}
    if missing := [item.id for item in quiz.quiz.asked if item.id not in asked]:
        raise NotOnAPage(f"no cell of a notebook shows {', '.join(missing)}, which the quiz asks")
    return found


def _shown_in(name: str, released: ReleasedNotebook, quiz: ReleasedQuiz) -> Iterator[Shown]:
    items = {item.id: item for item in quiz.quiz.asked}
    calls = {cell.index: cell.call for cell in released.locked}
    waiting: list[str] = []  # prose that leads to the next cell that is asked, or to one that shows what was saved
    for index, cell in enumerate(released.notebook.cells):
        settings = settings_of(cell)
        if settings is not None and settings.solution:
            raise NotOnAPage(
                f"{name}.ipynb: learners write into the cell {settings.grade_id!r}, which only a notebook has. Make it "
                "a written task of quiz.yml"
            )
        if cell.cell_type == "markdown":
            if NOTEBOOK_ONLY not in cell.metadata.get("tags", []):
                waiting.append(str(cell.source))
            if settings is not None and settings.task:
                yield from waiting
                waiting = []
        call = calls.get(index)
        if call is None:
            continue
        if call.function not in (GRADE_QUIZ, SHOW_REFLECTION):
            yield from waiting
            if len(call.arguments) != 1 or call.arguments[0] not in items:
                raise NotOnAPage(
                    f"{name}.ipynb: {call.function}() is no question of the quiz, and only Jupyter shows it"
                )
            yield items[call.arguments[0]]
        waiting = []
    yield from waiting
