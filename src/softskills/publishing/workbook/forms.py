"""Widgets on paper: scenes by number with boxes to tick, and lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from softskills.items import Bank, Practice, PracticeItem, PracticeStory, SayFirst
from softskills.scale import HIGHEST, LOWEST
from softskills.widgets.html import environment

Keyed = Practice | PracticeStory | SayFirst

TEMPLATES = environment("softskills.publishing.workbook", "templates")
TEMPLATES.globals |= {"levels": range(LOWEST, HIGHEST + 1), "highest": HIGHEST}

LINES = {"reflection": 7, "intention": 2, "say-first": 3}
"""Lines to write on, as many as the form on the screen shows."""


@dataclass(frozen=True)
class Asked:
    """A scene under the number by which its key is found, and the title of the chapter that asks it."""

    number: int
    item: Keyed
    chapter: str

    @property
    def anchor(self) -> str:
        return f"scene-{self.number}"

    @property
    def key_anchor(self) -> str:
        return f"key-{self.number}"

    @property
    def steps(self) -> dict[str, str]:
        """Of a story, the number of each scene by its id: "12.1" for the one in which it begins."""
        if not isinstance(self.item, PracticeStory):
            return {}
        names = sorted(self.item.scenes, key=lambda name: name != self.item.start)  # type: ignore[union-attr]
        return {name: f"{self.number}.{index}" for index, name in enumerate(names, 1)}


@dataclass
class Forms:
    """Makes the forms of one workbook, and numbers its scenes. `page_of` gives what stands for the number of
    the sheet on which an anchor is."""

    bank: Bank
    page_of: Callable[[str], str]
    chapter: str = ""
    asked: list[Asked] = field(default_factory=list)

    def form(self, widget: str, content: Mapping[str, Any]) -> str:
        """What stands for a widget; "" for one that only a screen can show."""
        match widget:
            case "scenario" | "story" | "say_first":
                return self._scene(content["item"]["id"])
            case "pair":
                scenes = "".join(self._scene(part["item"]["id"]) for part in content["parts"])
                return _render("pair", title=content["title"], scenes=scenes)
            case "before":
                return self._scene(self._new_among([item for one in content["sets"] for item in one["items"]]))
            case "writing":
                return _render("writing", item=self.bank.items[content["item"]["id"]], lines=LINES)
            case "self_rating":
                return _render("self_rating", **content)
        return ""

    def _scene(self, item_id: str) -> str:
        asked = Asked(len(self.asked) + 1, cast(Keyed, self.bank.items[item_id]), self.chapter)
        self.asked.append(asked)
        return _render(_template(asked.item), asked=asked, item=asked.item, lines=LINES, page_of=self.page_of)

    def _new_among(self, items: list[str]) -> str:
        """The first that wasn't asked before, else the first."""
        before = {asked.item.id for asked in self.asked}
        return next((item for item in items if item not in before), items[0])


def _template(item: PracticeItem) -> str:
    match item:
        case PracticeStory():
            return "story"
        case SayFirst():
            return "say_first"
    return "scenario"


def _render(name: str, **values: Any) -> str:
    return TEMPLATES.get_template(f"{name}.html.jinja").render(values)
