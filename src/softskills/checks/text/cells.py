"""A notebook as it lies in its file: its cells, and the lines on which they stand. Holds up with odd notebooks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from softskills.checks.text.prose import headings

_SOURCE_LINE = re.compile(r'^\s*"source":\s*(\[\s*$)?')


@dataclass(frozen=True)
class Cell:
    """One cell. `line` is where its source begins in the file, and `text_line` the first line of its text."""

    data: dict[str, Any]
    line: int | None
    text_line: int | None

    @property
    def id(self) -> str | None:
        found = self.data.get("id")
        return found if isinstance(found, str) else None

    @property
    def is_code(self) -> bool:
        return self.data.get("cell_type") == "code"

    @property
    def text(self) -> str:
        source = self.data.get("source")
        return "".join(str(line) for line in source) if isinstance(source, list) else str(source or "")

    @property
    def metadata(self) -> dict[str, Any]:
        found = self.data.get("metadata")
        return found if isinstance(found, dict) else {}

    @property
    def tags(self) -> list[Any]:
        found = self.metadata.get("tags")
        return found if isinstance(found, list) else []

    def calls(self, *functions: str) -> Iterator[str]:
        """The first argument of each call of these functions, in order; empty where it is no plain text."""
        return (arguments[0] for _, arguments in self.called(*functions))

    def called(self, *functions: str) -> Iterator[tuple[str, list[str]]]:
        """Each call of these functions in order, with its arguments; one is empty where it is no plain text, or none
        is given.
        """
        return ((name, arguments) for name, arguments in self._all_called if name in functions)

    @cached_property
    def _all_called(self) -> list[tuple[str, list[str]]]:
        if not self.is_code:
            return []
        try:
            tree = ast.parse(self.text)
        except SyntaxError:
            return []
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        named = [(call, call.func.id) for call in calls if isinstance(call.func, ast.Name)]
        named.sort(key=lambda found: (found[0].lineno, found[0].col_offset))
        return [(name, [_plain_text(one) for one in call.args] or [""]) for call, name in named]


def _plain_text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@dataclass(frozen=True, eq=False)  # one is as good as itself, so that what is derived from it can be kept
class Notebook:
    """A notebook's file, relative to the course's root, its data, its text as written, and whether it asks a quiz."""

    file: Path
    data: dict[str, Any]
    written: str
    in_quiz: bool

    @cached_property
    def cells(self) -> list[Cell]:
        raw = self.data.get("cells")
        found = [cell for cell in raw if isinstance(cell, dict)] if isinstance(raw, list) else []
        starts = [
            (number, number + bool(match[1]))
            for number, line in enumerate(self.written.splitlines(), 1)
            if (match := _SOURCE_LINE.match(line))
        ]
        # Known when every cell has its source on lines of its own, as Jupyter writes it.
        lines = starts if len(starts) == len(found) else [(None, None)] * len(found)
        return [Cell(cell, *where) for cell, where in zip(found, lines, strict=True)]

    @cached_property
    def markdown(self) -> str:
        """The text of all its cells that are no code."""
        return "\n\n".join(cell.text for cell in self.cells if not cell.is_code)

    @cached_property
    def stretches(self) -> list[str]:
        """The text between two cells of code, one after the other."""
        groups = groupby(self.cells, lambda cell: cell.is_code)
        return ["\n\n".join(cell.text for cell in cells) for is_code, cells in groups if not is_code]

    def calls(self, *functions: str) -> list[str]:
        return [argument for cell in self.cells for argument in cell.calls(*functions)]

    def called(self, *functions: str) -> list[tuple[str, list[str]]]:
        return [call for cell in self.cells for call in cell.called(*functions)]

    def headings_above(self, function: str) -> list[str]:
        """For each cell that calls `function`, the text of the last heading before it; empty where there is none."""
        found, last = [], ""
        for cell in self.cells:
            if list(cell.calls(function)):
                found.append(last)
            for _, text in [] if cell.is_code else headings(cell.text):
                last = text
        return found
