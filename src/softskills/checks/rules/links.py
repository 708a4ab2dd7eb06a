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
from softskills.checks.rules.structure import ITEM_CALLS
from softskills.checks.text.prose import headings

_LINK = re.compile(r"\]\(\s*<?([^)>\s]+)|^\[[^\]\n]+\]:\s*(\S+)", re.MULTILINE)
_WEB = re.compile(r"\bhttps?:/[^\s)>\]\"'`]*[^\s)>\]\"'`.,;:!?*]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_TARGET = re.compile(r"^\(([^)\s]+)\)=$", re.MULTILINE)


def links_within(material: Material) -> Iterator[Hit]:
    """Every relative link leads to a file, and where it names a place in a page, to a heading, an item or a target."""
    for passage in material.passages:
        for match in _LINK.finditer(passage.without_code):
            target = match[1] or match[2]
            if _SCHEME.match(target):
                continue
            path, _, anchor = target.partition("#")
            path = unquote(path.partition("?")[0])
            page = passage.file.as_posix()
            if path:
                page = posixpath.normpath(posixpath.join(passage.file.parent.as_posix(), path))
            if page not in material.paths:
                message = f"the link leads to {target}, which is not there"
                yield hit_in(passage, match.start(), message, "Correct the link, or add what it leads to.")
            elif anchor and unquote(anchor) not in _anchors(material).get(page, {unquote(anchor)}):
                message = f"the link leads to {target}, and {page} has no heading or item of that name"
                yield hit_in(passage, match.start(), message, "Correct what follows the #.")


def links_to_the_web(material: Material) -> Iterator[Hit]:
    for passage in material.passages:
        for match in _WEB.finditer(passage.text):
            if match[0].lower().startswith("http:"):
                yield hit_in(passage, match.start(), f"the link {match[0]} is not encrypted", "Use https.")
            elif not _is_sound(match[0]):
                yield hit_in(passage, match.start(), f"the link {match[0]} names no host", "Correct the address.")


def _is_sound(link: str) -> bool:
    try:
        return _HOST.fullmatch(urlsplit(link).hostname or "") is not None
    except ValueError:  # such as https://[oops
        return False


@lru_cache(maxsize=1)
def _anchors(material: Material) -> dict[str, set[str]]:
    """For each page that people read, where a link may lead in it."""
    texts: dict[str, list[str]] = {}
    for passage in material.passages:
        if passage.file.suffix in {".md", ".ipynb"} and not passage.is_code:
            texts.setdefault(passage.file.as_posix(), []).append(passage.text)
    found = {page: set(_anchors_of("\n\n".join(parts))) for page, parts in texts.items()}
    for notebook in material.notebooks:
        items = {f"item-{name}" for name in notebook.calls(*ITEM_CALLS)}
        found[notebook.file.as_posix()] = found.get(notebook.file.as_posix(), set()) | items
    return found


def _anchors_of(text: str) -> Iterator[str]:
    """Targets, and the slug of each heading: as GitHub and MyST make it, with a number from the second alike on."""
    yield from _TARGET.findall(text)
    counts: Counter[str] = Counter()
    for _, heading in headings(text):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        yield f"{slug}-{counts[slug]}" if counts[slug] else slug
        counts[slug] += 1
