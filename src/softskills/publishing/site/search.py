"""The search: a page for it, and what it looks through, written as a script that only a search loads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from softskills.items import load_bank
from softskills.publishing.bank_scripts import FOLDER
from softskills.publishing.course_of import course_of
from softskills.publishing.site.island_text import texts_of
from softskills.publishing.site.page_text import description_of, plain_text
from softskills.publishing.site.places import static_folder

DATA = f"{FOLDER}/search.js"


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", without_sphinx_search)
    app.connect("html-collect-pages", search_page)


def without_sphinx_search(app: Sphinx) -> None:
    """Sphinx neither makes its own index nor its own page."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write what the search looks through, and give the page."""
    language = str(app.config.language)
    data = {"language": language, "pages": list(pages_of(app))}
    text = f'softskillsData("search",{json.dumps(data, ensure_ascii=False, separators=(",", ":"))});\n'
    (static_folder(app) / DATA).write_text(text, "utf-8")
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    yield "search", {"title": "Search", "search_version": version}, "search.html"


def pages_of(app: Sphinx) -> Iterator[dict[str, Any]]:
    """Each page of the contents, in their order, with its sections; one with an island's text counts for itself."""
    lessons = {lesson.file for lesson in load_bank(course_of(app).data).lessons if not lesson.review}
    for name in app.config.external_site_map:
        if name not in app.env.found_docs:
            continue
        tree = app.env.get_doctree(name)
        sections = list(_sections(tree))
        page = {"title": app.env.titles[name].astext(), "address": app.builder.get_target_uri(name)}
        if about := description_of(tree):
            page["about"] = about
        if name.rpartition("/")[2] in lessons:
            page["lesson"] = True
        yield page | {"sections": [one for one in sections if one["text"] or one["heading"]]}


def _sections(tree: nodes.document) -> Iterator[dict[str, str]]:
    """The text below each heading, and that of each item, which has an anchor of its own."""
    heading, anchor, texts = "", "", list[str]()
    for node in tree.findall(_tells):
        if isinstance(node, nodes.title):
            yield _section(heading, anchor, texts)
            heading, texts = node.astext(), []
            anchor = "" if node.parent.parent is tree else next(iter(node.parent.get("ids", [])), "")
        elif isinstance(node, nodes.raw):
            for item, title, text in texts_of(node.astext()):
                if item:
                    yield _section(title, f"item-{item}", [text])
                else:
                    texts += [title, text]
        else:
            texts.append(plain_text(node))
    yield _section(heading, anchor, texts)


def _section(heading: str, anchor: str, texts: list[str]) -> dict[str, str]:
    text = re.sub(r"\s+", " ", " ".join(texts)).strip()
    return {"heading": heading, "anchor": anchor, "text": text}


def _tells(node: nodes.Node) -> bool:
    """Whether a node has text of its own that a reader sees, and none of its parents counts already."""
    if isinstance(node, nodes.raw):
        return bool(node.get("format") == "html")
    if isinstance(node, nodes.title):
        return isinstance(node.parent, nodes.section)
    return isinstance(node, nodes.paragraph | nodes.term | nodes.caption)
