"""Markdown as its reader meets it: what is code, address or markup is blanked out, so that every offset stays.

What is a heading, a fence or a list, markdown-it says: the parser that MyST builds the pages with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin

from softskills.checks.remembered import by_text

MARK = "`"
"""Stands for each blanked-out letter: it is part of no word, and no blank between two."""

WORD = re.compile(r"(?<!\w)(?<!\w\.)[^\W\d_]+(?:['\u2019-][^\W\d_]+)*(?!\w)")
"""A word, with its apostrophes and hyphens. What has digits is none, nor is the ending of a file's name."""

_IN_LINE = re.compile(r"`[^`\n]+`")
_MARKUP = re.compile(
    r"(?<=\])\([^)\n]*\)"  # the address of a link
    r"|^\[[^\]\n]+\]:.*$|^\([^)\n]+\)=$"  # a link's address on a line of its own, and a target
    r"|<[^<>\n]+>|https?://\S+"  # HTML, an address
    r"|\{[\w:+-]+\}"  # the name of a role
    r"|&\w+;|\\",  # an entity, an escape
    re.MULTILINE,
)
_MARKDOWN = MarkdownIt("commonmark").use(front_matter_plugin).disable("inline")


@by_text
def without_code(text: str) -> str:
    """The text with code blanked out: in fences, directives among them, and in the line."""
    return _blanked(_IN_LINE, without_fences(text)) if MARK in text or "~~~" in text else text


def without_fences(text: str) -> str:
    """The text with fenced code blanked out."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.splitlines(keepends=True)
    for token in _tokens(text):
        if token.type == "fence" and token.map:
            for number in range(*token.map):
                lines[number] = re.sub(r"[^\n]", MARK, lines[number])
    return "".join(lines)


@by_text
def prose(text: str) -> str:
    """The text with code, addresses and markup blanked out: the words that are read."""
    return _blanked(_MARKUP, without_code(text))


@by_text
def words_read(text: str) -> tuple[str, ...]:
    """The words of a Markdown text that are read."""
    return tuple(WORD.findall(prose(text)))


@by_text
def blocks(text: str) -> tuple[SyntaxTreeNode, ...]:
    """The blocks of a Markdown text, one after the other, with what they hold."""
    return tuple(SyntaxTreeNode(_tokens(text)).children)


@by_text
def headings(text: str) -> tuple[tuple[int, str], ...]:
    """The level, from 1, and the text of each heading, as it is written."""
    tokens = _tokens(text) if "#" in text or "\n=" in text or "\n-" in text else ()
    return tuple(found for token, after in pairwise(tokens) if (found := _heading(token, after)))


def below_title(text: str) -> str:
    """The paragraph that follows the first main heading at once; empty if something else does."""
    tokens = _tokens(text)
    ends = (number for number, token in enumerate(tokens) if (token.type, token.tag) == ("heading_close", "h1"))
    match tokens[next(ends, len(tokens)) + 1 :][:2]:
        case [Token(type="paragraph_open"), Token(content=paragraph)]:
            return paragraph
        case _:
            return ""


def points_below(text: str, heading: tuple[int, str]) -> int:
    """How many points the lists have that stand below this heading, before the next one of any level."""
    tokens, count, is_below = _tokens(text), 0, False
    for token, after in pairwise(tokens):
        if found := _heading(token, after):
            is_below = found == heading
        count += is_below and token.type == "list_item_open" and token.level == 1
    return count


def _heading(token: Token, after: Token) -> tuple[int, str] | None:
    return (int(token.tag[1:]), after.content) if token.type == "heading_open" and token.level == 0 else None


@lru_cache(maxsize=512)
def _tokens(text: str) -> Sequence[Token]:
    return _MARKDOWN.parse(text)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: re.sub(r"[^\n]", MARK, match[0]), text)
