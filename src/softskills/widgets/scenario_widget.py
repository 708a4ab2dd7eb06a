"""The widget for a scenario: pick the best and the worst, rate each, or rank."""

from __future__ import annotations

from pathlib import Path

from softskills.frontend import assemble
from softskills.items import Practice, Scenario
from softskills.scoring import weights
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback


class ScenarioWidget(CourseWidget):
    """Answer a scenario, by whatever its kind asks.

    A practice item answers with feedback for every option and a score, added up from weights that scoring made. A
    graded item has neither: its key is not here.
    """

    front_end = "scenario"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: Scenario, log: Path | None) -> None:
        public, feedback = item, None
        if isinstance(item, Practice):
            public = item.public
            feedback = {
                "effectiveness": item.key.effectiveness,
                "text": item.key.feedback,
                "weights": weights(item, item.key),
            }
        super().__init__({"item": public.model_dump(), "feedback": feedback}, [item.id], log)

    def fallback(self) -> str:
        return render_fallback("scenario", item=self.content["item"])
