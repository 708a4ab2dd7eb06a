"""The card at the end of a lesson: what was done, the plan, when its scenes come back, and the next lesson."""

from __future__ import annotations

from pathlib import Path

from softskills.course import Course
from softskills.frontend import assemble
from softskills.items import Bank, Intention, Lesson, Story
from softskills.widgets.catalogue import catalogue_of, names_of_scenes
from softskills.widgets.course_contents import scenes_in
from softskills.widgets.html import render_fallback
from softskills.widgets.leading import LeadingWidget


class DoneWidget(LeadingWidget):
    """How one lesson stands. A book has it at the end of every lesson.

    `scenes` lists what the lesson asks, as the ids of which one is to be answered: of a lesson each of its own scenes,
    of a review those of each set that it brings back.
    """

    front_end = "done"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, course: Course, bank: Bank, lesson: Lesson, log: Path | None) -> None:
        known = names_of_scenes(bank)
        own = [item for item in lesson.items if isinstance(bank.items[item], Intention)]
        if lesson.review:
            sets = list(dict.fromkeys(known[name][0] for name in lesson.brings_back))
            scenes = [known[name][1] for name in sets]
        else:
            scenes = [[item] for item in scenes_in(bank, lesson)]
            sets = list(dict.fromkeys(known[item][0] for (item,) in scenes))
        after = bank.lessons[bank.lessons.index(lesson) + 1 :]
        content = {
            "review": lesson.review,
            "scenes": scenes,
            "catalogue": catalogue_of(bank, course.settings.review_days, sets),
            "plan": own[-1] if own else None,
            "folder": course.settings.folders.notebooks,
            "practice": course.settings.practice_page,
            "next": {"file": after[0].file, "title": after[0].title} if after else None,
        }
        asked = [bank.items[item] for name in sets for item in known[name][1]]
        runs = [item.run_id for item in asked if isinstance(item, Story)]
        super().__init__(content, [*(item.id for item in asked), *runs, *own], log)

    def fallback(self) -> str:
        return render_fallback("done", **self.content)
