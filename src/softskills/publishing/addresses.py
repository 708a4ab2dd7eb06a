"""The addresses of pages. The first page is index.html itself, so that nobody waits for a redirect; the old address of
what has moved leads on; and what widgets link to gets its address on the page that they stand on.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import relpath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ExtensionError

from softskills.publishing.course_of import course_of

INDEX = "index"

_PAGE = re.compile(r'(?<=href=")page:([^"#]*)')
"""In the text of a widget the name of a page stands for its address, as in `page:notebooks/first-lesson`."""

_TEMPLATES = Environment(
    loader=PackageLoader("softskills.publishing"), autoescape=True, undefined=StrictUndefined, auto_reload=False
)


class BookBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of pages, but for the address of the first one."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return super().get_target_uri(self._place(docname), typ)

    def get_outfilename(self, pagename: str) -> str:
        return super().get_outfilename(self._place(pagename))

    def _place(self, docname: str) -> str:
        return INDEX if docname == self.config.root_doc else docname


def setup(app: Sphinx) -> None:
    app.add_builder(BookBuilder, override=True)
    app.connect("html-page-context", fill_in_addresses, priority=400)  # before a theme takes the text apart
    app.connect("build-finished", lead_on)


def fill_in_addresses(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if "body" in context:
        context["body"] = _PAGE.sub(lambda found: context["pathto"](found[1]), context["body"])


def lead_on(app: Sphinx, exception: Exception | None) -> None:
    """Write a page that leads on for the first page's own name, and for every name in `moved` of `course.yml`."""
    if exception is not None or not isinstance(app.builder, BookBuilder):
        return
    course, root = course_of(app), app.config.root_doc
    settings = course.settings
    for old, new in ({root: root} | settings.moved).items():
        if new not in app.env.found_docs:
            raise ExtensionError(f"{course.file.name}: moved: there is no page {new!r} that {old!r} could lead on to")
        page = Path(app.outdir, f"{old}.html")
        if page.is_file() and old in app.env.found_docs and old != root:
            raise ExtensionError(f"{course.file.name}: moved: {old!r} is the name of a page that is there")
        if old == INDEX:
            continue
        address = relpath(app.builder.get_target_uri(new), Path(old).parent.as_posix())
        page.parent.mkdir(parents=True, exist_ok=True)
        text = _TEMPLATES.get_template("moved.html.jinja").render(
            language=settings.language,
            address=address,
            icon=relpath("icon.svg", Path(old).parent.as_posix()),
            title=settings.title,
        )
        page.write_text(text, "utf-8")
