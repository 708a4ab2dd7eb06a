"""The widget for a sentence that the learner writes first and then compares: nothing in it is marked."""

from __future__ import annotations

from pathlib import Path

from softskills.frontend import assemble
from softskills.items import SayFirst
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback, untold


class SayFirstWidget(CourseWidget):
    """Write the sentence one would say, read three others, and tick what one's own does.

    An answer is {"text": "..."}, and once there was something to tick {"text": "...", "ticks": [true, false, true]}.
    What was typed when the learner left before that is kept under "<id>/draft", as {"text": "..."}.
    """

    front_end = "say_first"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: SayFirst, log: Path | None) -> None:
        super().__init__({"item": item.model_dump()}, [item.id, item.draft_id], log)

    def fallback(self) -> str:
        return render_fallback("say_first", item=self.content["item"])

    def question(self) -> str:
        return render_fallback("say_first", item=untold(self.content["item"]))
