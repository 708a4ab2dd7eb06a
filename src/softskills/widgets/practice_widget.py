"""The widgets that bring scenes back: today's practice, and one scene from before in a lesson.

They hold no scene when they open. They ask for a set when one of its scenes is to be shown, as `messages` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from softskills.course import Settings
from softskills.frontend import assemble
from softskills.items import Bank, Story
from softskills.widgets.catalogue import CatalogueWidget, Scene, find_scenes, scenes_of, sets_of, widget_of
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback

FIRST_SCENES = 5
"""How many scenes of the first lesson are offered to somebody who has not begun."""


class PracticeWidget(CatalogueWidget):
    """Today's practice: what is due, up to five scenes one after the other, and when to come back."""

    front_end = "practice"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, log: Path | None, settings: Settings) -> None:
        self._bank = bank
        set_of = {scene.id: name for name, scenes in sets_of(bank).items() for scene in scenes}
        begin = next((found for one in bank.lessons if (found := [i for i in one.items if i in set_of])), [])
        content = {
            "course": {"id": settings.id, "title": settings.title},
            "first": [{"set": set_of[item], "item": item} for item in begin[:FIRST_SCENES]],
        }
        super().__init__(bank, content, ["*"], log, settings.review_days)

    def scenes(self, name: str) -> dict[str, dict[str, Any]]:
        return find_scenes(self._bank, name)

    def fallback(self) -> str:
        text = "Today's practice brings back scenes that you have answered before. It needs JavaScript."
        return render_fallback("text", text=text)


class BeforeWidget(CourseWidget):
    """One scene of some sets: one not seen before, else the one seen longest ago.

    `named` maps the id of each set to the ids of those of its scenes that may be shown. The first of them comes with
    the widget: a page without JavaScript has it, and so has a new reader, with no wait.
    """

    front_end = "before"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, bank: Bank, named: Mapping[str, Sequence[str]], log: Path | None) -> None:
        self._bank = bank
        found = [cast(Scene, bank.items[item]) for items in named.values() for item in items]
        self.shown = widget_of(found[0])
        content = {
            "sets": [{"id": name, "items": [*items]} for name, items in named.items()],
            "here": scenes_of(found[:1]),
        }
        wants = [name for one in found for name in ([one.id, one.run_id] if isinstance(one, Story) else [one.id])]
        super().__init__(content, wants, log)

    def scenes(self, name: str) -> dict[str, dict[str, Any]]:
        return find_scenes(self._bank, name)

    def fallback(self) -> str:
        return self.shown.fallback()

    def question(self) -> str:
        return self.shown.question()
