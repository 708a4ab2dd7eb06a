"""The start page of a learner's folder: `start_page()`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import traitlets

from softskills.course import ANSWERS, Course, find_course, notebooks_in_order
from softskills.desk.lesson import title_of
from softskills.desk.note import kept_for_learner
from softskills.frontend import assemble
from softskills.items import Bank, load_bank
from softskills.widgets import PUBLISHING
from softskills.widgets.catalogue import CatalogueWidget
from softskills.widgets.course_contents import contents_of
from softskills.widgets.html import render_fallback
from softskills.widgets.incoming import bring_in
from softskills.widgets.leading import LeadingWidget

BOOK = "SOFTSKILLS_BOOK"
"""In the environment, the address at which the book is read beside the lessons."""

NOTICE = "SOFTSKILLS_NOTICE"
"""In the environment, why the lessons could not be brought up to date when JupyterLab was started."""


class StartWidget(CatalogueWidget, LeadingWidget):
    """What is due, where to go on, one's plan, and every lesson by part with its state. It stands in no book."""

    front_end = "start"
    asks = False
    _esm = assemble.module(front_end)
    _css = assemble.style(front_end)

    contents = traitlets.Dict().tag(sync=True)

    def __init__(self, course: Course, bank: Bank, log: Path | None, notices: list[str], book: str | None) -> None:
        contents = contents_of(course, bank)
        lessons = {lesson.file for lesson in bank.lessons}
        more = [
            {"file": page, "title": title}
            for page in notebooks_in_order(course)
            if page not in lessons and (title := _title(course, page))
        ]
        super().__init__(
            bank, {"notices": notices, "more": more, "book": book}, ["*"], log, course.settings.review_days
        )
        self.contents = contents
        self.leading(course)

    def fallback(self) -> str:
        return render_fallback("text", text="Where you are in the course, and where to go on.")


def start_page() -> StartWidget:
    """The start page of the folder that this notebook is in. Raises ContentError."""
    course, folder = find_course(), Path.cwd()
    published = PUBLISHING in os.environ
    log = None if published else folder / ANSWERS
    notices = [] if published else [*notices_of(folder), *bring_in(folder / ANSWERS)]
    return StartWidget(course, load_bank(course.data), log, notices, os.environ.get(BOOK))


def notices_of(folder: Path) -> list[str]:
    """What a learner should know of what happened to the files of their folder."""
    notice = os.environ.get(NOTICE, "")
    kept = [
        f"You had changed {lesson}, and the course has a new version of it. Yours is kept as {name}. Rename or delete "
        "yours, and this line goes."
        for lesson, name in kept_for_learner(folder).items()
    ]
    return [*filter(None, [notice]), *kept]


def _title(course: Course, page: str) -> str:
    try:
        return title_of(json.loads((course.notebooks / f"{page}.ipynb").read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return ""
