"""The widgets that look back: progress through the course, and self-ratings beside scenario scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from softskills.answers import RATING
from softskills.course import REVIEW_DAYS
from softskills.frontend import assemble
from softskills.items import Bank, Intention, Practice, PracticeStory
from softskills.scoring import CALIBRATION_NEEDS, calibration_bands, weights
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback

CALIBRATION_WORDS = {
    "intro": "Here are two imperfect measures of the same thing: how you rate yourself, and how your answers to the "
    "scenarios score. Where they disagree, neither is the truth. It is a reason to look again, with an example in "
    f"mind or with a colleague. The comparison needs {CALIBRATION_NEEDS} answered scenarios of a competency. Within 15 "
    "points of each other, on a scale of 100, the two count as aligned; that band is the course's own.",
    "aligned": "Aligned: the two are close.",
    "look": "Look again: your rating is higher than your scenario score.",
    "under": "Underestimating: your rating is lower than your scenario score.",
    "more": "Too early to compare: {n} more to answer.",
    "none": "The course has too few scenarios of this competency for a comparison so far.",
    "unrated": "Not rated yet, so there is nothing to compare.",
}


class CalibrationWidget(CourseWidget):
    """Self-rating beside scenario score, per competency."""

    front_end = "calibration"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None) -> None:
        scenarios = _scenarios(bank)
        content = {
            "competencies": _names(bank),
            "scenarios": scenarios,
            "bands": calibration_bands(),
            "needs": CALIBRATION_NEEDS,
            "words": CALIBRATION_WORDS,
        }
        super().__init__(content, [RATING, *scenarios], log)

    def fallback(self) -> str:
        return render_fallback("text", text=CALIBRATION_WORDS["intro"])


class ProgressWidget(CourseWidget):
    """Lessons done, scores by competency, what to answer again today, intentions, and carrying answers away.

    `review_days`: days until a scenario comes back, after the first, second and further days on which it was answered.
    After that it has been answered often enough.
    """

    front_end = "progress"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None, review_days: Sequence[int] = REVIEW_DAYS) -> None:
        scenarios = _scenarios(bank)
        content = {
            "competencies": _names(bank),
            "scenarios": scenarios,
            "lessons": [lesson.model_dump() for lesson in bank.lessons if scenarios.keys() & set(lesson.items)],
            "intentions": [{"id": item.id} for item in bank.items.values() if isinstance(item, Intention)],
            "intervals": [*review_days],
        }
        super().__init__(content, ["*"], log)

    def fallback(self) -> str:
        return render_fallback(
            "text", text="Your progress is kept in your browser, and shown here when JavaScript is on."
        )


def _names(bank: Bank) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name} for one in bank.competencies.values()]


def _scenarios(bank: Bank) -> dict[str, dict[str, Any]]:
    """Of every practice scenario its title, competency and kind, and the weights that give an answer's score."""
    return {
        item.id: {
            "title": item.title,
            "competency": bank.competency_of.get(item.id),
            "kind": item.kind,
            "weights": weights(item, item.key),
        }
        for item in bank.items.values()
        if isinstance(item, Practice | PracticeStory)
    }
