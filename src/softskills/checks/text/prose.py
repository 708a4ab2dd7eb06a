"""Markdown as its reader meets it: what is code, address or markup is blanked out, so that every offset stays."""

from __future__ import annotations

import re

MARK = "`"
"""Stands for each blanked-out letter: it is part of no word, and no blank between two."""

WORD = re.compile(r"(?<!\w)(?<!\w\.)[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?!\w)")
"""A word, with its apostrophes and hyphens. What has digits is none, nor is the ending of a file's name."""

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_IN_LINE = re.compile(r"`[^`\n]+`")
_MARKUP = re.compile(
    r"(?<=\])\([^)\n]*\)"  # the address of a link
    r"|^\[[^\]\n]+\]:.*$|^\([^)\n]+\)=$"  # a link's address on a line of its own, and a target
    r"|<[^<>\n]+>|https?://\S+"  # HTML, an address
    r"|\{[\w:+-]+\}"  # the name of a role
    r"|&\w+;|\\",  # an entity, an escape
    re.MULTILINE,
)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t]*$", re.MULTILINE)


def without_code(text: str) -> str:
    """The text with code blanked out: in fences, directives among them, and in the line."""
    return _blanked(_IN_LINE, without_fences(text)) if MARK in text or "~~~" in text else text


def without_fences(text: str) -> str:
    """The text with fenced code blanked out."""
    return _blanked(_FENCE, text)


def prose(text: str) -> str:
    """The text with code, addresses and markup blanked out: the words that are read."""
    return _blanked(_MARKUP, without_code(text))


def headings(text: str) -> list[tuple[int, str]]:
    """The level, from 1, and the text of each heading."""
    return [(len(match[1]), match[2]) for match in _HEADING.finditer(without_fences(text))]


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", MARK, match[0]), text)
