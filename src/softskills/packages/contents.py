"""What a package knows of its course: the lessons that count, what answers weigh, and the texts of what is asked."""

from __future__ import annotations

from typing import Any, Literal

from softskills.course import Course
from softskills.items import Bank, Practice, PracticeStory
from softskills.items.outline import part_names
from softskills.phrases import typographic
from softskills.widgets.catalogue import catalogue_of
from softskills.widgets.course_contents import scenes_in

Version = Literal["1.2", "2004"]
Contents = dict[str, Any]


class NoSuchPart(LookupError):
    """The course has no part of that number with a scene in it. The message says which there are."""


def contents_of_package(course: Course, bank: Bank, part: int | None, version: Version) -> Contents:
    """What `frontend/scorm_session.js` takes as its contents, of a part or of all. Raises NoSuchPart, ContentError."""
    counting = [lesson for lesson in bank.lessons if scenes_in(bank, lesson) and part in (None, lesson.part)]
    if not counting:
        parts = sorted({lesson.part for lesson in bank.lessons if scenes_in(bank, lesson)})
        raise NoSuchPart(
            f"there is no lesson with a scene in part {part}; there are parts {', '.join(map(str, parts))}"
        )
    names, settings = part_names(course), course.settings
    pages = f"{settings.folders.notebooks}/"
    return {
        "course": settings.id,
        "scope": "all" if part is None else f"part-{part}",
        "version": version,
        "title": settings.title if part is None else names.get(part) or f"{settings.title}: part {part}",
        "first": "index.html" if part is None else f"{pages}{counting[0].file}.html",
        "lessons": [
            {"file": lesson.file, "title": lesson.title, "items": scenes_in(bank, lesson)} for lesson in counting
        ],
        "catalogue": catalogue_of(bank, settings.review_days),
        "ids": list(bank.items),
        "scenes": {item.id: _scene(item) for item in bank.items.values()},
    }


def _scene(item: Any) -> dict[str, Any]:
    """What is asked in one text, and the words of each option, or of each step through a story."""
    said: dict[str, str] = {}
    if isinstance(item, Practice):
        said, asked = item.options, [item.stem, item.question]
    elif isinstance(item, PracticeStory):
        said = {
            f"{name}.{letter}": choice.text
            for name, scene in item.scenes.items()
            for letter, choice in scene.choices.items()
        }
        asked = [item.scenes[item.start].text]
    else:
        asked = [getattr(item, "text", ""), item.prompt]
    text = " ".join(part for part in [f"{item.title}.", *asked] if part)
    return {"text": typographic(text), "says": {name: typographic(words) for name, words in said.items()}}
