"""Where things are in this repository, and the lesson that most tests open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
LESSON = "notebooks/communication-listen-actively"


def contract(name: str) -> Any:
    """The vectors of a rule that stands in Python and in JavaScript."""
    return json.loads((ROOT / "tests" / "contract" / f"{name}.json").read_text("utf-8"))
