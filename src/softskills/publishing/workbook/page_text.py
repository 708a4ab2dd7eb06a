"""The text of one built page, made fit to stand in a workbook among others."""

from __future__ import annotations

import json
import os
import posixpath
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from softskills.publishing.islands import ISLAND
from softskills.publishing.workbook.chapters import anchor_of

DROPPED = (
    "script, noscript, button, nav, form, iframe, .headerlink, .cell_input, .page-head, .page-facts, .on-this-page, "
    "style:not(svg style)"
)
"""What does nothing on paper, or says what the workbook says in its own way."""

_PARSER = "html.parser"
_DEEPEST = 6

Form = Callable[[str, dict[str, Any]], str]
"""From the name of a widget and its content to the HTML that stands for it on paper."""


class NoText(ValueError):
    """A built page without an article and a title in it."""


def text_of(html: str, page: str, known: Collection[str], form: Form, images: str) -> tuple[str, str]:
    """Of a built page its title, and its text as HTML: one step further down in the order of headings, with its ids and
    the links among `known` pages as they are in the workbook, and a form for each widget.

    `images` is the way from the workbook to the folder of the built book. Raises NoText.
    """
    soup = BeautifulSoup(html, _PARSER)
    heading = soup.select_one("article h1")
    if heading is None or heading.parent is None:
        raise NoText(f"{page}: the built page has no article with a title")
    text = heading.parent
    for link in heading.select(".headerlink"):
        link.decompose()
    title = heading.get_text().strip()

    forms: list[tuple[Tag, str, dict[str, Any]]] = []
    for island in text.select(f".{ISLAND}"):
        script = island.find("script")
        content = json.loads(script.get_text())["content"] if isinstance(script, Tag) else {}
        place = soup.new_tag("div")
        forms.append((place, str(island.get("data-widget", "")), content))
        island.replace_with(place)

    for tag in text.select(DROPPED):
        tag.decompose()
    _lower_headings(text)
    _name_apart(text, page)
    _lead_links(text, page, known)
    for image in text.select("img[src]"):
        image["src"] = posixpath.normpath(posixpath.join(images, posixpath.dirname(page), str(image["src"])))
        if image.parent is not None and image.parent.name == "a":
            image.parent.unwrap()
    for fold in text.select("details"):
        fold["open"] = ""  # what it holds can't be unfolded on paper
    text["id"] = anchor_of(page)
    for place, widget, content in forms:
        made = form(widget, content)
        if made:
            place.replace_with(BeautifulSoup(made, _PARSER))
        else:
            place.decompose()
    return title, str(text)


def way_to(html: Path, folder: Path) -> str:
    """From a folder to that of the built book, as an address."""
    return Path(os.path.relpath(html, folder)).as_posix()


def _lower_headings(text: Tag) -> None:
    for heading in text.find_all([f"h{level}" for level in range(1, _DEEPEST)]):
        heading.name = f"h{int(heading.name[1]) + 1}"


def _name_apart(text: Tag, page: str) -> None:
    """Two pages may use the same id. A drawing keeps its own: it names them in ways that only it knows."""
    for tag in text.select("[id]:not(svg *, svg)"):
        tag["id"] = f"{anchor_of(page)}--{tag['id']}"


def _lead_links(text: Tag, page: str, known: Collection[str]) -> None:
    """A link leads within the workbook or to another site; what the workbook lacks is a word like any other."""
    for link in text.select("a[href]:not(svg a)"):
        address = urlsplit(str(link["href"]))
        if address.scheme or address.netloc:
            continue
        there = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.path)) if address.path else ""
        name = there.removesuffix(".html") or page
        if name not in known:
            link.unwrap()
        else:
            link["href"] = f"#{anchor_of(name)}" + (f"--{address.fragment}" if address.fragment else "")
