"""The widget for the profile: self-ratings as a live radar chart, a target beside them, and the figures as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from softskills.answers import RATING
from softskills.charts import LiveRadar, live_radar
from softskills.frontend import assemble
from softskills.items import Bank
from softskills.items.occupations import Occupation
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback


class ProfileWidget(CourseWidget):
    """What a learner rated, before and now, with a target of their own, or beside what an occupation asks for.

    The importance of a competency in an occupation is another scale than a self-rating. It is drawn in a chart of its
    own and never subtracted. `attribution` is what must be shown with its figures.
    """

    front_end = "profile"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, occupations: dict[str, Occupation], log: Path | None, attribution: str = "") -> None:
        names = tuple(one.name for one in bank.competencies.values())
        content = {
            "competencies": [{"id": one.id, "name": one.name} for one in bank.competencies.values()],
            **_charts(names),
            "occupations": [
                {"code": one.code, "name": one.name, "importance": [one.importance[name] for name in bank.competencies]}
                for one in sorted(occupations.values(), key=lambda one: one.name)
            ],
            "attribution": attribution,
        }
        super().__init__(content, [RATING, "target"], log)

    def fallback(self) -> str:
        return render_fallback(
            "text", text="Your profile is drawn in your browser, and shown here when JavaScript is on."
        )


@cache
def _charts(names: tuple[str, ...]) -> dict[str, Any]:
    radar = _radar()
    mine = radar(names, {"before": "Before", "now": "Now", "target": "Target"}, prefix="profile")
    theirs = radar(names, {"importance": "Importance"}, prefix="occupation")
    return {"chart": mine.content(), "importance": theirs.content()}


def _radar() -> Callable[..., LiveRadar]:
    """What draws the chart: matplotlib, as in the book; without it, as in a learner's small install, our own hand."""
    try:
        from softskills.charts.drawn import drawn_radar  # it takes a while to import, and no other widget needs it
    except ModuleNotFoundError:
        return live_radar
    return drawn_radar
