"""The course as a reader finds their way in it: its parts, its lessons with their minutes and scenes, and its plans."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from softskills.course import Course
from softskills.items import Bank, Intention, Lesson, Practice, PracticeStory
from softskills.items.outline import part_names
from softskills.widgets.html import render_fallback

Contents = dict[str, Any]


def contents_of(course: Course, bank: Bank) -> Contents:
    """Names of parts, and lessons by their files; the lesson of every if-then plan; the page of today's practice.

    `{"folder", "parts": [{"name", "lessons": [{"file", "title", "minutes", "items", "review"}]}], "plans": {id: file},
    "practice"}`. The items of a lesson are its own scenes. Minutes are None where the lesson does not say.
    Raises ContentError.
    """
    names = part_names(course)
    return {
        "folder": course.settings.folders.notebooks,
        "parts": [
            {"name": names.get(part, ""), "lessons": [_entry(course, bank, lesson) for lesson in lessons]}
            for part, lessons in groupby(bank.lessons, key=lambda lesson: lesson.part)
        ],
        "plans": {
            item: lesson.file
            for lesson in bank.lessons
            for item in lesson.items
            if isinstance(bank.items[item], Intention)
        },
        "practice": course.settings.practice_page,
    }


def pages_of(contents: Contents) -> dict[str, str]:
    """By the file of a lesson its page in the book, as `publishing.addresses` reads it."""
    lessons = (lesson["file"] for part in contents["parts"] for lesson in part["lessons"])
    return {file: f"page:{contents['folder']}/{file}" for file in lessons}


def scenes_in(bank: Bank, lesson: Lesson) -> list[str]:
    """The scenes that a lesson asks first, by id."""
    return [item for item in lesson.items if isinstance(bank.items[item], Practice | PracticeStory)]


def minutes_of(course: Course, file: str) -> int | None:
    """How long a lesson takes, as its notebook says, or None where it does not say."""
    rule, notebook = course.settings.lessons.minutes, course.notebooks / f"{file}.ipynb"
    return rule.found_in(_prose(notebook)) if rule and notebook.is_file() else None


@dataclass(frozen=True)
class ContentsList:
    """All lessons by part, shown by the last line of a cell. `addresses`: by the file of a lesson where its name leads.

    In a book `frontend/marks.js` marks what is done.
    """

    contents: Contents
    addresses: Mapping[str, str]

    def __repr__(self) -> str:
        return "contents()"

    def _repr_html_(self) -> str:
        return render_fallback("contents", **self.contents, addresses=self.addresses)


def _entry(course: Course, bank: Bank, lesson: Lesson) -> dict[str, Any]:
    return {
        "file": lesson.file,
        "title": lesson.title,
        "minutes": minutes_of(course, lesson.file),
        "items": scenes_in(bank, lesson),
        "review": lesson.review,
    }


def _prose(notebook: Path) -> str:
    cells = json.loads(notebook.read_text("utf-8")).get("cells", [])
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
