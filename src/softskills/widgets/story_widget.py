"""The widget for a story: a branching scenario, told scene by scene."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from softskills.frontend import assemble
from softskills.items import PracticeStory, Story
from softskills.scoring import story_terms, weights
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.html import render_fallback


class StoryWidget(CourseWidget):
    """Choose one's way through a story.

    An answer is {"path": ["scene.letter", ...]}, from the start to an ending. Only a finished path is kept under the
    story's id, and the last one counts. Where the learner stands is kept after each choice under "<id>/run", in the
    same form, so that a run that was broken off goes on and never replaces one that counts.

    A practice story shows the values that its choices change, and ends in a debrief. A graded story has neither: its
    key is not here.
    """

    front_end = "story"
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    def __init__(self, item: Story, log: Path | None) -> None:
        public, feedback = item, None
        if isinstance(item, PracticeStory):
            public, feedback = item.public, _feedback(item)
        content = {"item": public.model_dump(), "steps": story_terms(public), "feedback": feedback}
        super().__init__(content, [item.id, item.run_id], log)

    def fallback(self) -> str:
        return render_fallback("story", item=self.content["item"], feedback=self.content["feedback"], whole=True)

    def question(self) -> str:
        return render_fallback("story", item=self.content["item"], feedback=None, whole=False)


def _feedback(item: PracticeStory) -> dict[str, Any]:
    key = item.key
    return {
        "effectiveness": key.effectiveness,
        "effects": key.effects,
        "values": [{"id": name, **value.model_dump()} for name, value in key.values.items()],  # in the author's order
        "text": key.feedback,
        "weights": weights(item, key),
    }
