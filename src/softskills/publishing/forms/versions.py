"""The sections of a poor and a better version, if one follows the other, stand in two columns where there is room."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from docutils import nodes

NAME = "versions"


def set_side_by_side(document: nodes.document, pairs: Collection[tuple[str, str]]) -> None:
    """Put the two into one container, wherever the titles of neighbours are one of these pairs."""
    found = [
        (poor, better)
        for parent in (document, *document.findall(nodes.section))
        for poor, better in pairwise(parent.children)
        if (_title(poor), _title(better)) in pairs
    ]
    for poor, better in found:
        poor["classes"].append("poor")
        better["classes"].append("better")
        parent, place = poor.parent, poor.parent.index(poor)
        parent[place : place + 2] = [nodes.container("", poor, better, classes=[NAME])]


def _title(node: nodes.Node) -> str | None:
    match node:
        case nodes.section(children=[nodes.title() as title, *_]):
            return str(title.astext())
        case _:
            return None
