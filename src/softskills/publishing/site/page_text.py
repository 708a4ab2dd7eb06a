"""What a page says, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

LONGEST = 160
"""Characters of a description: what a search engine shows of it."""

_ASIDE = re.compile(r"^(?:In JupyterLab\b|Time needed\b)")


def plain_text(node: nodes.Node) -> str:
    """The text of a node without its citations, which name works by their keys."""
    texts = [
        text.astext()
        for text in node.findall(nodes.Text)
        if not any(parent.get("refdomain") == "cite" for parent in _parents(text, node))
    ]
    return re.sub(r"\s+([.,;])", r"\1", re.sub(r"\s+", " ", "".join(texts))).strip()


def description_of(tree: nodes.document) -> str:
    """What a page is about: what it says it teaches, in a list below its first heading, else its first paragraph."""
    found = list(tree.findall(lambda node: isinstance(node, nodes.paragraph | nodes.bullet_list)))
    for one in [*(one for one in found if isinstance(one.parent, nodes.section)), *found]:
        text = plain_text(one) if isinstance(one, nodes.paragraph) else _listed(one)
        if not _ASIDE.match(text) and len(text) > LONGEST / 4:
            return shortened(text[0].upper() + text[1:])
    return ""


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text of at most so many characters, cut between words."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _listed(points: nodes.bullet_list) -> str:
    return "; ".join(plain_text(point).rstrip(".;, ") for point in points.children)


def _parents(node: nodes.Node, end: nodes.Node) -> Iterator[nodes.Element]:
    while node is not end and node.parent is not None:
        node = node.parent
        yield node
