"""Puts a workbook together as one HTML page, from the built book and the bank. It is the same for the same two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from softskills.course import Course
from softskills.items import load_bank
from softskills.publishing.workbook.chapters import anchor_of, groups_of
from softskills.publishing.workbook.forms import TEMPLATES, Forms
from softskills.publishing.workbook.page_text import text_of, way_to

STYLE = Path(__file__).with_name("workbook.css")
CITATION = "CITATION.cff"
"""Where a course says its version, beside `course.yml`. It need not."""

_PAGE = "\ue000{}\ue001"  # characters that no text has
_PAGES = re.compile(_PAGE.format("([a-z0-9-]+)"), re.IGNORECASE)


class NotBuilt(ValueError):
    """A page of the workbook isn't in the folder of the built book."""


@dataclass(frozen=True)
class Chapter:
    """A page of the book as the workbook has it: its title, and its text as HTML."""

    anchor: str
    title: str
    text: Markup


@dataclass(frozen=True)
class Part:
    anchor: str
    caption: str | None
    chapters: list[Chapter]


def workbook_html(course: Course, html: Path, folder: Path, date: str) -> str:
    """The workbook of a course whose built book is in `html`, as a page that is to stand in `folder`; `date` is that of
    this edition. The numbers of sheets are still to be filled in, by `with_pages`.

    Raises NotBuilt, NoText and ContentError.
    """
    bank = load_bank(course.data)
    groups = groups_of(course, bank)
    known = {page for group in groups for page in group.pages}
    forms = Forms(bank, _PAGE.format)

    def chapter(page: str) -> Chapter:
        file = html / f"{page}.html"
        if not file.is_file():
            raise NotBuilt(f"{file}: there is no such page. Build the book first, and then the workbook.")
        title = next((one.title for one in bank.lessons if page.endswith(f"/{one.file}")), page)
        forms.chapter = title
        title, text = text_of(file.read_text("utf-8"), page, known, forms.form, way_to(html, folder))
        return Chapter(anchor_of(page), title, Markup(text))  # noqa: S704 - Sphinx and our templates made it

    parts = [
        Part(f"part-{number}", group.caption, [chapter(page) for page in group.pages])
        for number, group in enumerate(groups, 1)
    ]
    return TEMPLATES.get_template("workbook.html.jinja").render(
        language=course.settings.language,
        title=course.settings.title,
        licence=course.settings.licence,
        author=_yaml(course.book_config).get("author"),
        version=_yaml(course.root / CITATION).get("version"),
        date=date,
        style=Markup(STYLE.read_text("utf-8")),  # noqa: S704 - the engine's own
        parts=parts,
        key=[(title, list(asked)) for title, asked in groupby(forms.asked, lambda asked: asked.chapter)],
        page_of=_PAGE.format,
    )


def with_pages(text: str, pages: Mapping[str, int] | None) -> str:
    """A workbook with the number of the sheet wherever one belongs, by anchor; with a stand-in while none is known."""
    return _PAGES.sub(lambda found: str(pages.get(found[1], "")) if pages else "000", text)


def _yaml(file: Path) -> dict[str, Any]:
    found = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else None
    return found if isinstance(found, dict) else {}
