"""The contents of a book for its pages: by part, and what is no part of the course apart from what is.

A group of the book's contents is a part of the course when its caption is the name of one. Where a course names its
parts, pages under other captions are for somebody else than its readers, such as instructors, or to look things up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """A page by its name, or another site by its address; with the pages below it."""

    title: str
    name: str | None = None
    address: str | None = None
    below: tuple[Entry, ...] = ()

    def names(self) -> Iterator[str]:
        """Of this page and of all below it."""
        if self.name:
            yield self.name
        for entry in self.below:
            yield from entry.names()


@dataclass(frozen=True)
class Group:
    """Pages with the caption that they stand under, if they have one, and the number of the part that it names."""

    entries: tuple[Entry, ...]
    caption: str | None = None
    part: int | None = None
    apart: bool = False

    def names(self) -> Iterator[str]:
        for entry in self.entries:
            yield from entry.names()

    def holds(self, name: str) -> bool:
        return name in self.names()


def groups_of(site_map: Any, title_of: Callable[[str], str], parts: Mapping[int, str]) -> list[Group]:
    """The groups below the root of a site map, as Jupyter Book reads it from `_toc.yml`; `parts`: names by number."""
    numbers = {name: number for number, name in parts.items()}
    groups = []
    for tree in site_map.root.subtrees:
        part = numbers.get(tree.caption)
        entries = tuple(_entries(tree, site_map, title_of))
        groups.append(Group(entries, tree.caption, part, bool(parts and tree.caption and part is None)))
    return groups


def group_of(groups: list[Group], name: str) -> Group | None:
    """The group that holds a page."""
    return next((group for group in groups if group.holds(name)), None)


def _entries(tree: Any, site_map: Any, title_of: Callable[[str], str]) -> Iterator[Entry]:
    """A pattern of names is no entry: which pages it stands for is known to Sphinx alone."""
    for item in tree.items:
        if hasattr(item, "url"):
            yield Entry(item.title or item.url, address=item.url)
        elif item in site_map:
            page = site_map[item]
            below = tuple(entry for one in page.subtrees for entry in _entries(one, site_map, title_of))
            yield Entry(page.title or title_of(page.docname), page.docname, below=below)
