"""The widget for what a learner writes: a reflection, an if-then intention, or a plan of several parts."""

from __future__ import annotations

from pathlib import Path

from softskills.frontend import assemble
from softskills.items import Intention, Plan, Reflection
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback


class WritingWidget(CourseWidget):
    """Free text on the learner's own situation; one "if ..., then I will ..." with a tick; or a plan to print.

    Of an "if ..., then ..." only a whole one is kept under the item's id. A half one is kept under "<id>/draft".
    """

    front_end = "writing"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: Reflection | Intention | Plan, log: Path | None) -> None:
        wants = [item.id, item.draft_id] if isinstance(item, Intention) else [item.id]
        super().__init__({"item": item.model_dump()}, wants, log)

    def fallback(self) -> str:
        return render_fallback("writing", item=self.content["item"])
