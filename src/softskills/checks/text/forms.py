"""The forms of a lesson's text, as `publishing.forms` makes them: versions side by side, and role cards.

The book knows them by the tree of a page, this by the blocks of its Markdown. `tests/contract/forms.json` holds both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.tree import SyntaxTreeNode

from softskills.checks.remembered import by_text
from softskills.checks.text.prose import blocks

_STRONG = r"(\*\*|__)(?!\s)((?:(?!\1).)+)(?<!\s)\1"
_CAPTION = re.compile(_STRONG, re.DOTALL)
_POINT = re.compile(_STRONG.replace(r"(?<!\s)", r"(?<=[:\N{FULLWIDTH COLON}])"), re.DOTALL)


@by_text
def rows_of_versions(text: str) -> int:
    """How many rows there are of two or more quotes, each with its caption above it."""
    found = blocks(text)
    rows = at = 0
    while at < len(found):
        length = _versions_from(found[at:])
        rows += length > 1
        at += 2 * length or 1
    return rows


@by_text
def role_cards(text: str) -> int:
    """How many quotes are the card of a role."""
    return sum(map(_is_card, blocks(text)))


def _versions_from(found: Sequence[SyntaxTreeNode]) -> int:
    length = 0
    for above, below in zip(found[::2], found[1::2], strict=False):
        if not _is_caption(above) or below.type != "blockquote" or _is_card(below):
            break
        length += 1
    return length


def _is_card(block: SyntaxTreeNode) -> bool:
    if block.type != "blockquote" or [part.type for part in block.children] != ["paragraph", "bullet_list"]:
        return False
    role, points = block.children
    return _is_caption(role) and all(_begins_with_a_name(point) for point in points.children)


def _is_caption(block: SyntaxTreeNode) -> bool:
    return block.type == "paragraph" and bool(_CAPTION.fullmatch(_text(block)))


def _begins_with_a_name(point: SyntaxTreeNode) -> bool:
    first = point.children[0] if point.children else None
    return first is not None and first.type == "paragraph" and bool(_POINT.match(_text(first)))


def _text(paragraph: SyntaxTreeNode) -> str:
    return paragraph.children[0].content.strip()
