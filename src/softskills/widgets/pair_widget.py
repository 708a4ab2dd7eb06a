"""The widget for a pair: two situations of one contrast set, one after the other, and then side by side."""

from __future__ import annotations

from pathlib import Path

from softskills.frontend import assemble
from softskills.items import Practice
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback, untold
from softskills.widgets.scenario_widget import part_of


class PairWidget(CourseWidget):
    """Answer two situations with the same options, and see what differs.

    `title` is that of their contrast set. Answers are kept under the id of each situation, as if it stood alone.
    """

    front_end = "pair"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, title: str, first: Practice, second: Practice, log: Path | None) -> None:
        parts = [part_of(first), part_of(second)]
        super().__init__({"title": title, "parts": parts}, [first.id, second.id], log)

    def fallback(self) -> str:
        return render_fallback("pair", **self.content)

    def question(self) -> str:
        return render_fallback("pair", **untold(self.content))
