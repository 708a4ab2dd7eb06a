"""Scripts and style sheets without what only their authors read: comments, indentation, and spaces nobody needs.

It is conservative: names stay, and a line ends where it ended unless nothing can depend on it. What stands in strings,
templates and regular expressions is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

_STRING = r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
_SCRIPT = re.compile(
    rf"""(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>{_STRING})|(?P<template>`)|(?P<slash>/)|(?P<brace>[{{}}])|[^/'"`{{}}]+""",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_REGEX = re.compile(r"(?:[(,=:\[!&|?{};<>+\-*%~^]|\b(?:return|typeof|case|in|of|void|delete))\s*\Z|\A\s*\Z")
_SHEET = re.compile(rf"(?P<comment>/\*.*?\*/)|(?P<string>{_STRING})|[^/'\"]+|/", re.DOTALL)

# A plus, a minus and a slash could meet another; and a "<" a "!--".
_SQUEEZED_CODE = [(r"[ \t]*\n\s*", "\n"), (r"[ \t]+", " "), (r" ?(=>|[{(\[,;=?:&|])\s*", r"\1"), (r"\s+(?=[)\]}])", "")]
_SQUEEZED_RULES = [(r"\s+", " "), (r" ?([{};,])\s*", r"\1"), (r": ", ":"), (r";(?=\})", "")]


def smaller_script(text: str) -> str:
    """A script that does the same. Raises ValueError for one that ends within a template."""
    return _squeezed(_pieces_of_script(text), _SQUEEZED_CODE)


def smaller_style(text: str) -> str:
    """A style sheet that says the same."""
    pieces = ((not found["string"], found[0]) for found in _SHEET.finditer(text) if not found["comment"])
    return _squeezed(pieces, _SQUEEZED_RULES)


def _squeezed(pieces: Iterable[tuple[bool, str]], rules: list[tuple[str, str]]) -> str:
    """The pieces, of which the literals stay as they are."""
    found = []
    for code, group in groupby(pieces, key=itemgetter(0)):
        text = "".join(piece for _, piece in group)
        for pattern, by in rules if code else []:
            text = re.sub(pattern, by, text)
        found.append(text)
    return "".join(found).strip() + "\n"


def _pieces_of_script(text: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a script, with a space or a new line for each comment: whether it is code, and no literal."""
    place, before = 0, ""
    depths: list[int] = []  # of open braces, in each expression within a template
    while place < len(text):
        found = _SCRIPT.match(text, place)
        assert found is not None  # noqa: S101 - one of the alternatives fits any character
        piece, code = found[0], not found["string"]
        if found["comment"]:
            piece = "\n" if "\n" in piece else " "
        elif found["template"] or (piece == "}" and depths and not depths[-1]):
            piece, code = _template(text, place, depths), False
        elif found["slash"] and _BEFORE_REGEX.search(before) and (literal := _REGEX.match(text, place)):
            piece, code = literal[0], False
        elif found["brace"] and depths:
            depths[-1] += 1 if piece == "{" else -1
        place += len(found[0]) if code else len(piece)
        before = (before + piece)[-20:] if code else "x"
        yield code, piece


def _template(text: str, place: int, depths: list[int]) -> str:
    """What stands of a template from its beginning, or from the end of an expression in it, to its end or the next."""
    within = _TEMPLATE.match(text, place + 1)
    if within is None:
        raise ValueError("the script ends within a template")
    if text[place] == "}":
        depths.pop()
    if within["end"] == "${":
        depths.append(0)
    return text[place : within.end()]
