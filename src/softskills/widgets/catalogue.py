"""What practice knows of the whole bank: a catalogue with no text in it, and the scenes of one set at a time.

A set is a contrast set with its situations, or a scene of its own, which is a set of one. From the catalogue
`frontend/review.js` tells which answers count and what is due. Scenes are brought when they are shown.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

import traitlets

from softskills.items import Bank, Practice, PracticeStory
from softskills.phrases import typographic
from softskills.scoring import weights
from softskills.widgets.course_widget import CourseWidget
from softskills.widgets.scenario_widget import ScenarioWidget
from softskills.widgets.story_widget import StoryWidget

Scene = Practice | PracticeStory


class CatalogueWidget(CourseWidget):
    """A widget that looks over the whole bank. A page loads the catalogue once for all its widgets."""

    catalogue = traitlets.Dict().tag(sync=True)

    def __init__(
        self, bank: Bank, content: dict[str, Any], wants: list[str], log: Path | None, review_days: Sequence[int]
    ) -> None:
        self._empty = {"waits": [*review_days], "sets": []}
        more = {} if log is None else {"catalogue": catalogue_of(bank, review_days)}
        super().__init__(content, wants, log, **more)

    def published(self) -> dict[str, Any]:
        """With no sets in the catalogue: a page brings them once there is an answer."""
        published = super().published()
        return {**published, "state": {**published["state"], "catalogue": self._empty}, "uses": "catalogue"}


def catalogue_of(bank: Bank, review_days: Sequence[int], only: Container[str] | None = None) -> dict[str, Any]:
    """The sets of a bank, in its order, with what each answer weighs; and the waits of the boxes, in days. Spare is a
    set that no lesson shows: practice may bring it as new. `only` names the sets when not all are wanted.
    """
    shown = {item for lesson in bank.lessons for item in [*lesson.items, *lesson.brings_back]}
    return {
        "waits": [*review_days],
        "sets": [
            {
                "id": name,
                "title": typographic(bank.contrasts[name].title if name in bank.contrasts else scenes[0].title),
                "competency": bank.competency_of.get(scenes[0].id),
                **({} if shown & {name, *(scene.id for scene in scenes)} else {"spare": True}),
                "items": {
                    scene.id: {
                        "title": typographic(scene.title),
                        "kind": scene.kind,
                        # Six digits are enough to tell a hit, and 0.333333 is shorter than 0.3333333333333333.
                        "weights": {term: round(weight, 6) for term, weight in weights(scene, scene.key).items()},
                        **({"endings": _endings(scene)} if isinstance(scene, PracticeStory) else {}),
                    }
                    for scene in scenes
                },
            }
            for name, scenes in sets_of(bank).items()
            if only is None or name in only
        ],
    }


def _endings(story: PracticeStory) -> dict[str, str]:
    """By each step that leads to an ending, as "scene.letter", the ending: so a page can tell which were found."""
    return {
        f"{name}.{letter}": choice.to
        for name, scene in story.scenes.items()
        for letter, choice in scene.choices.items()
        if story.scenes[choice.to].ending
    }


def sets_of(bank: Bank) -> dict[str, list[Scene]]:
    """The scenes of every set, by its id."""
    found: dict[str, list[Scene]] = {}
    for item in bank.items.values():
        if isinstance(item, Practice | PracticeStory):
            found.setdefault(item.contrast or item.id, []).append(item)
    return found


def names_of_scenes(bank: Bank) -> dict[str, tuple[str, list[str]]]:
    """By the id of every scene, and of every set, the id of the set, and the ids of the scenes that are meant."""
    sets = {name: [scene.id for scene in scenes] for name, scenes in sets_of(bank).items()}
    scenes = {item: (name, [item]) for name, items in sets.items() for item in items}
    return scenes | {name: (name, items) for name, items in sets.items()}


def find_scenes(bank: Bank, name: str) -> dict[str, dict[str, Any]]:
    """The scenes of the set with this id, as `scenes_of` gives them. Raises LookupError when there is no such set."""
    try:
        return scenes_of(sets_of(bank)[name])
    except KeyError:
        raise LookupError(f"this course has no set {name!r}") from None


def scenes_of(scenes: Sequence[Scene]) -> dict[str, dict[str, Any]]:
    """Of each scene, by its id, the widget that shows it and its state, as a page has it."""
    return {scene.id: _shown(scene) for scene in scenes}


def widget_of(scene: Scene) -> ScenarioWidget | StoryWidget:
    """The widget of a scene that keeps no answers itself."""
    return ScenarioWidget(scene, None) if isinstance(scene, Practice) else StoryWidget(scene, None)


def _shown(scene: Scene) -> dict[str, Any]:
    widget = widget_of(scene)
    return {"widget": widget.front_end, "state": widget.published()["state"]}
