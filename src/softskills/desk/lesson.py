"""From an original notebook to the one that a learner works in. All of it is pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from softskills.course import START
from softskills.course.lesson_rules import LAB_ONLY, WEB_ONLY
from softskills.desk.cells import standing_alone
from softskills.desk.prose import Work, for_lab

Cell = dict[str, Any]
Notebook = dict[str, Any]

LOCKED = {"deletable": False, "editable": False}
WAY_ON = "way-on"
MARK = "softskills"
"""In the metadata of a laid notebook, with the page of the course that it is. JupyterLab's extension looks for it."""

_KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Way:
    """Another notebook of the course: its file beside this one, and its title."""

    name: str
    title: str


def lay(
    original: Notebook,
    names: Mapping[str, str],
    works: Mapping[str, Work],
    shown: Callable[[str], str],
    before: Way | None,
    after: Way | None,
    page: str = "",
    card: str | None = None,
) -> Notebook:
    """A lesson as it is laid into a learner's folder.

    `shown` gives the HTML that stands below a cell of this source until it's run. `card` is the source of a last code
    cell, which says how the lesson stands.
    """
    cells = [cell for cell in without_first_steps(original["cells"]) if WEB_ONLY not in _tags(cell)]
    code = iter(standing_alone([_source(cell) for cell in cells if cell["cell_type"] == "code"]))
    laid: list[Cell] = []
    for number, cell in enumerate(cells):
        name = cell.get("id") or f"cell-{number}"
        tags = _tags(cell) or None
        if cell["cell_type"] == "code":
            source = next(code)
            if source is not None:
                laid.append(_code(name, source, shown(_source(cell)), tags))
        else:
            laid.append(_text(name, for_lab(_source(cell), names, works), tags, cell["cell_type"]))
    if card:
        laid.append(_code("how-it-stands", card, shown(card)))
    laid.append(_text(WAY_ON, _way_on(before, after)))
    return _notebook(laid, page)


def without_first_steps(cells: list[Cell]) -> list[Cell]:
    """Cells without the notes for JupyterLab that stand above all code: they say how to bring it to life, and a laid
    lesson comes to life by itself.
    """
    first = next((place for place, cell in enumerate(cells) if cell["cell_type"] == "code"), 0)
    return [cell for place, cell in enumerate(cells) if place > first or LAB_ONLY not in _tags(cell)]


def start_notebook(title: str, html: str) -> Notebook:
    """The notebook on which a learner's folder opens, with what stands in it until it's run."""
    source = "from softskills import start_page\nstart_page()"
    return _notebook([_text("title", f"# {title}"), _code("start", source, html)], START)


def written(laid: Notebook) -> str:
    """A notebook as Jupyter writes it into its file."""
    return json.dumps(laid, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def substance(text: str) -> str | None:
    """A checksum of what somebody wrote into a notebook: its texts and its code, in their order.

    What running, saving and looking at it change is not in it: outputs, execution counts, metadata, empty cells. None
    if the text is no notebook.
    """
    try:
        cells = [
            (cell["cell_type"], _source(cell).rstrip(), cell.get("attachments")) for cell in json.loads(text)["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return blake2b(json.dumps([cell for cell in cells if cell[1]]).encode(), digest_size=16).hexdigest()


def title_of(original: Notebook) -> str:
    """The first main heading of a notebook, or nothing."""
    lines = (
        line for cell in original["cells"] if cell["cell_type"] == "markdown" for line in _source(cell).splitlines()
    )
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")


def _notebook(cells: list[Cell], page: str) -> Notebook:
    return {"cells": cells, "metadata": _KERNEL | {MARK: {"page": page}}, "nbformat": 4, "nbformat_minor": 5}


def _tags(cell: Cell) -> list[str]:
    tags: list[str] = cell.get("metadata", {}).get("tags", [])
    return tags


def _source(cell: Cell) -> str:
    return "".join(cell["source"])


def _text(name: str, source: str, tags: list[str] | None = None, kind: str = "markdown") -> Cell:
    return {"cell_type": kind, "id": name, "metadata": _metadata(tags), "source": source.splitlines(keepends=True)}


def _code(name: str, source: str, html: str, tags: list[str] | None = None) -> Cell:
    data = {"text/html": html.splitlines(keepends=True), "text/plain": [source.splitlines()[-1]]}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": _metadata(tags) | {"jupyter": {"source_hidden": True}},
        "outputs": [{"output_type": "display_data", "data": data, "metadata": {}}],
        "source": source.splitlines(keepends=True),
    }


def _metadata(tags: list[str] | None) -> dict[str, Any]:
    return LOCKED | ({"tags": tags} if tags else {})


def _way_on(before: Way | None, after: Way | None) -> str:
    ways = [f"[All lessons]({START})"]
    if before:
        ways.insert(0, f"[← {before.title}]({before.name})")
    if after:
        ways.append(f"[{after.title} →]({after.name})")
    return "---\n\n" + " &nbsp;·&nbsp; ".join(ways)
