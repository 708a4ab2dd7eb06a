"""Rules on notebook files: what Jupyter, the book and nbgrader need of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fastjsonschema

from softskills.checks.findings import Hit
from softskills.checks.material import Material
from softskills.checks.remembered import by_file
from softskills.checks.text.cells import Cell, Notebook
from softskills.course.lesson_rules import LAB_ONLY

FORMAT = (4, 5)
KERNEL = "python3"
SCHEMA_VERSION = 3


def valid_format(material: Material) -> Iterator[Hit]:
    for notebook in material.notebooks:
        if (found := (notebook.data.get("nbformat"), notebook.data.get("nbformat_minor"))) != FORMAT:
            message = f"the notebook's format is {found[0]}.{found[1]}, not {FORMAT[0]}.{FORMAT[1]}"
            yield Hit(notebook.file, None, None, message, "Open and save it in JupyterLab.")
            continue
        for message in [] if _is_valid(notebook) else _faults(notebook.data):
            yield Hit(notebook.file, None, None, message, "Open and save it in JupyterLab.")


def no_outputs(material: Material) -> Iterator[Hit]:
    for notebook, cell in _code_cells(material):
        if cell.data.get("outputs") or cell.data.get("execution_count") is not None:
            message = "the cell keeps what it showed when it ran"
            yield Hit(notebook.file, cell.line, cell.id, message, "Clear all outputs, and save.")


def unique_cell_ids(material: Material) -> Iterator[Hit]:
    for notebook in material.notebooks:
        counts = Counter(cell.id for cell in notebook.cells)
        seen: set[str | None] = set()
        for cell in notebook.cells:
            if cell.id and counts[cell.id] > 1 and cell.id in seen:
                yield Hit(notebook.file, cell.line, cell.id, "another cell has this id", "Give this cell another id.")
            seen.add(cell.id)


def kernel(material: Material) -> Iterator[Hit]:
    for notebook in material.notebooks:
        metadata = notebook.data.get("metadata")
        spec = metadata.get("kernelspec") if isinstance(metadata, dict) else None
        name = spec.get("name") if isinstance(spec, dict) else None
        if name != KERNEL:
            message = f"the kernel is {name!r}, not {KERNEL!r}"
            yield Hit(notebook.file, None, None, message, "Choose the kernel Python 3 in JupyterLab, and save.")


def hidden_input(material: Material) -> Iterator[Hit]:
    for notebook, cell in _code_cells(material):
        if not notebook.in_quiz and "remove-input" not in cell.tags:
            message = "readers of the book would see this code"
            yield Hit(notebook.file, cell.line, cell.id, message, "Tag the cell remove-input.")


def lab_only(material: Material) -> Iterator[Hit]:
    """The book leaves such a cell out, and would miss what its code does."""
    for notebook, cell in _code_cells(material):
        if LAB_ONLY in cell.tags:
            message = f"the cell has the tag {LAB_ONLY}, and is no text"
            yield Hit(notebook.file, cell.line, cell.id, message, "Take the tag off, or make it a Markdown cell.")


def graded_cells(material: Material) -> Iterator[Hit]:
    """In the notebook of a quiz, the cell that grades is a grade cell, and all metadata are of one version."""
    for notebook in material.notebooks:
        if not notebook.in_quiz:
            continue
        if not any(_nbgrader(cell).get("grade") for cell in notebook.cells):
            message = "no cell is marked as a grade cell, so nbgrader gives no points"
            yield Hit(notebook.file, None, None, message, "Mark the cell with grade_quiz() as autograded tests.")
        for cell in notebook.cells:
            version = _nbgrader(cell).get("schema_version", SCHEMA_VERSION if not _nbgrader(cell) else None)
            if version != SCHEMA_VERSION:
                message = f"nbgrader's metadata have schema_version {version}, not {SCHEMA_VERSION}"
                yield Hit(notebook.file, cell.line, cell.id, message, "Run nbgrader update on the notebook.")
            if list(cell.calls("grade_quiz")) and _nbgrader(cell) and not _nbgrader(cell).get("grade"):
                message = "the cell calls grade_quiz() and is no grade cell"
                yield Hit(notebook.file, cell.line, cell.id, message, "Mark it as autograded tests.")


@by_file
def _is_valid(notebook: Notebook) -> bool:
    """By nbformat's own schema, without nbformat: it takes a second to load, and is needed only for what is wrong."""
    try:
        _schema()(notebook.data)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


@cache
def _schema() -> Callable[[Any], object]:
    found = find_spec("nbformat")
    if not found or not found.origin:
        raise ModuleNotFoundError("nbformat is not installed; its schemas say what a notebook is", name="nbformat")
    file = Path(found.origin).parent / f"v{FORMAT[0]}" / f"nbformat.v{FORMAT[0]}.{FORMAT[1]}.schema.json"
    check: Callable[[Any], object] = fastjsonschema.compile(json.loads(file.read_text("utf-8")))
    return check


def _faults(data: dict[str, Any]) -> Iterator[str]:
    from nbformat.validator import iter_validate

    for error in iter_validate(data, version=FORMAT[0], version_minor=FORMAT[1]):
        place = ".".join(str(step) for step in error.absolute_path) or "notebook"
        yield f"{place}: {error.message[:200]}"


def _nbgrader(cell: Cell) -> dict[str, Any]:
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def _code_cells(material: Material) -> Iterator[tuple[Notebook, Cell]]:
    return ((notebook, cell) for notebook in material.notebooks for cell in notebook.cells if cell.is_code)
