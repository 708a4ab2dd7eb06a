"""Run the instructor's cells of a quiz notebook in this process, without a kernel.

Run is what is locked: the grade cells and other read-only code. A learner's code is never run, and the submission's
folder is neither the working directory nor a place to import from.
"""

from __future__ import annotations

import ast
import builtins
import io
import math
from collections.abc import Iterable
from contextlib import redirect_stdout
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from nbformat import from_dict
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_locked

from softskills.grading.submission.cells import InstructorError


def run_grade_cells(notebook: NotebookNode) -> None:
    """Run the locked code cells of `notebook`, and put their outputs into it, as a kernel would. Which submission they
    grade is told by `grading`, within which this is called.

    The cells are plain Python: no magics, no display(). What they show of the widgets is nothing, as nobody looks at
    one here. A grade cell must end in a finite number from 0 to its points, because nbgrader gives all points to a
    cell that ends in anything else.

    Raises InstructorError when a cell fails, or a grade cell gives no such number.
    """
    names: dict[str, Any] = {"__name__": "__main__", "__builtins__": vars(builtins) | {"__import__": _import}}
    count = 0
    for cell in notebook.cells:
        if cell.cell_type == "code" and is_locked(cell):
            count += 1
            cell.execution_count = count
            cell.outputs = from_dict(_run(cell, count, names))


def _run(cell: NotebookNode, count: int, names: dict[str, Any]) -> list[dict[str, Any]]:
    name = cell.metadata.nbgrader.grade_id
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            value = _value(cell.source, f"<cell {name}>", names)
    except (Exception, SystemExit) as error:
        raise InstructorError(
            f"The instructor's cell {name!r} failed, which is not the learner's fault. {type(error).__name__}: {error}"
        ) from error
    if is_grade(cell):
        value = _points(value, cell)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed.getvalue()})
    if value is not None:
        shown = {"data": {"text/plain": repr(value)}, "metadata": {}}
        outputs.append({"output_type": "execute_result", "execution_count": count, **shown})
    return outputs


def _value(source: str, file: str, names: dict[str, Any]) -> Any:
    """Run the source, and return what its last line is worth; None when that is no expression."""
    statements = ast.parse(source, file).body
    last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
    exec(compile(ast.Module(statements, []), file, "exec"), names)  # noqa: S102 - the instructor's cell
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), file, "eval"), names)  # noqa: S307 - the instructor's cell


def _points(value: Any, cell: NotebookNode) -> float:
    highest = cell.metadata.nbgrader.points
    if type(value) not in (int, float) or not math.isfinite(value) or not 0 <= value <= highest:
        raise InstructorError(
            f"The instructor's cell {cell.metadata.nbgrader.grade_id!r} must end in a number from 0 to {highest}, the "
            f"points it has in nbgrader, and ended in {value!r}. This is not the learner's fault."
        )
    return float(value)


def _nothing(*arguments: Any, **options: Any) -> None:
    """Stands in for a widget. The libraries of widgets take longer to load than a class takes to grade."""


_WIDGETS = SimpleNamespace(**dict.fromkeys(import_module("softskills").__all__, _nothing))


def _import(
    name: str, globals: Any = None, locals: Any = None, fromlist: Iterable[str] | None = (), level: int = 0
) -> Any:
    if name == "softskills" and fromlist and set(fromlist) <= {*vars(_WIDGETS), "*"}:
        return _WIDGETS
    return builtins.__import__(name, globals, locals, tuple(fromlist or ()), level)
