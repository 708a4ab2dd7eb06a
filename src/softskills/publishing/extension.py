"""Wires the course into a Sphinx build: checks the content first, adds one script and one style, checks the result."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from softskills import __version__
from softskills.frontend import assemble
from softskills.items import ContentError, load_bank
from softskills.phrases import counted
from softskills.publishing import addresses, execution, forms, incremental, lesson_end, marks, site_address, theme
from softskills.publishing import citations as bibliography
from softskills.publishing.bank_scripts import CATALOGUE, write_bank
from softskills.publishing.course_of import course_of, hand_on
from softskills.publishing.islands import ISLAND
from softskills.widgets import PUBLISHING, WIDGETS

SCRIPT = "softskills.js"
STYLE = "softskills.css"


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("config-inited", check_content)
    theme.setup(app)
    bibliography.setup(app)
    incremental.setup(app)
    execution.setup(app)
    forms.setup(app)
    lesson_end.setup(app)
    addresses.setup(app)
    site_address.setup(app)
    marks.setup(app)
    app.connect("builder-inited", add_assets)
    app.connect("html-page-context", load_script_where_needed)
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


def add_assets(app: Sphinx) -> None:
    """Write the script and the style that all pages share."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    names = [widget.front_end for widget in WIDGETS]
    (folder / SCRIPT).write_text(assemble.page_script(names, course_of(app).settings.id), "utf-8")
    (folder / STYLE).write_text(assemble.page_style(names), "utf-8")
    write_bank(folder, load_bank(course_of(app).data), course_of(app).settings.review_days)


def load_script_where_needed(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only a page with a widget on it loads the widgets' script and style, and only one that looks over the bank its
    catalogue: at once, and not when the script asks for it.
    """
    body = context.get("body", "")
    if f'class="{ISLAND}"' in body:
        app.add_js_file(SCRIPT, loading_method="async")
        app.add_css_file(STYLE)
    if 'data-uses="catalogue"' in body:
        address = context["pathto"](f"_static/{CATALOGUE}", resource=True)
        context["metatags"] = f'{context.get("metatags", "")}<link rel="preload" as="script" href="{address}">\n'


def check_pages(app: Sphinx, exception: Exception | None) -> None:
    """Stop when a page of the table of contents did not become an HTML file."""
    if exception is not None or app.builder.format != "html":
        return
    pages: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    missing = [name for name in app.config.external_site_map if not Path(pages.get_outfilename(name)).is_file()]
    if missing:
        raise ExtensionError(f"_toc.yml names pages that were not built: {', '.join(sorted(missing))}")
