"""Rules on the course as a whole: that it loads, and that its parts agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from softskills.checks.findings import Hit
from softskills.checks.material import ContrastEntry, Entry, Material
from softskills.checks.text.cells import Notebook
from softskills.course import Feature
from softskills.items import ContrastSet
from softskills.sources import Place

ITEM_CALLS = ("scenario", "reflection", "intention", "plan", "say_first", "pair", "one_from_before")
NEEDS: dict[str, Feature] = {
    "calibration": "calibration",
    "my_profile": "self-rating",
    "my_ratings": "self-rating",
    "profile": "self-rating",
    "rating": "self-rating",
    "ratings": "self-rating",
    "save_profile": "self-rating",
}
"""Which feature of the course a call in a notebook needs."""


def loads(material: Material) -> Iterator[Hit]:
    for fault in material.faults:
        yield Hit(fault.file, fault.line, fault.id, fault.message.rstrip("."), "Correct it there.")


def unique_ids(material: Material) -> Iterator[Hit]:
    """An id of a quiz that another file has. Two equal ids in one file, or in the bank, do not even load."""
    seen: dict[str, Path] = {}
    everything: list[Entry | ContrastEntry] = [*material.entries, *material.contrasts]
    for entry in everything:
        first = seen.setdefault(entry.item.id, entry.file)
        if entry.in_quiz and first != entry.file:
            message = f"this id is already used in {first.as_posix()}"
            yield Hit(entry.file, entry.line("id"), entry.item.id, message, "Give the item of the quiz another id.")


def lessons_hold_their_items(material: Material) -> Iterator[Hit]:
    course = material.course
    notebooks = {notebook.file: notebook for notebook in material.notebooks}
    for placed in material.lessons:
        lesson = placed.lesson
        file = placed.notebook
        notebook = notebooks.pop(file, None)
        if notebook is None:
            message = f"there is no sound notebook {file.as_posix()}"
            yield Hit(course.lessons, placed.line, lesson.file, message, "Correct the name, or add the notebook.")
            continue
        calls = items_shown(material, notebook)
        shown_in = {
            "items": (lesson.items, [call for call in calls if call not in lesson.brings_back]),
            "brings_back": (lesson.brings_back, [call for call in calls if call in lesson.brings_back]),
        }
        for field, (listed, shown) in shown_in.items():
            if shown != listed:
                message = f"{field} lists {_listed(listed)}; the notebook shows {_listed(shown)}"
                line = placed.lines.get(field, placed.line)
                yield Hit(course.lessons, line, lesson.file, message, "List what the notebook shows, in its order.")
    for notebook in notebooks.values():
        if not notebook.in_quiz and (calls := items_shown(material, notebook)):
            message = f"shows {_listed(calls)}, and {course.lessons.as_posix()} has no such lesson"
            yield Hit(notebook.file, None, None, message, "Add the lesson there.")


def lessons_follow_the_contents(material: Material) -> Iterator[Hit]:
    course = material.course
    listed = [entry.page for entry in material.toc]
    before = -1
    for placed in material.lessons:
        page = placed.page
        if page not in listed:
            remedy = f"Add {page} to {course.toc}, or take the lesson out."
            yield Hit(
                course.lessons,
                placed.line,
                placed.lesson.file,
                f"the lesson is not in {course.toc}",
                remedy,
            )
            continue
        if listed.index(page) < before:
            message = f"the lesson stands earlier in {course.toc} than the one before it here"
            yield Hit(course.lessons, placed.line, placed.lesson.file, message, "Use one order in both.")
        before = max(before, listed.index(page))


def contents_name_the_pages(material: Material) -> Iterator[Hit]:
    """Every page in the contents exists, and every page is in the contents."""
    course = material.course
    listed = {entry.page for entry in material.toc}
    for page, line, _ in material.toc:
        if not any(f"{page}{ending}" in material.paths for ending in ("", ".md", ".ipynb")):
            yield Hit(course.toc, line, None, f"there is no page {page}", "Correct the name, or add the page.")
    for path in sorted(material.paths):
        page, dot, ending = path.rpartition(".")
        if dot and ending in {"md", "ipynb"} and material.is_page(Path(path)) and page not in listed:
            yield Hit(
                Path(path),
                None,
                None,
                f"no reader finds this page: {course.toc} does not name it",
                "Add it there.",
            )


def outline_is_kept(material: Material) -> Iterator[Hit]:
    """Every row of the outline has its lesson."""
    course = material.course
    titles = {placed.lesson.title for placed in material.lessons}
    for row in material.outline:
        if row.title not in titles:
            message = f"the lesson {row.title!r} is not written yet: {course.lessons.as_posix()} has none of this title"
            yield Hit(course.outline, row.line, None, message, "Write it, or correct the title.")


def lessons_follow_the_outline(material: Material) -> Iterator[Hit]:
    """Every lesson but a review stands in the outline, in the same part and order."""
    course = material.course
    rows = {row.title: (index, row) for index, row in enumerate(material.outline)}
    before = -1
    for placed in material.lessons:
        lesson = placed.lesson
        index, row = rows.get(lesson.title, (before, None))
        if lesson.review or not rows:
            continue  # a review stands in no outline, and one that does not load is reported as such
        if row is None:
            message = f"{course.outline.as_posix()} has no lesson of the title {lesson.title!r}"
            yield Hit(
                course.lessons,
                placed.lines.get("title"),
                lesson.file,
                message,
                "Use the title of the outline.",
            )
        elif row.part != lesson.part:
            message = f"the lesson is in part {lesson.part} here and in part {row.part} of {course.outline.as_posix()}"
            yield Hit(course.lessons, placed.lines.get("part"), lesson.file, message, "Use the part of the outline.")
        elif index < before:
            message = f"the lesson stands earlier in {course.outline.as_posix()} than the one before it here"
            yield Hit(course.lessons, placed.line, lesson.file, message, "Use the order of the outline.")
        before = max(before, index)


def captions_are_the_parts(material: Material) -> Iterator[Hit]:
    """In the contents every lesson stands under the name of its part. Captions without lessons are free."""
    course = material.course
    listed = {entry.page: entry for entry in material.toc}
    for placed in material.lessons:
        entry, name = listed.get(placed.page), material.parts.get(placed.lesson.part)
        if entry and name and entry.caption != name:
            message = f"{entry.page} stands under {entry.caption!r}, and its part is {name!r}"
            yield Hit(course.toc, entry.line, None, message, "Move it, or name the caption as the part.")


def calls_are_of_features(material: Material) -> Iterator[Hit]:
    """No notebook shows what the course goes without: it would stop the book there."""
    course = material.course
    for notebook in material.notebooks:
        for cell in notebook.cells:
            for name, feature in NEEDS.items():
                if feature not in material.features and any(True for _ in cell.calls(name)):
                    message = f"calls {name}(), and the course goes without {feature}"
                    remedy = f"Take the cell out, or switch {feature} on in {course.file.as_posix()}."
                    yield Hit(notebook.file, cell.line, cell.id, message, remedy)


def book_is_of_the_course(material: Material) -> Iterator[Hit]:
    """Where the settings of the book give a title and a language, they are those of the course."""
    source, settings = material.book_config, material.settings
    due: dict[Place, str] = {("title",): settings.title, ("sphinx", "config", "language"): settings.language}
    if source is None:
        return
    for place, expected in due.items():
        found = source.at(place)
        if found not in (None, expected):
            message = f"{place[-1]} is {found!r} here and {expected!r} in {material.course.file.as_posix()}"
            yield Hit(material.course.book_config, source.line(place), None, message, "Use one of the two in both.")


def items_shown(material: Material, notebook: Notebook, *functions: str) -> list[str]:
    """The ids of what a notebook shows, in order: of a pair that is named by its set, the situations shown."""
    shown = {one.item.id: one.item.shown for one in material.contrasts if isinstance(one.item, ContrastSet)}
    found: list[str] = []
    for function, arguments in notebook.called(*(functions or ITEM_CALLS)):
        if function == "pair" and len(arguments) == 1:
            found += shown.get(arguments[0], arguments)
        else:
            found += arguments if function in {"pair", "one_from_before"} else arguments[:1]
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "nothing"
