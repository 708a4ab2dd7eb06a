"""Small turns of phrase that several rooms print, and how text is set."""

from __future__ import annotations

import re

_OPENING = r"(?<![^\s(\[{“‘/–—-])"
_LEFT_OUT = re.compile(_OPENING + r"'(?=\d\ds?\b|(?:em|til|tis|twas|cause)\b)", re.IGNORECASE)


PLACEHOLDER = "PLACEHOLDER"
"""What a template's words begin with, where the author is to put words of their own."""


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural where that is due: "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def typographic(text: str) -> str:
    """Text as an author types it, set as in print: quotation marks, apostrophes, ellipses. For prose Sphinx does it.

    What is set already stays: a course in another language types its own quotation marks. Not for what learners type.
    """
    text = _LEFT_OUT.sub("’", text.replace("...", "…"))  # '90s: an apostrophe, and no quotation
    for straight, left, right in (('"', "“", "”"), ("'", "‘", "’")):
        text = re.sub(f"{_OPENING}{straight}(?=\\S)", left, text).replace(straight, right)
    return text


def paragraphs(text: str) -> list[str]:
    """Plain text as its paragraphs. A blank line parts them; it may hold spaces and tabs, and lines may end in any way.

    `paragraphTexts` in `frontend/core.js` says the same.
    """
    parts = re.split(r"\n[ \t]*\n", re.sub(r"\r\n?", "\n", text))
    return [part for part in (part.strip(" \t\n") for part in parts) if part]
