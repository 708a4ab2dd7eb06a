"""Quotes one after the other, each with a caption above it, are versions of one thing: the book sets them side by side.

A caption is a paragraph that is one strong text and nothing else. The last version is the better one. What is a role
card is no quote any more when this is applied. `checks.text.forms` knows the same form in Markdown, and
`tests/contract/forms.json` holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.application import Sphinx

from softskills.publishing.forms import dialogue
from softskills.publishing.forms.tags import written_as

NAME = "versions"

Version = tuple[nodes.strong, nodes.Element]


class captioned_quote(nodes.General, nodes.Element):  # type: ignore[misc]  # visitors are named after it
    """A quote with its caption: a figure, so that the two are announced together."""


class quote_caption(nodes.General, nodes.TextElement):  # type: ignore[misc]
    """What the version is."""


def setup(app: Sphinx) -> None:
    app.add_node(captioned_quote, html=written_as("figure", CLASS="version"))
    app.add_node(quote_caption, html=written_as("figcaption", ""))


def set_side_by_side(document: nodes.document) -> None:
    """Put versions that follow each other into one container."""
    for parent in (document, *document.findall(nodes.section)):
        for first, found in reversed(list(_runs(parent.children))):
            row = nodes.container("", *(_figure(*one) for one in found), classes=[NAME])
            row.source, row.line = found[0][1].source, found[0][1].line
            parent[first : first + 2 * len(found)] = [row]


def _runs(children: Sequence[nodes.Node]) -> Iterator[tuple[int, list[Version]]]:
    """Where two or more versions follow each other: the place of the first, and all of them."""
    at = 0
    while at < len(children):
        found = list(_versions(children, at))
        if len(found) > 1:
            yield at, found
        at += 2 * len(found) or 1


def _versions(children: Sequence[nodes.Node], at: int) -> Iterator[Version]:
    for above, below in zip(children[at::2], children[at + 1 :: 2], strict=False):
        caption = dialogue.lone_strong(above)
        if caption is None or not _is_quote(below):
            return
        yield caption, below


def _is_quote(node: nodes.Node) -> bool:
    return isinstance(node, nodes.block_quote) or (
        isinstance(node, nodes.container) and dialogue.NAME in node["classes"]
    )


def _figure(caption: nodes.strong, quote: nodes.Element) -> captioned_quote:
    made = captioned_quote("", quote_caption("", "", *caption.children), quote)
    made.source, made.line = quote.source, quote.line
    return made
