"""What stands between `<details>` and `</details>` is folded away under its `<summary>`.

JupyterLab folds the same lines by itself. Here they become one node, so that text in them is found, set and cited as
any other, and a fold that was begun wrongly stops the build instead of swallowing the rest of the page.
"""

from __future__ import annotations

import html
import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from softskills.publishing.forms.tags import written_as

NAME = "fold"
REMEDY = (
    "Write <details> and below it <summary>what it is</summary>; leave a line empty, write the text, leave a line "
    "empty, and end with </details>. A fold holds no heading."
)
_BEGIN = re.compile(r"\s*<details>\s*<summary>([^<>]+)</summary>\s*")
_END = re.compile(r"\s*</details>\s*")

_log = logging.getLogger(__name__)


class fold(nodes.General, nodes.Element):  # type: ignore[misc]  # visitors are named after it
    """A part of the text that its first child opens."""


class fold_summary(nodes.General, nodes.TextElement):  # type: ignore[misc]
    """The line that opens a fold."""


def setup(app: Sphinx) -> None:
    app.add_node(fold, html=written_as("details", CLASS=NAME))
    app.add_node(fold_summary, html=written_as("summary", ""))


def fold_away(document: nodes.document) -> None:
    """Make a node of every fold on a page, and warn of what is none."""
    for begin in [raw for raw in document.findall(nodes.raw) if _is_part(raw)]:
        if begin.parent is None:  # it ended a fold
            continue
        siblings = begin.parent.children
        first = begin.parent.index(begin)
        summary = _BEGIN.fullmatch(begin.astext())
        last = next((at for at, one in enumerate(siblings) if at > first and _is_part(one)), None)
        if not summary or last is None or not _END.fullmatch(siblings[last].astext()):
            _log.warning("a fold isn't whole. %s", REMEDY, location=begin)
            continue
        made = fold("", fold_summary("", html.unescape(summary[1]).strip()), *siblings[first + 1 : last])
        made.source, made.line = begin.source, begin.line
        end = siblings[last]
        begin.parent[first : last + 1] = [made]
        end.parent = None


def _is_part(node: nodes.Node) -> bool:
    """Whether this is HTML that begins or ends a fold and doesn't do both, as a widget's or an author's own may."""
    if not isinstance(node, nodes.raw):
        return False
    text = node.astext().strip()
    return text.startswith(("<details", "</details")) and not ("<details" in text and "</details" in text)
