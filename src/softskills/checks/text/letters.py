"""Letters of other alphabets that look like Latin ones."""

from __future__ import annotations

import unicodedata

_OTHER_ALPHABETS = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH LATIN")


def is_look_alike(letter: str) -> bool:
    """Whether a letter belongs to an alphabet that has letters which look like Latin ones."""
    return not letter.isascii() and unicodedata.name(letter, "").startswith(_OTHER_ALPHABETS)
