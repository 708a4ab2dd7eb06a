"""Plain text as these formats can hold it. What is text in the course is text there, and never markup."""

from __future__ import annotations

import re
from html import escape

from softskills.phrases import paragraphs, typographic

_BLANK = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
"""Ends of lines that one program knows for such and another doesn't."""

_UNSTORABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, however it is written (https://www.w3.org/TR/xml/#charsets)."""


def storable(text: str) -> str:
    """Text with line ends of one kind, and a mark (U+FFFD) for each character that no XML may hold."""
    return _UNSTORABLE.sub("\ufffd", _BLANK.sub(" ", re.sub(r"\r\n?", "\n", text)))


def line(text: str) -> str:
    """Text on one line, set as in print, with single blanks between words."""
    return re.sub("[ \t\n]+", " ", storable(typographic(text))).strip(" ")


def lines(*texts: str | None) -> list[str]:
    """The paragraphs of texts, each on one line and set as in print. None and empty texts have none."""
    return [line(part) for text in texts if text for part in paragraphs(storable(text))]


def html_line(text: str) -> str:
    """Text on one line as HTML."""
    return escape(line(text), quote=False)


def html(*texts: str | None) -> str:
    """Texts as HTML, each paragraph in a `<p>`, all on one line."""
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in lines(*texts))
