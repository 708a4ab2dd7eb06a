"""From an item's id to its widget, as a notebook cell calls it.

A quiz file beside the notebook is looked into first, then the course's bank.
"""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from softskills import answers
from softskills.items import BestWorst, Intention, Reflection, data_folder, load_bank, load_quiz
from softskills.widgets.base import PUBLISHING
from softskills.widgets.best_worst import BestWorstWidget
from softskills.widgets.writing import IntentionWidget, ReflectionWidget

T = TypeVar("T")
QUIZ_FILE = "quiz.yml"


def scenario(item_id: str) -> BestWorstWidget:
    """A workplace scenario to answer. Raises LookupError for an unknown id, ContentError for faulty content."""
    return BestWorstWidget(find_item(item_id, BestWorst), _log())


def reflection(item_id: str) -> ReflectionWidget:
    """A question about your own situation, answered in free text. Raises LookupError, ContentError."""
    return ReflectionWidget(find_item(item_id, Reflection), _log())


def intention(item_id: str) -> IntentionWidget:
    """One if-then plan for this week, to be ticked off later. Raises LookupError, ContentError."""
    return IntentionWidget(find_item(item_id, Intention), _log())


def find_item(item_id: str, kind: type[T]) -> T:
    """The item of this id and kind, from the quiz beside the notebook or from the bank. Raises LookupError."""
    known: dict[str, Any] = {}
    if Path(QUIZ_FILE).is_file():
        known |= {item.id: item for item in load_quiz(Path(QUIZ_FILE)).items}
    if item_id not in known:
        known = load_bank(data_folder()).items | known
    found = known.get(item_id)
    if isinstance(found, kind):
        return found
    if found is not None:
        raise LookupError(f"{item_id!r} is a {found.kind} item: call it with another function.")
    close = get_close_matches(item_id, [name for name, item in known.items() if isinstance(item, kind)])
    hint = f" Did you mean {' or '.join(map(repr, close))}?" if close else ""
    raise LookupError(f"There is no item {item_id!r} in this course.{hint}")


def _log() -> Path | None:
    return None if PUBLISHING in os.environ else Path.cwd() / answers.FILE_NAME
