"""Where things are in this repository, and the lesson that most tests open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from softskills.checks.text.cells import Notebook

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
LISTENING_COURSE = ROOT / "tests" / "listening_course"
"""A small course with all that a course may have, so that tests of the engine don't depend on this repository's own."""
LESSON = "notebooks/communication-listen-actively"


def calls_in(notebook: str, function: str) -> list[str]:
    """The first argument of each call of a function in a notebook of this repository's course."""
    file = ROOT / "notebooks" / f"{notebook}.ipynb"
    written = file.read_text("utf-8")
    return Notebook(file, json.loads(written), written, in_quiz=False).calls(function)


def contract(name: str) -> Any:
    """The vectors of a rule that stands in Python and in JavaScript."""
    return json.loads((ROOT / "tests" / "contract" / f"{name}.json").read_text("utf-8"))
