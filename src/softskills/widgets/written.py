"""The widget for what a learner writes: a reflection, an if-then intention, or a plan of several parts."""

from __future__ import annotations

from pathlib import Path

from softskills.frontend import assemble
from softskills.items import Intention, Plan, Reflection
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback


class WritingWidget(CourseWidget):
    """Free text on the learner's own situation; one "if ..., then I will ..." with a tick; or a plan to print.

    What is there of it is kept: of an "if ..., then ..." perhaps one half, as {"if": "...", "then": "", "done": false}.
    """

    front_end = "writing"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: Reflection | Intention | Plan, log: Path | None) -> None:
        super().__init__({"item": item.model_dump()}, [item.id], log)

    def fallback(self) -> str:
        return render_fallback("writing", item=self.content["item"])
