"""The widgets that look back: progress through the course, and self-ratings beside scenario scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from softskills.course import REVIEW_DAYS
from softskills.frontend import assemble
from softskills.items import Bank, Intention
from softskills.scoring import CALIBRATION_NEEDS, CALIBRATION_TOLERANCE, calibration_bands
from softskills.widgets.catalogue import CatalogueWidget, sets_of
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback
from softskills.widgets.leading import LeadingWidget

CALIBRATION_WORDS = {
    "intro": "Two imperfect measures, side by side: what you say you did in a month, and how your answers to scenes "
    "score. They don't measure the same thing, so neither can correct the other. Where they part, think of an example, "
    "or ask someone who was there.",
    "how": "A rating is a step on a list of things that you did; a score says how close your choices in scenes are to "
    "the key. To set them side by side, the five steps are spread evenly over 0 to 100: level 1 is 0, level 3 is 50, "
    f"level 5 is 100. Beside it stands your average score, once {CALIBRATION_NEEDS} scenes of that skill are answered. "
    f"Within {CALIBRATION_TOLERANCE} points of each other the two count as aligned. That band is our own, and both "
    "sides are rough: a difference is a reason to look, and no verdict.",
    "aligned": "Aligned: the two are close.",
    "lower": "Look again: your scenes scored lower than your rating.",
    "higher": "Look again: your scenes scored higher than your rating.",
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
            "competencies": _competencies(bank),
            "bands": calibration_bands(),
            "needs": CALIBRATION_NEEDS,
            "words": CALIBRATION_WORDS,
        }
        super().__init__(bank, content, ["*"], log, review_days)

    def fallback(self) -> str:
        return render_fallback("text", text=CALIBRATION_WORDS["intro"])


class ProgressWidget(CatalogueWidget, LeadingWidget):
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
            "competencies": _competencies(bank),
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


def _competencies(bank: Bank) -> list[dict[str, str | int]]:
    """Each competency: its id, its name, and how many scenes train it."""
    own = Counter(bank.competency_of.get(scene.id) for scenes in sets_of(bank).values() for scene in scenes)
    return [{"id": one.id, "name": one.name, "scenes": own[one.id]} for one in bank.competencies.values()]
