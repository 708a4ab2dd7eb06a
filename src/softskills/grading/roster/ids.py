"""What the id of a learner may be: in a class list, in the exchange, and as the name that one logs in by on a hub."""

from __future__ import annotations

import re

MOST = 128

_PARTS = re.compile(r"[/\\]")
_UNUSABLE = '+,*?[]<>|:"`$;&'


def id_fault(ident: str) -> str:
    """Why an id can be none: folders are named by it, and parts of names are told apart by some signs. "" if it can."""
    if not ident:
        return "it has no id"
    if len(ident.encode("utf-8", "surrogateescape")) > MOST:
        return f"its id is longer than {MOST} bytes"
    if not ident.isprintable() or any(letter.isspace() for letter in ident):
        return "its id has a space, or a sign that cannot be seen"
    if _PARTS.search(ident):
        return "its id has a slash, as a path has"
    if ident[0] in ".-=@":
        return f"its id begins with {ident[0]!r}"
    if found := [sign for sign in _UNUSABLE if sign in ident]:
        return f"its id has {found[0]!r}, which nbgrader cannot use"
    return ""
