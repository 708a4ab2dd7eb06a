"""Text that a learner wrote, made safe to print: nbconvert turns terminal codes in printed text into HTML."""

from __future__ import annotations

import re
import unicodedata
from textwrap import wrap

from softskills.spreadsheets import defused

WIDTH = 88
MAX_CHARACTERS = 10_000
MAX_LINES = 400

_TERMINAL_CODE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[@-Z\\-_]?")
_TURNS_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_PRINTABLE = {"Cc", "Cs", "Cn", "Co"}


def plain(text: str) -> str:
    """The text without terminal codes, control characters, marks that turn the writing direction, or half characters.

    Line ends are kept, as "\\n"; tabs become spaces.
    """
    if text.isprintable():  # it has none of these, which is so for most
        return text
    text = _TERMINAL_CODE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    text = _TURNS_DIRECTION.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in _NOT_PRINTABLE)


def in_a_line(text: str) -> str:
    """The text, plain and in one line."""
    return " ".join(plain(text).split())


def in_a_cell(text: str) -> str:
    """The text for a cell of a CSV file: plain, in one line, and no formula."""
    return str(defused(in_a_line(text)))


def for_print(text: str, wrapped: bool = True) -> str:
    """The text, plain and, if wanted, wrapped to WIDTH; cut, with a note, after MAX_CHARACTERS or MAX_LINES."""
    clean = re.sub(r"\n\s*\n", "\n\n", plain(text)).strip()
    lines: list[str] = []
    for line in clean[:MAX_CHARACTERS].split("\n"):
        lines += (wrap(line, WIDTH) or [""]) if wrapped else [line]
    if len(clean) > MAX_CHARACTERS or len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], "[The text goes on. The whole of it is in what was handed in.]"]
    return "\n".join(lines)
