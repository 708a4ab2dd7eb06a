"""Rules on every text that people read: in YAML files, notebooks and pages."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from softskills.checks.course import Course, Passage
from softskills.checks.findings import Hit

MAY_DOUBLE = frozenset({"had", "that"})
"""Words that may stand twice in good English: "all that she had had"."""

_OTHER_ALPHABETS = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "FULLWIDTH LATIN")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)[ \t]*[ \t\n][ \t]*\1\b", re.IGNORECASE)
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)|^\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
_HTTP = re.compile(r"\bhttp://[^\s)>\]\"']*", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def look_alike_letters(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        for match in _NOT_ASCII.finditer(passage.text):
            for offset, letter in enumerate(match[0], match.start()):
                name = unicodedata.name(letter, "")
                if name.startswith(_OTHER_ALPHABETS):
                    message = f"{_around(passage.text, offset)!r} has the letter {name.lower()}"
                    yield _hit(passage, offset, message, "Type the Latin letter, or write the letter's name.")


def doubled_words(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        text = _without_code(passage.text)
        for match in _DOUBLED.finditer(text):
            if match[1].lower() not in MAY_DOUBLE:
                yield _hit(passage, match.start(), f'"{match[1]}" stands twice', "Remove one of the two.")


def relative_links(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        for match in _LINK.finditer(_without_code(passage.text)):
            target = match[1] or match[2]
            path = unquote(re.split(r"[#?]", target, maxsplit=1)[0])
            if _SCHEME.match(target) or not path:
                continue
            resolved = posixpath.normpath(posixpath.join(passage.file.parent.as_posix(), path))
            if resolved not in course.paths:
                message = f"the link leads to {target}, which is not there"
                yield _hit(passage, match.start(), message, "Correct the link, or add what it leads to.")


def secure_links(course: Course) -> Iterator[Hit]:
    for passage in course.passages:
        for match in _HTTP.finditer(passage.text):
            yield _hit(passage, match.start(), f"the link {match[0]} is not encrypted", "Use https.")


def _hit(passage: Passage, offset: int, message: str, remedy: str) -> Hit:
    return Hit(passage.file, passage.line_at(offset), passage.id, message, remedy)


def _without_code(text: str) -> str:
    """The text with code blanked out, so that every offset stays. A mark stands for each letter: no word, no blank."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", "`", match[0]), text)


def _around(text: str, offset: int) -> str:
    """The word around one letter."""
    before = re.search(r"\S*\Z", text[:offset])
    after = re.match(r"\S*", text[offset:])
    return (before[0] if before else "") + (after[0] if after else "")
