"""Rules on the course as a whole: that it loads, and that its parts agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from softskills.checks.findings import Hit
from softskills.checks.material import LESSONS, OUTLINE, TOC, Course

ITEM_CALLS = ("scenario", "reflection", "intention", "plan")


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
        file = Path(f"{placed.page}.ipynb")
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
    listed = [entry.page for entry in course.toc]
    before = -1
    for placed in course.lessons:
        page = placed.page
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
    listed = {entry.page for entry in course.toc}
    for page, line, _ in course.toc:
        if not any(f"{page}{ending}" in course.paths for ending in ("", ".md", ".ipynb")):
            yield Hit(TOC, line, None, f"there is no page {page}", "Correct the name, or add the page.")
    for path in sorted(course.paths):
        page, dot, ending = path.rpartition(".")
        if dot and ending in {"md", "ipynb"} and path.startswith(("book/", "notebooks/")) and page not in listed:
            yield Hit(Path(path), None, None, f"no reader finds this page: {TOC} does not name it", "Add it there.")


def outline_is_kept(course: Course) -> Iterator[Hit]:
    """Every row of the outline has its lesson."""
    titles = {placed.lesson.title for placed in course.lessons}
    for row in course.outline:
        if row.title not in titles:
            message = f"the lesson {row.title!r} is not written yet: {LESSONS.as_posix()} has none of this title"
            yield Hit(OUTLINE, row.line, None, message, "Write it, or correct the title.")


def lessons_follow_the_outline(course: Course) -> Iterator[Hit]:
    """Every lesson but a review stands in the outline, in the same part and order."""
    rows = {row.title: (index, row) for index, row in enumerate(course.outline)}
    before = -1
    for placed in course.lessons:
        lesson = placed.lesson
        index, row = rows.get(lesson.title, (before, None))
        if lesson.review or not rows:
            continue  # a review stands in no outline, and one that does not load is reported as such
        if row is None:
            message = f"{OUTLINE.as_posix()} has no lesson of the title {lesson.title!r}"
            yield Hit(LESSONS, placed.lines.get("title"), lesson.file, message, "Use the title of the outline.")
        elif row.part != lesson.part:
            message = f"the lesson is in part {lesson.part} here and in part {row.part} of {OUTLINE.as_posix()}"
            yield Hit(LESSONS, placed.lines.get("part"), lesson.file, message, "Use the part of the outline.")
        elif index < before:
            message = f"the lesson stands earlier in {OUTLINE.as_posix()} than the one before it here"
            yield Hit(LESSONS, placed.line, lesson.file, message, "Use the order of the outline.")
        before = max(before, index)


def captions_are_the_parts(course: Course) -> Iterator[Hit]:
    """In the contents every lesson stands under the name of its part. Captions without lessons are free."""
    names = {row.part: row.part_name for row in course.outline}
    listed = {entry.page: entry for entry in course.toc}
    for placed in course.lessons:
        entry, name = listed.get(placed.page), names.get(placed.lesson.part)
        if entry and name and entry.caption != name:
            message = f"{entry.page} stands under {entry.caption!r}, and its part is {name!r}"
            yield Hit(TOC, entry.line, None, message, "Move it, or name the caption as the outline does.")


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "nothing"
