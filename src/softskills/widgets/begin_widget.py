"""Where to begin: three lessons, each with its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from softskills.course import Settings
from softskills.frontend import assemble
from softskills.items import Bank, Lesson
from softskills.widgets.catalogue import CatalogueWidget, sets_of
from softskills.widgets.html import render_fallback
from softskills.widgets.leading import LeadingWidget


class BeginWidget(CatalogueWidget, LeadingWidget):
    """Three lessons to begin with, from one's own ratings and first answers; without them, the first three."""

    front_end = "begin_here"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None, settings: Settings) -> None:
        scenes = {scene.id for one in sets_of(bank).values() for scene in one}
        content = {
            "competencies": [{"id": one.id, "name": one.name} for one in bank.competencies.values()],
            "folder": settings.folders.notebooks,
            "lessons": [
                {"file": lesson.file, "title": lesson.title, "items": items, "competency": _trained(bank, items)}
                for lesson in _to_begin_with(bank.lessons)
                if (items := [item for item in lesson.items if item in scenes])
            ],
        }
        super().__init__(bank, content, ["*"], log, settings.review_days)

    def fallback(self) -> str:
        text = "With JavaScript, three lessons to begin with are named here. Without it, begin with the first."
        return render_fallback("text", text=text)


def _to_begin_with(lessons: list[Lesson]) -> list[Lesson]:
    """All but those of part 0, which leads into the course and trains nothing; in a course without parts, all."""
    return [lesson for lesson in lessons if lesson.part] or lessons


def _trained(bank: Bank, items: list[str]) -> str | None:
    """The competency of most of a lesson's scenes."""
    found = Counter(bank.competency_of[item] for item in items if item in bank.competency_of)
    return found.most_common(1)[0][0] if found else None
