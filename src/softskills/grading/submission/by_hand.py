"""What of a quiz a grader marks: in which cell, about which texts, by which criteria; and one learner's texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nbformat.notebooknode import NotebookNode

from softskills.grading.submission.cell_settings import FOR_FEEDBACK, settings_of
from softskills.grading.submission.locked_calls import SHOW_REFLECTION, LockedCell
from softskills.grading.submission.released import ReleasedQuiz
from softskills.items import Criterion, Quiz, Reflection


@dataclass(frozen=True)
class HandCell:
    """A cell that a grader marks: one that holds the text itself, or one about these written tasks, by their ids.
    `max_score` is in points.
    """

    name: str
    index: int
    max_score: float
    holds_text: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandTask:
    """A cell that a grader marks, in its notebook, with the rubric. `criteria` are empty when the rubric doesn't add up
    to the points of the cell, or there is none; `why` says so.
    """

    notebook: str
    cell: HandCell
    titles: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    why: str = ""

    @property
    def title(self) -> str:
        return ", ".join(self.titles) or self.cell.name


def hand_cells(released: NotebookNode, locked: tuple[LockedCell, ...], quiz: Quiz) -> Iterator[HandCell]:
    """The cells of a released notebook that a grader marks, in order. A task is about the texts that are shown between
    it and the task before, or if none is, about all that the quiz asks for.
    """
    all_texts = tuple(item.id for item in quiz.asked if isinstance(item, Reflection))
    shown_at = {cell.index: str(cell.call.arguments[0]) for cell in locked if cell.call and cell.calls(SHOW_REFLECTION)}
    shown: list[str] = []
    for index, cell in enumerate(released.cells):
        if index in shown_at:
            shown.append(shown_at[index])
        settings = settings_of(cell)
        if settings is None:
            continue
        if settings.is_by_hand:
            yield HandCell(settings.grade_id, index, settings.points, holds_text=True)
        elif settings.task:
            yield HandCell(settings.grade_id, index, settings.points, items=tuple(shown) or all_texts)
            shown = []


def hand_tasks(released: ReleasedQuiz) -> list[HandTask]:
    """All that a grader marks of a quiz, in the order of its notebooks and their cells."""
    titles = {item.id: item.title for item in released.quiz.asked if isinstance(item, Reflection)}
    found = []
    for name, notebook in released.notebooks.items():
        for cell in hand_cells(notebook.notebook, notebook.locked, released.quiz):
            criteria = tuple(one for item in cell.items for one in released.keys.rubric.get(item, ()))
            why = _why_not(cell, criteria)
            named = tuple(titles[item] for item in cell.items if item in titles)
            found.append(HandTask(name, cell, named, () if why else criteria, why))
    return found


def texts_by_cell(notebook: NotebookNode) -> dict[str, list[dict[str, str]]]:
    """By grade_id the texts in a graded notebook that a grader marks there: title, prompt, what is said of the text,
    and the text as it was typed. Those that no cell marks are under "".
    """
    found: dict[str, list[dict[str, str]]] = {}
    texts: list[dict[str, str]] = []
    for cell in notebook.cells:
        data: dict[str, Any] = cell.metadata.get(FOR_FEEDBACK, {})
        if "written" in data:
            texts.append(data["written"])
        settings = settings_of(cell)
        if settings is not None and (settings.is_by_hand or settings.task):
            if settings.is_by_hand:
                texts.append({"title": "", "prompt": "", "said": "", "text": data.get("typed", str(cell.source))})
            found[settings.grade_id], texts = texts, []
    if texts:
        found[""] = texts
    return found


def _why_not(cell: HandCell, criteria: tuple[Criterion, ...]) -> str:
    if not criteria:
        return "There's no rubric for this task in the keys, so it's marked with a number."
    total = sum(one.points for one in criteria)
    if total != cell.max_score:
        return (
            f"The rubric adds up to {total}, and the cell {cell.name!r} is worth {cell.max_score:g}, so it's marked "
            "with a number. Correct the one that's wrong, and release the assignment again."
        )
    return ""
