"""Rules on the course as a whole: that it loads, and that its parts agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from softskills.checks.course import LESSONS, TOC, Course
from softskills.checks.findings import Hit
from softskills.checks.notebook import Notebook

ITEM_CALLS = ("scenario", "reflection", "intention", "plan")
_NOTEBOOKS = "notebooks/"


def loads(course: Course) -> Iterator[Hit]:
    for fault in course.faults:
        yield Hit(fault.file, fault.line, fault.id, fault.message.rstrip("."), "Correct it there.")


def unique_ids(course: Course) -> Iterator[Hit]:
    """An id of a quiz that another file has. Two equal ids in one file, or in the bank, do not even load."""
    seen: dict[str, Path] = {}
    for entry in course.entries:
        first = seen.setdefault(entry.item.id, entry.file)
        if entry.in_quiz and first != entry.file:
            message = f"this id is already used in {first.as_posix()}"
            yield Hit(entry.file, entry.line("id"), entry.item.id, message, "Give the item of the quiz another id.")


def lessons_hold_their_items(course: Course) -> Iterator[Hit]:
    notebooks = {notebook.file: notebook for notebook in course.notebooks}
    for placed in course.lessons:
        lesson = placed.lesson
        file = Path(f"{_NOTEBOOKS}{lesson.file}.ipynb")
        notebook = notebooks.pop(file, None)
        if notebook is None:
            message = f"there is no sound notebook {file.as_posix()}"
            yield Hit(LESSONS, placed.line, lesson.file, message, "Correct the name, or add the notebook.")
            continue
        calls = notebook.calls(*ITEM_CALLS)
        shown_in = {
            "items": (lesson.items, [call for call in calls if call not in lesson.brings_back]),
            "brings_back": (lesson.brings_back, [call for call in calls if call in lesson.brings_back]),
        }
        for field, (listed, shown) in shown_in.items():
            if shown != listed:
                message = f"{field} lists {_listed(listed)}; the notebook shows {_listed(shown)}"
                line = placed.lines.get(field, placed.line)
                yield Hit(LESSONS, line, lesson.file, message, "List what the notebook shows, in its order.")
    for notebook in notebooks.values():
        if not notebook.in_quiz and (calls := notebook.calls(*ITEM_CALLS)):
            message = f"shows {_listed(calls)}, and {LESSONS.as_posix()} has no such lesson"
            yield Hit(notebook.file, None, None, message, "Add the lesson there.")


def lessons_follow_the_contents(course: Course) -> Iterator[Hit]:
    listed = [page for page, _ in course.toc]
    before = -1
    for placed in course.lessons:
        page = f"{_NOTEBOOKS}{placed.lesson.file}"
        if page not in listed:
            remedy = f"Add {page} to {TOC}, or take the lesson out."
            yield Hit(LESSONS, placed.line, placed.lesson.file, f"the lesson is not in {TOC}", remedy)
            continue
        if listed.index(page) < before:
            message = f"the lesson stands earlier in {TOC} than the one before it here"
            yield Hit(LESSONS, placed.line, placed.lesson.file, message, "Use one order in both.")
        before = max(before, listed.index(page))


def contents_name_the_pages(course: Course) -> Iterator[Hit]:
    """Every page in the contents exists, and every page is in the contents."""
    listed = {page for page, _ in course.toc}
    for page, line in course.toc:
        if not any(f"{page}{ending}" in course.paths for ending in ("", ".md", ".ipynb")):
            yield Hit(TOC, line, None, f"there is no page {page}", "Correct the name, or add the page.")
    for path in sorted(course.paths):
        page, dot, ending = path.rpartition(".")
        if dot and ending in {"md", "ipynb"} and path.startswith(("book/", _NOTEBOOKS)) and page not in listed:
            yield Hit(Path(path), None, None, f"no reader finds this page: {TOC} does not name it", "Add it there.")


def lessons_are_complete(course: Course) -> Iterator[Hit]:
    titles = {f"{_NOTEBOOKS}{placed.lesson.file}.ipynb": placed.lesson.title for placed in course.lessons}
    for notebook in course.notebooks:
        title = titles.get(notebook.file.as_posix())
        for part in _missing_parts(notebook, title) if title else ():
            yield Hit(notebook.file, None, None, f"the lesson lacks {part}", "Add it.")


def _missing_parts(notebook: Notebook, title: str) -> Iterator[str]:
    text = "\n".join(cell.text for cell in notebook.cells if not cell.is_code)
    headings = re.findall(r"^(#{1,6} .*?)\s*$", text, re.MULTILINE)
    if [heading for heading in headings if heading.startswith("# ")] != [f"# {title}"]:
        yield f'the one main heading "# {title}"'
    for heading in ("## What you will be able to do", "## Sources"):
        if heading not in headings:
            yield f'the heading "{heading}"'
    if "Time needed" not in text:
        yield 'the line "Time needed: about ... minutes."'
    if len(notebook.calls("scenario")) < 2:
        yield "a second scenario"
    for call in ("reflection", "intention"):
        if not notebook.calls(call):
            yield f"an item of the kind {call}"


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "nothing"
