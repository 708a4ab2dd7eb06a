"""The widget for a scenario: choose one option, pick the best and the worst, rate each, or rank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from softskills.frontend import assemble
from softskills.items import Practice, Scenario
from softskills.scoring import weights
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback, untold


class ScenarioWidget(CourseWidget):
    """Answer a scenario, by whatever its kind asks.

    A practice item answers with feedback for every option, and with a score, added up from weights that scoring made.
    One option chosen is told in words, and so is a `first_try` of any kind. A graded item has no feedback: its key is
    not here.
    """

    front_end = "scenario"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: Scenario, log: Path | None, first_try: bool = False) -> None:
        super().__init__(part_of(item) | {"first_try": first_try}, [item.id], log)

    def fallback(self) -> str:
        return render_fallback("scenario", **self.content)

    def question(self) -> str:
        return render_fallback("scenario", **untold(self.content))


def part_of(item: Scenario) -> dict[str, Any]:
    """What a page is to know of one scenario: the item without its key, and its feedback, or None when it is graded."""
    if not isinstance(item, Practice):
        return {"item": item.model_dump(), "feedback": None}
    feedback = {
        "effectiveness": item.key.effectiveness,
        "text": item.key.feedback,
        "turns_on": item.key.turns_on,
        "weights": weights(item, item.key),
    }
    return {"item": item.public.model_dump(), "feedback": feedback}
