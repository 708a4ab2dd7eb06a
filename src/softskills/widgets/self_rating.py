"""The widget for a self-rating: one competency or all of them, at one of three moments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from softskills.answers import Moment, rating_item
from softskills.frontend import assemble
from softskills.items import Competency
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback

INTRO: dict[Moment, str] = {
    "before": "Read the five levels and pick the one that fits your last month best. Rate what you did, not what you "
    "meant to do. You may leave any of them unrated. Your ratings are never graded, and they stay with you.",
    "now": "Think of your last month, and pick the level that fits it best. You may leave it unrated. Your rating is "
    "never graded, and it stays with you.",
    "then": "Think back to the month before you began this course. With what you know now, which level would you give "
    "yourself for that time? It may differ from the rating you gave then. Both are kept.",
}


class RatingWidget(CourseWidget):
    """Rate oneself from 1 to 5 by behavioural anchors, or leave a competency unrated.

    The competencies whose ids are in `first` come before the others, and by themselves; without it all come together.
    """

    front_end = "self_rating"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(
        self, competencies: Sequence[Competency], moment: Moment, log: Path | None, first: Sequence[str] = ()
    ) -> None:
        if moment not in INTRO:
            raise ValueError(f"A rating is for one of {', '.join(map(repr, INTRO))}, not for {moment!r}.")
        ordered = sorted(competencies, key=lambda one: first.index(one.id) if one.id in first else len(first))
        shown = [one.model_dump(include={"id", "name", "definition", "levels"}) for one in ordered]
        content = {"moment": moment, "intro": INTRO[moment], "competencies": shown, "first": len(first) or len(shown)}
        super().__init__(content, [rating_item(one.id, moment) for one in ordered], log)

    def fallback(self) -> str:
        return render_fallback("self_rating", intro=self.content["intro"], competencies=self.content["competencies"])
