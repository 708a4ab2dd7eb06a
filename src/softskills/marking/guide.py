"""The page on marking that lies with the keys: of one task the examples, and the comments to use again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mistune

from softskills.sources import read_text

_COMMENTS = "comments"
"""The heading of the comments to use again begins with it."""


@dataclass
class Guide:
    """`examples` are blocks in their order, each {"kind", "text"} with one of the kinds heading, quote, and text; or
    {"kind": "table", "rows"}, the first row with the headings. All of it is plain text.
    """

    examples: list[dict[str, Any]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read_guide(file: Path, title: str) -> Guide:
    """What the page says on the task of this title, below the heading that is called so; nothing when there is no such
    page or heading.
    """
    return guide_of(read_text(file), title) if file.is_file() else Guide()


def guide_of(markdown: str, title: str) -> Guide:
    parse = mistune.create_markdown(renderer=None, plugins=["table"])
    found, inside, comments = Guide(), False, False
    for token in _tokens(parse(markdown)):
        kind, text = token["type"], _text(token)
        if kind == "heading" and token["attrs"]["level"] <= 2:
            inside = text.strip().casefold() == title.strip().casefold()
        elif not inside:
            continue
        elif kind == "heading":
            comments = text.strip().casefold().startswith(_COMMENTS)
            if not comments:
                found.examples.append({"kind": "heading", "text": text})
        elif kind == "list" and comments:
            found.comments += [_text(item).strip() for item in token["children"]]
        elif kind == "table":
            found.examples.append({"kind": "table", "rows": list(_rows(token))})
        elif text.strip():
            found.examples.append({"kind": "quote" if kind == "block_quote" else "text", "text": text.strip()})
    return found


def _tokens(parsed: Any) -> list[dict[str, Any]]:
    return list(parsed)


def _rows(table: dict[str, Any]) -> Iterator[list[str]]:
    for part in table["children"]:
        rows = [part] if part["type"] == "table_head" else part["children"]
        yield from ([_text(cell) for cell in row["children"]] for row in rows)


def _text(token: dict[str, Any]) -> str:
    """What a token says, without its marks; paragraphs stay apart."""
    if token["type"] in ("softbreak", "linebreak"):
        return " "
    if "children" not in token:
        return str(token.get("raw", ""))
    apart = "\n\n" if token["type"] in ("block_quote", "list", "list_item") else ""
    return apart.join(filter(None, map(_text, token["children"])) if apart else map(_text, token["children"]))
