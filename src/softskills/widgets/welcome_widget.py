"""The widget on a course's first page: a scene that one tap answers, and for who comes back what today brings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from softskills.course import Course
from softskills.frontend import assemble
from softskills.items import Bank, Practice
from softskills.widgets.catalogue import catalogue_of
from softskills.widgets.course_contents import contents_of
from softskills.widgets.html import render_fallback, untold
from softskills.widgets.leading import LeadingWidget
from softskills.widgets.scenario_widget import part_of


class WelcomeWidget(LeadingWidget):
    """A scene for a new reader. A returning one finds what is due, the next lesson, and the last if-then plan.

    Only who comes back needs to know the whole course, so a page holds none of it: its script loads `catalogue` and
    `contents` then. JupyterLab has both here.
    """

    front_end = "welcome"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    catalogue = traitlets.Dict().tag(sync=True)
    contents = traitlets.Dict().tag(sync=True)

    def __init__(self, course: Course, bank: Bank, item: Practice, log: Path | None) -> None:
        first = bank.lessons[0] if bank.lessons else None
        content = part_of(item) | {
            "folder": course.settings.folders.notebooks,
            "first": {"file": first.file, "title": first.title} if first else None,
        }
        more: dict[str, Any] = {}
        if log is not None:
            more["catalogue"] = catalogue_of(bank, course.settings.review_days)
            more["contents"] = contents_of(course, bank)
        super().__init__(content, ["*"], log, **more)

    def fallback(self) -> str:
        return render_fallback("welcome", **self.content)

    def question(self) -> str:
        return render_fallback("welcome", **untold(self.content))
