"""How the forms' own nodes are written: each as one HTML element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes

Visitor = Callable[[Any, nodes.Element], None]


def written_as(tag: str, suffix: str = "\n", **attributes: str) -> tuple[Visitor, Visitor]:
    """What Sphinx calls at the begin and at the end of a node. After the start tag stands the suffix."""

    def begin(self: Any, node: nodes.Element) -> None:
        self.body.append(self.starttag(node, tag, suffix, **attributes))

    def end(self: Any, node: nodes.Element) -> None:
        self.body.append(f"</{tag}>\n")

    return begin, end
