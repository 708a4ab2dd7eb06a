"""Wires the course into a Sphinx build: checks the content first, makes the site, checks the result."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from softskills import __version__
from softskills.items import ContentError, load_bank
from softskills.phrases import counted
from softskills.publishing import addresses, execution, forms, incremental, lesson_end, marks, site, theme
from softskills.publishing import citations as bibliography
from softskills.publishing.course_of import course_of, hand_on
from softskills.widgets import PUBLISHING


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", check_content)
    theme.setup(app)
    bibliography.setup(app)
    incremental.setup(app)
    execution.setup(app)
    forms.setup(app)
    lesson_end.setup(app)
    addresses.setup(app)
    site.setup(app)
    marks.setup(app)
    app.connect("build-finished", check_pages)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def check_content(app: Sphinx, config: Any) -> None:
    """Stop before anything is executed when the course cannot be used or its bank has a fault."""
    try:
        course = course_of(app)
        load_bank(course.data)
    except ContentError as error:
        raise ExtensionError(f"The course has {counted(len(error.faults), 'fault')}:\n{error}") from error
    hand_on(course)
    os.environ[PUBLISHING] = "1"


def check_pages(app: Sphinx, exception: Exception | None) -> None:
    """Stop when a page of the table of contents did not become an HTML file."""
    if exception is not None or app.builder.format != "html":
        return
    pages: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    missing = [name for name in app.config.external_site_map if not Path(pages.get_outfilename(name)).is_file()]
    if missing:
        raise ExtensionError(f"_toc.yml names pages that were not built: {', '.join(sorted(missing))}")
