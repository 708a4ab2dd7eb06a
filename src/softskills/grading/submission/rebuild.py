"""The notebook that is graded: the released one, and of the submitted one only the text of answers marked by hand.

Nothing else of what was handed in survives: no other cell, no metadata, tag, output or attachment. What a learner
wrote is shown as it was typed and is never markup, because nbgrader's pages would run a script that stands in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from softskills.answers import read_untrusted
from softskills.grading.quiz.plain import for_print
from softskills.grading.submission.cell_settings import FOR_FEEDBACK, settings_of

MAX_NOTEBOOK_BYTES = 8_000_000


class Unreadable(ValueError):
    """A submitted notebook cannot be read. The message says why."""


def rebuild(released: NotebookNode, submitted: Path) -> NotebookNode:
    """The released notebook with the learner's text in the cells that are marked by hand. For the feedback page it also
    stands in their metadata, as it was typed.

    The submitted file may be anything or nothing, and is opened only when the notebook has such a cell. When the text
    of a cell is not to be found, the cell says why. It differs from the released cell then, so that nbgrader leaves
    it to the grader.
    """
    notebook = deepcopy(released)
    cells = [cell for cell in notebook.cells if (settings := settings_of(cell)) and settings.is_by_hand]
    if cells:
        try:
            texts, why = read_texts(submitted), "it has no cell for this answer"
        except Unreadable as error:
            texts, why = {}, str(error)
        for cell in cells:
            text = texts.get(cell.metadata.nbgrader.grade_id)
            if text is None:
                cell.source = _note(cell, f"No answer was found in the notebook that was handed in: {why}.")
            elif text != cell.source:
                cell.source = _inert(cell, text)
                cell.metadata[FOR_FEEDBACK] = {"typed": for_print(text, wrapped=False)}
    return notebook


def fault_of(released: NotebookNode, submitted: Path) -> Iterator[str]:
    """Why the texts of a submitted notebook could not be read, in a sentence, if it was to have any."""
    if any((settings := settings_of(cell)) and settings.is_by_hand for cell in released.cells):
        try:
            read_texts(submitted)
        except Unreadable as error:
            yield f"No text was found in {submitted.name}: {error}."


def read_texts(file: Path) -> Mapping[str, str]:
    """The text of every cell of a submitted notebook that nbgrader knows, by its grade_id.

    Of several cells with one id the last counts, as nbgrader has it. Raises Unreadable.
    """
    try:
        data = json.loads(read_untrusted(file, MAX_NOTEBOOK_BYTES).decode("utf-8"))
    except FileNotFoundError:
        raise Unreadable("there is no such file") from None
    except UnicodeDecodeError:
        raise Unreadable("it is not UTF-8 text") from None
    except (json.JSONDecodeError, RecursionError):
        raise Unreadable("it is not a notebook") from None
    except ValueError as error:
        raise Unreadable(str(error)) from None
    texts = {}
    for cell in _list(_dict(data).get("cells")):
        name = _dict(_dict(_dict(cell).get("metadata")).get("nbgrader")).get("grade_id")
        text = _joined(_dict(cell).get("source"))
        if isinstance(name, str) and text is not None:
            texts[name] = text
    return texts


def _inert(cell: NotebookNode, text: str) -> str:
    """The text so that the page of a grader shows it and does not obey it."""
    if cell.cell_type == "code":
        return for_print(text, wrapped=False)  # pages show the source of code as it is
    shown = for_print(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown}\n{fence}"


def _note(cell: NotebookNode, said: str) -> str:
    return f"# {said}" if cell.cell_type == "code" else said


def _joined(source: Any) -> str | None:
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _dict(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def _list(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []
