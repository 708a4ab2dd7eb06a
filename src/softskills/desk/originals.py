"""The whole course as it is laid into a learner's folder, made from its files. Reads, and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pybtex.errors
from pybtex.database import Entry, parse_file
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from softskills.course import START, Course, laid_names, notebooks_in_order
from softskills.desk.lesson import Notebook, Way, lay, start_notebook, substance, title_of, written
from softskills.desk.prose import Work
from softskills.desk.questions import html_of_cells
from softskills.desk.update import Fresh
from softskills.items import ContentError, Fault, load_bank
from softskills.widgets.course_contents import ContentsList, contents_of
from softskills.widgets.course_widget import at_rest


def fresh_notebooks(course: Course) -> dict[str, Fresh]:
    """Every notebook of the course by its laid name, the start page first.

    Raises ContentError when the contents, the bank or a notebook is faulty, OSError when a file can't be read.
    """
    names = laid_names(notebooks_in_order(course))
    originals = {page: _read(course.notebooks / f"{page}.ipynb") for page in names}
    ways = [Way(names[page], title_of(original) or page) for page, original in originals.items()]
    works = works_of(course.bibliography)
    bank = load_bank(course.data)
    lessons = {lesson.file for lesson in bank.lessons}
    listed = ContentsList(contents_of(course, bank), names)._repr_html_()
    start = start_notebook(course.settings.title, at_rest(listed, "see where you are"))
    with html_of_cells(course) as shown:
        made = {START: (START, start)}
        for number, (page, original) in enumerate(originals.items()):
            before, after = ways[number - 1] if number else None, (*ways, None)[number + 1]
            card = f"from softskills import lesson_end\nlesson_end({page!r})" if page in lessons else None
            laid = lay(original, names, works, shown, before, after, page, card)
            made[names[page]] = (page, laid)
    return {name: _fresh(page, laid) for name, (page, laid) in made.items()}


def works_of(bibliography: Path) -> Mapping[str, Work]:
    """The works of a BibTeX file by key. None where there is no file; what is unsound in it is left out."""
    if not bibliography.is_file():
        return {}
    with pybtex.errors.capture():
        try:
            entries = parse_file(str(bibliography), "bibtex").entries
        except PybtexError:
            return {}
    return {key: Work(_by(entry), entry.fields.get("year", ""), _address(entry)) for key, entry in entries.items()}


def _by(entry: Entry) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [str(Text.from_latex(" ".join([*one.prelast_names, *one.last_names]))) for one in people]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _address(entry: Entry) -> str:
    fields = entry.fields
    return f"https://doi.org/{fields['doi']}" if fields.get("doi") else str(fields.get("url", ""))


def _read(file: Path) -> Notebook:
    try:
        found = json.loads(file.read_text("utf-8"))
        cells = found["cells"]
        if all(isinstance(cell["cell_type"], str) and isinstance(cell["source"], str | list) for cell in cells):
            return dict(found)
    except (ValueError, KeyError, TypeError):
        pass
    raise ContentError(
        [Fault(file, None, None, "is no sound notebook, so it can't be laid. Correct it, or get it anew")]
    )


def _fresh(page: str, laid: Notebook) -> Fresh:
    text = written(laid)
    checksum = substance(text)
    assert checksum is not None, page  # noqa: S101 - it was just made
    return Fresh(page, checksum, text)
