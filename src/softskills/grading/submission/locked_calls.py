"""What the locked code cells of a quiz call, read as data: none of it is ever run.

A locked cell holds import lines such as `from softskills.grading import grade_quiz`, and at its end at most one call of
what was imported, such as `scenario("listening-01")`. Anything else is refused, with the name of the cell.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from softskills import __all__ as _WIDGETS
from softskills.grading.submission.cell_settings import CellSettings, settings_of

GRADE_QUIZ, SHOW_REFLECTION = "grade_quiz", "show_reflection"
IMPORTABLE = {"softskills": frozenset(_WIDGETS), "softskills.grading": frozenset({GRADE_QUIZ, SHOW_REFLECTION})}
MAX_SOURCE = 10_000
"""Characters. More than that is no call, and may take long to read."""

_DO = (
    "Locked cells of a quiz are read, and never run: leave in it import lines `from softskills... import ...`, and at "
    'its end one call such as scenario("id"). Other code belongs into a cell that is not locked, or into an assignment '
    "without a quiz.yml."
)


@dataclass(frozen=True)
class Call:
    """A call of `function`, with its arguments."""

    function: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class LockedCell:
    """A locked code cell: where it stands in its notebook, its settings, and what it calls, if anything."""

    index: int
    settings: CellSettings
    call: Call | None

    def calls(self, function: str) -> bool:
        return self.call is not None and self.call.function == function


def read_locked_cells(cells: Iterable[Any]) -> tuple[list[LockedCell], list[str]]:
    """The locked code cells of a notebook in order, and what is wrong with them, one sentence for each."""
    found: list[LockedCell] = []
    faults: list[str] = []
    imported: set[str] = set()
    names: set[str] = set()
    for index, cell in enumerate(cells):
        try:
            settings = settings_of(cell)
            if settings is None:
                continue
            if settings.grade_id in names:
                raise ValueError(f"two cells have the grade_id {settings.grade_id!r}. Give each one of its own.")
            names.add(settings.grade_id)
            _require_readable(cell["cell_type"], settings)
            if cell["cell_type"] == "code" and settings.is_locked:
                found.append(LockedCell(index, settings, _call_of(settings, cell["source"], imported)))
        except ValueError as error:
            faults.append(str(error))
    return found, faults


def _require_readable(cell_type: str, settings: CellSettings) -> None:
    if cell_type == "code" and settings.solution and not settings.grade:
        raise ValueError(
            f"the cell {settings.grade_id!r} is an 'Autograded answer'; a quiz has none, because learners' code is not "
            "run in it. Put the programming task into an assignment of its own, without a quiz.yml."
        )
    if cell_type != "code" and settings.grade and not settings.solution:
        raise ValueError(f"the cell {settings.grade_id!r} is to be graded by itself, and is no code cell")


def _call_of(settings: CellSettings, source: str, imported: set[str]) -> Call | None:
    """What the cell calls. The names that it imports are added to `imported`. Raises ValueError."""
    try:
        imports, call = _read(source)
    except _OtherCode as error:
        raise ValueError(f"the locked cell {settings.grade_id!r} {error}. {_DO}") from None
    imported |= imports
    if call is not None and call.function not in imported:
        room = next((room for room, names in IMPORTABLE.items() if call.function in names), None)
        do = f"Add above it: from {room} import {call.function}" if room else _DO
        raise ValueError(
            f"the locked cell {settings.grade_id!r} calls {call.function}(), which no locked cell imports before. {do}"
        )
    return call


class _OtherCode(ValueError):
    """A cell holds something else than a quiz may. The message goes on after the cell's name."""


def _read(source: str) -> tuple[set[str], Call | None]:
    if len(source) > MAX_SOURCE:
        raise _OtherCode(f"has {len(source):,} characters")
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _OtherCode(f"is not plain Python ({error})") from None
    names: set[str] = set()
    for statement in statements:
        if isinstance(statement, ast.ImportFrom):
            names |= set(_imported(statement))
        elif isinstance(statement, ast.Expr) and statement is statements[-1]:
            return names, _as_call(statement.value, source)
        else:
            raise _OtherCode(f"holds other code, `{_start(statement)}` in line {statement.lineno}")
    return names, None


def _imported(statement: ast.ImportFrom) -> Iterator[str]:
    known = IMPORTABLE.get(statement.module or "", frozenset()) if statement.level == 0 else frozenset()
    for name in statement.names:
        if name.asname or name.name not in known:
            raise _OtherCode(f"imports something else than the course's own names, `{_start(statement)}`")
        yield name.name


def _as_call(value: ast.expr, source: str) -> Call:
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        raise _OtherCode(f"ends in something else than a call, `{_start(value)}` in line {value.lineno}")
    if _goes_on(value, source):
        raise _OtherCode("must end in its call: nothing may stand behind it, no semicolon either")
    function = value.func.id
    arguments = [*value.args, *(keyword.value for keyword in value.keywords)]
    if not all(isinstance(argument, ast.Constant) for argument in arguments):
        raise _OtherCode(f"calls {function}() with something else than plain values")
    call = Call(function, tuple(argument.value for argument in arguments if isinstance(argument, ast.Constant)))
    if function == GRADE_QUIZ and arguments:
        raise _OtherCode("calls grade_quiz() with arguments, and it takes none")
    one_text = len(value.args) == 1 and not value.keywords and isinstance(call.arguments[0], str)
    if function == SHOW_REFLECTION and not one_text:
        raise _OtherCode('must name one written task: show_reflection("its id")')
    return call


def _goes_on(value: ast.expr, source: str) -> bool:
    """Whether anything but space or a comment stands behind an expression; nbgrader gives all points to a semicolon."""
    lines = source.encode().splitlines()[(value.end_lineno or 1) - 1 :]
    rest = [lines[0][value.end_col_offset or 0 :], *lines[1:]]
    return any(line.split(b"#")[0].strip() for line in rest)


def _start(node: ast.AST) -> str:
    text = ast.unparse(node).splitlines()[0]
    return text if len(text) <= 60 else f"{text[:57]}..."
