"""The theme of courses. It inherits from Furo, and knows no course: what it shows is in `course.yml`, the lessons, the
contents of the book and the pages themselves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from softskills.frontend import assemble
from softskills.publishing.course_of import course_of
from softskills.publishing.theme.frame import Frame
from softskills.publishing.theme.parts import add_style
from softskills.publishing.theme.pruning import drop_thebe, drop_unused

NAME = "softskills"
FOLDER = Path(__file__).parent
SCRIPT = "frame.js"
JUPYTER_BOOKS_STYLE = "sphinx"
"""How Jupyter Book colours code where a course does not say."""
PRINT = "print.css"


def tokens() -> str:
    """The beginning of the style sheet: its colours, type and space, for pages that are in no book."""
    return (FOLDER / "static" / "theme.css").read_text("utf-8").partition("/* Furo's variables")[0]


def alone() -> str:
    """The beginning of the style sheet of a page that is in no book: the tokens, and how a text stands in it."""
    return tokens() + (FOLDER / "alone.css").read_text("utf-8")


def setup(app: Sphinx) -> None:
    app.add_html_theme(NAME, str(FOLDER))
    app.connect("config-inited", choose)


def choose(app: Sphinx, config: Any) -> None:
    """Wire the theme in, if the course has chosen it."""
    if config.html_theme != NAME:
        return
    if "html_permalinks" not in config.overrides:
        config.html_permalinks = False  # each would be one more stop on the way through a lesson by keyboard
    if config.pygments_style == JUPYTER_BOOKS_STYLE:
        config.pygments_style = "a11y-light"  # Furo's choice; some colours of the other are too pale to read
    app.add_css_file(PRINT, media="print")
    frame = Frame()
    app.connect("builder-inited", add_script)
    app.connect("env-updated", frame.learn)
    app.connect("doctree-resolved", drop_thebe, priority=900)
    app.connect("html-page-context", spare_furo, priority=400)
    app.connect("html-page-context", frame.show, priority=800)
    app.connect("html-page-context", add_style, priority=850)
    app.connect("html-page-context", drop_unused, priority=900)


def add_script(app: Sphinx) -> None:
    """Write the script of the frame, which every page loads."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCRIPT).write_text(assemble.called_script("frame", course_of(app).settings.id), "utf-8")
    app.add_js_file(SCRIPT, loading_method="defer")


def spare_furo(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Furo would draw the tree of all pages for each page anew. The contents come from `frame` instead."""
    context.pop("toctree", None)
