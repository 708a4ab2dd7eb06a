"""Rules on citations: every cited work is in the bibliography, and every work of it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Material, Passage
from softskills.checks.remembered import by_text
from softskills.checks.text.prose import without_fences
from softskills.checks.text.works import Work

CLOSE = 70
"""How alike, out of 100, a key must be to be offered for one that is unknown."""

_ROLE = re.compile(r"\{cite(?::\w+)?\}`([^`]*)`")
_DOI_LINK = re.compile(r"https?://(?:dx\.)?doi\.org/[^\s)>\]\"']*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S*[^\s.,;]")
_NAME = r"[^\W\d_a-z][\w'\u2019-]*(?: [^\W\d_a-z][\w'\u2019-]*)*"
_OTHERS = r"(?:,? (?:and|et|&) [\w'\u2019-]+\.?|, [^\W\d_a-z][\w'\u2019-]+)*"
_MENTION = re.compile(rf"({_NAME}){_OTHERS}(?:, | \()((?:19|20)\d\d)[a-z]?[);]")
"""A work named in running text: "Edmondson (1999)", "(Weger and colleagues, 2014)"."""


def cited_works_are_listed(material: Material) -> Iterator[Hit]:
    known = {work.key for work in material.works}
    for passage, offset, key in _cited(material):
        if key not in known:
            close = process.extract(key, sorted(known), score_cutoff=CLOSE, limit=3)
            offer = f"; close to it: {', '.join(one for one, _, _ in close)}" if close else ""
            message = f"cites {key!r}, which {material.course.bibliography.as_posix()} does not have{offer}"
            yield hit_in(passage, offset, message, "Correct the key, or add the work.")


def listed_works_are_cited(material: Material) -> Iterator[Hit]:
    cited = {key for _, _, key in _cited(material)}
    mentioned = {(name, year) for _, _, name, year in _mentions(material)}
    for work in material.works:
        if work.key not in cited and not any(_is_of(work, *mention) for mention in mentioned):
            message = "no page, lesson or feedback cites this work"
            yield Hit(
                material.course.bibliography, work.line, work.key, message, "Cite it where it is used, or take it out."
            )


def dois(material: Material) -> Iterator[Hit]:
    for work in material.works:
        if work.doi and not _DOI.fullmatch(work.doi):
            message = f"{work.doi!r} is not the form of a DOI, such as 10.1037/a0037674"
            yield Hit(
                material.course.bibliography, work.line, work.key, message, "Give the DOI alone, without an address."
            )


def mentioned_works_are_listed(material: Material) -> Iterator[Hit]:
    for passage, offset, name, year in _mentions(material):
        if not any(_is_of(work, name, year) for work in material.works):
            message = f"names a work by {name} of {year}, which {material.course.bibliography.as_posix()} does not have"
            yield hit_in(passage, offset, message, "Correct name or year, or add the work.")


def cited_by_role(material: Material) -> Iterator[Hit]:
    for passage in material.shown:
        for match in _DOI_LINK.finditer(passage.text):
            message = f"cites by the link {match[0]}"
            remedy = f"Cite by the role {{cite:p}}`key`, with the work in {material.course.bibliography.as_posix()}."
            yield hit_in(passage, match.start(), message, remedy)


@by_text
def citations(text: str) -> tuple[tuple[int, str], ...]:
    """Every key that a citation role names, with its offset."""
    return tuple(
        (match.start(1) + key.start(), key[0].strip())
        for match in _ROLE.finditer(without_fences(text))
        for key in re.finditer(r"[^,]+", re.sub(r"\{[^}]*\}", lambda note: " " * len(note[0]), match[1]))
    )


def _cited(material: Material) -> Iterator[tuple[Passage, int, str]]:
    return ((passage, offset, key) for passage in material.shown for offset, key in citations(passage.text))


@lru_cache(maxsize=1)
def _mentions(material: Material) -> list[tuple[Passage, int, str, str]]:
    """Of texts in YAML, where there are no roles, each place that names a work, the name and the year."""
    found = ((one, mention) for one in material.passages for mention in _mentioned(one.text))
    return [(one, *mention) for one, mention in found if one.file.suffix == ".yml"]


@by_text
def _mentioned(text: str) -> tuple[tuple[int, str, str], ...]:
    return tuple((match.start(), match[1], match[2]) for match in _MENTION.finditer(text))


def _is_of(work: Work, name: str, year: str) -> bool:
    """`name` may have a word before it that is capitalised too, as in "In Edmondson (1999)"."""
    return bool(work.surname) and work.year == year and f" {name}".casefold().endswith(f" {work.surname}".casefold())
