"""Rules on links: those within the course lead somewhere, those to the web are well formed. No network is used."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from softskills.checks.findings import Hit, hit_in
from softskills.checks.material import Material
from softskills.checks.remembered import by_text
from softskills.checks.rules.structure import ITEM_CALLS
from softskills.checks.text.prose import headings, without_code

_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)|^\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
_WEB = re.compile(r"\bhttps?:/[^\s)>\]\"'`]*[^\s)>\]\"'`.,;:!?*]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_TARGET = re.compile(r"^\(([^)\s]+)\)=$", re.MULTILINE)


def links_within(material: Material) -> Iterator[Hit]:
    """Every relative link leads to a file, and where it names a place in a page, to a heading, an item or a target."""
    for passage in material.passages:
        for offset, target in _links_within(passage.text):
            path, _, anchor = target.partition("#")
            path = unquote(path.partition("?")[0])
            page = passage.file.as_posix()
            if path:
                page = posixpath.normpath(posixpath.join(passage.file.parent.as_posix(), path))
            if page not in material.paths:
                message = f"the link leads to {target}, which is not there"
                yield hit_in(passage, offset, message, "Correct the link, or add what it leads to.")
            elif anchor and unquote(anchor) not in _anchors(material).get(page, {unquote(anchor)}):
                message = f"the link leads to {target}, and {page} has no heading or item of that name"
                yield hit_in(passage, offset, message, "Correct what follows the #.")


def links_to_the_web(material: Material) -> Iterator[Hit]:
    for passage in material.passages:
        for offset, link in _links_to_the_web(passage.text):
            if link.lower().startswith("http:"):
                yield hit_in(passage, offset, f"the link {link} is not encrypted", "Use https.")
            elif not _is_sound(link):
                yield hit_in(passage, offset, f"the link {link} names no host", "Correct the address.")


@by_text
def _links_within(text: str) -> tuple[tuple[int, str], ...]:
    """Where each link without a scheme leads, with its offset."""
    links = ((match.start(), match[1] or match[2]) for match in _LINK.finditer(without_code(text)))
    return tuple((offset, target) for offset, target in links if not _SCHEME.match(target))


@by_text
def _links_to_the_web(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((match.start(), match[0]) for match in _WEB.finditer(text))


def _is_sound(link: str) -> bool:
    try:
        return _HOST.fullmatch(urlsplit(link).hostname or "") is not None
    except ValueError:  # such as https://[oops
        return False


@lru_cache(maxsize=1)
def _anchors(material: Material) -> dict[str, frozenset[str]]:
    """For each page that people read, where a link may lead in it."""
    texts: dict[str, list[str]] = {}
    for passage in material.passages:
        if passage.file.suffix in {".md", ".ipynb"} and not passage.is_code:
            texts.setdefault(passage.file.as_posix(), []).append(passage.text)
    found = {page: _anchors_of("\n\n".join(parts)) for page, parts in texts.items()}
    for notebook in material.notebooks:
        items = {f"item-{name}" for name in notebook.calls(*ITEM_CALLS)}
        found[notebook.file.as_posix()] = found.get(notebook.file.as_posix(), frozenset()) | items
    return found


@by_text
def _anchors_of(text: str) -> frozenset[str]:
    """Targets, and the slug of each heading: as GitHub and MyST make it, with a number from the second alike on."""
    found = set(_TARGET.findall(text))
    counts: Counter[str] = Counter()
    for _, heading in headings(text):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(f"{slug}-{counts[slug]}" if counts[slug] else slug)
        counts[slug] += 1
    return frozenset(found)
