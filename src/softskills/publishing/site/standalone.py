"""The pages that stand in for others: one for an address that leads nowhere, one for a page not on this device."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from softskills.frontend import assemble
from softskills.frontend.smaller import smaller_script, smaller_style
from softskills.publishing.course_of import course_of
from softskills.publishing.site.head import base_of
from softskills.publishing.theme import tokens

PAGES = {
    "404": {
        "title": "This page isn’t here",
        "text": "There may be a slip in the address, or the page has moved. Your answers are safe.",
    },
    "offline": {
        "title": "You’re offline",
        "text": "This page isn’t on your device yet. It’ll open as soon as you’re online again. Pages you’ve read "
        "before open without a network, and your answers are safe.",
    },
}


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", standalone_pages)


def standalone_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    settings = course_of(app).settings
    base = base_of(app)
    more = {
        "course_title": settings.title,
        "home": app.builder.get_target_uri(app.config.root_doc),
        "site_root": urlsplit(base).path if base else "/",
        "style": smaller_style(tokens() + assemble.sheet(["standalone.css"])),
        "script": smaller_script(assemble.called_script("standalone", settings.id)).strip(),
    }
    for name, said in PAGES.items():
        yield name, more | {"title": said["title"], "said": said}, "standalone.html"
