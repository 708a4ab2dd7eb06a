"""A quote that begins with a name in strong text, and goes on with a list whose points each begin in strong text with a
colon, is the card of a role: who you are, what you want, what you know. Cards one after the other lie side by side.
"""

from __future__ import annotations

from docutils import nodes

from softskills.publishing.forms.dialogue import label, lone_strong, said

NAME = "role-card"


def lay_cards(document: nodes.document) -> None:
    """Make a card of every quote on a page that is one."""
    row: nodes.container | None = None
    for quote in list(document.findall(nodes.block_quote)):
        card = _card(quote)
        if card is None:
            continue
        parent = quote.parent
        place = parent.index(quote)
        if row is not None and row.parent is parent and parent.index(row) == place - 1:
            row += card
            parent.remove(quote)
        else:
            row = nodes.container("", card, classes=[f"{NAME}s"])
            quote.replace_self(row)


def _card(quote: nodes.block_quote) -> nodes.container | None:
    match quote.children:
        case [nodes.paragraph() as first, nodes.bullet_list() as points] if all(map(_begins, points.children)):
            name = lone_strong(first)
        case _:
            return None
    if name is None:
        return None
    card = nodes.container(classes=[NAME])
    card.source, card.line = quote.source, quote.line
    card += nodes.paragraph("", "", *name.children, classes=["role"])
    card += nodes.definition_list("", *(_item(*point.children) for point in points.children))
    return card


def _begins(point: nodes.list_item) -> str:
    """The strong text before the colon with which a point begins; empty if it doesn't."""
    first = point.children[0] if point.children else None
    return label(first) if isinstance(first, nodes.paragraph) else ""


def _item(first: nodes.paragraph, *more: nodes.Node) -> nodes.definition_list_item:
    about = nodes.paragraph("", "", *said(first)[1:])
    return nodes.definition_list_item("", nodes.term("", label(first)), nodes.definition("", about, *more))
