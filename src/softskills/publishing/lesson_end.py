"""Puts the card that says how a lesson stands at the end of every lesson's page: no author has to think of it."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from softskills.items import load_bank
from softskills.publishing.course_of import course_of
from softskills.publishing.islands import island
from softskills.widgets import DoneWidget


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_card, priority=300)  # before whoever looks what is on the page


def add_card(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Add the card below the text of a page that is a lesson."""
    course = course_of(app)
    bank = load_bank(course.data)
    folder, _, file = pagename.rpartition("/")
    lesson = next((one for one in bank.lessons if one.file == file), None)
    if lesson and folder == course.settings.folders.notebooks and "body" in context:
        context["body"] += island(DoneWidget(course, bank, lesson, None).published())
