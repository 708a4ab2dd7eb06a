"""Which pages of the book a workbook has, in their order: its lessons, and what the course names besides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_external_toc.parsing import parse_toc_yaml

from softskills.course import Course
from softskills.items import Bank, ContentError, Fault
from softskills.publishing.theme import contents


@dataclass(frozen=True)
class Group:
    """Pages that stand together in the book's contents, by name as there, such as "notebooks/listen"."""

    caption: str | None
    pages: tuple[str, ...]


def groups_of(course: Course, bank: Bank) -> list[Group]:
    """The groups with a page for the workbook. Raises ContentError when one that the course names isn't in the book."""
    site_map = parse_toc_yaml(course.toc)
    also = course.settings.workbook.also
    if missing := sorted({*also} - {*site_map}):
        message = f"workbook.also: _toc.yml has no page {missing[0]!r}; name pages as they stand there"
        raise ContentError([Fault(course.file, None, None, message)])
    wanted = {f"{course.settings.folders.notebooks}/{lesson.file}" for lesson in bank.lessons} | {*also}
    found = [
        Group(group.caption, tuple(page for page in group.names() if page in wanted))
        for group in contents.groups_of(site_map, title_of=str, parts={})
    ]
    return [group for group in found if group.pages]


def anchor_of(page: str) -> str:
    """The name of a page within the workbook."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", page)
