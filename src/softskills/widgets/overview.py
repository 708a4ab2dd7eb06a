"""The widgets that look back: progress through the course, and self-ratings beside scenario scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from softskills.course import REVIEW_DAYS
from softskills.frontend import assemble
from softskills.items import Bank, Intention
from softskills.scoring import CALIBRATION_NEEDS, calibration_bands
from softskills.widgets.catalogue import CatalogueWidget, sets_of
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback

CALIBRATION_WORDS = {
    "intro": "How you rate yourself, beside how your answers score. Neither is the truth. Where they part, think "
    "of an example, or ask someone who was there.",
    "how": "The five levels are spread evenly over 0 to 100: level 1 is 0, level 3 is 50, level 5 is 100. Beside it "
    f"stands your average score in the scenarios of that skill, once {CALIBRATION_NEEDS} of them are answered. Within "
    "15 points of each other the two count as aligned. That band is our own, and both sides are rough.",
    "aligned": "Aligned: the two are close.",
    "look": "Look again: your rating is higher than your scenario score.",
    "under": "Underestimating: your rating is lower than your scenario score.",
    "more": "Too early to compare: {n} more to answer.",
    "none": "The course has too few scenarios of this competency for a comparison so far.",
    "unrated": "Not rated yet, so there is nothing to compare.",
}


class CalibrationWidget(CatalogueWidget):
    """Self-rating beside scenario score, per competency."""

    front_end = "calibration"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None, review_days: Sequence[int] = REVIEW_DAYS) -> None:
        content = {
            "competencies": _names(bank),
            "bands": calibration_bands(),
            "needs": CALIBRATION_NEEDS,
            "words": CALIBRATION_WORDS,
        }
        super().__init__(bank, content, ["*"], log, review_days)

    def fallback(self) -> str:
        return render_fallback("text", text=CALIBRATION_WORDS["intro"])


class ProgressWidget(CatalogueWidget):
    """What is done, due and next at a glance; lessons, scores, days, how sure and how right, and intentions to unfold.

    `review_days`: days from each box to the day on which what lies in it comes back. `practice_page` is the page of
    today's practice, if the course has one. Without `carry`, carrying answers away is left to a `CarryWidget`.
    """

    front_end = "progress"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(
        self,
        bank: Bank,
        log: Path | None,
        review_days: Sequence[int] = REVIEW_DAYS,
        practice_page: str | None = None,
        *,
        carry: bool = True,
    ) -> None:
        scenes = {scene.id for one in sets_of(bank).values() for scene in one}
        content = {
            "competencies": _names(bank),
            "lessons": [
                {"file": lesson.file, "title": lesson.title, "items": items}
                for lesson in bank.lessons
                if (items := [item for item in lesson.items if item in scenes])
            ],
            "intentions": [{"id": item.id} for item in bank.items.values() if isinstance(item, Intention)],
            "practice": practice_page,
            "carry": carry,
        }
        super().__init__(bank, content, ["*"], log, review_days)

    def fallback(self) -> str:
        return render_fallback(
            "text", text="Your progress is kept in your browser, and shown here when JavaScript is on."
        )


class CarryWidget(CourseWidget):
    """A learner's answers as a whole: saved as a file, brought in from one, erased."""

    front_end = "carry_answers"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None) -> None:
        super().__init__({"competencies": list(bank.competencies)}, [], log)

    def fallback(self) -> str:
        text = "Your answers can be saved as a file, brought in from one, and erased here when JavaScript is on."
        return render_fallback("text", text=text)


def _names(bank: Bank) -> list[dict[str, str]]:
    return [{"id": one.id, "name": one.name} for one in bank.competencies.values()]
