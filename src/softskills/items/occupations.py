"""How important each competency is in an occupation, as a table says that the course derived from a source."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from softskills.course import DataFiles
from softskills.items.models import CompetencyFile
from softskills.sources import ContentError, Fault, parse, read_text, read_yaml

COLUMNS = ["soc_code", "occupation", "competency", "importance", "source_date"]


@dataclass(frozen=True)
class Occupation:
    """An occupation, and for every competency of the course its importance there, 1 (not) to 5 (extremely).

    Importance is not a self-rating: show the two side by side, and never subtract one from the other.
    """

    code: str  # as its source has it, such as 29-1141.00 (O*NET-SOC) or 2221 (ISCO-08)
    name: str
    importance: dict[str, float]


@dataclass(frozen=True)
class _Row:
    """One row of the table, with its place in the file."""

    line: int
    code: str
    name: str
    competency: str
    importance: float


def load_occupations(folder: Path) -> dict[str, Occupation]:
    """Read `occupations.csv` in the data folder `folder`: occupations by code, in the order of the file.

    Raises ContentError with every fault: a file that cannot be read, an unknown or missing competency, an importance
    that is not a number from 1 to 5, a row that stands twice, or an occupation with two names.
    """
    files = DataFiles(folder)
    known = [one.id for one in parse(read_yaml(files.competencies), CompetencyFile).competencies]
    file = files.occupations
    faults: list[Fault] = []
    rows: dict[str, dict[str, _Row]] = {}
    for row in _rows(file, faults):
        of_code = rows.setdefault(row.code, {})
        first = next(iter(of_code.values()), row)
        if row.competency not in known:
            message = f"no competency is called {row.competency!r}; known are {', '.join(known)}"
            faults.append(Fault(file, row.line, row.code, message))
        elif row.competency in of_code:
            message = f"{row.competency} stands here twice; first at line {of_code[row.competency].line}"
            faults.append(Fault(file, row.line, row.code, message))
        elif row.name != first.name:
            message = f"is called {row.name!r} here, and {first.name!r} at line {first.line}"
            faults.append(Fault(file, row.line, row.code, message))
        else:
            of_code[row.competency] = row
    if not faults:
        faults += _missing(file, rows, known)
    if faults:
        raise ContentError(faults)
    return {
        code: Occupation(code, next(iter(found.values())).name, {one: found[one].importance for one in known})
        for code, found in rows.items()
    }


def _missing(file: Path, rows: dict[str, dict[str, _Row]], known: Iterable[str]) -> Iterator[Fault]:
    if not rows:
        yield Fault(file, None, None, "has no occupation")
    for code, found in rows.items():
        for competency in known:
            if competency not in found:
                line = next(iter(found.values())).line
                yield Fault(file, line, code, f"the importance of {competency} is missing")


def _rows(file: Path, faults: list[Fault]) -> Iterator[_Row]:
    """The rows that are sound by themselves; what is wrong with the others goes to `faults`."""
    reader = csv.reader(io.StringIO(read_text(file), newline=""), strict=True)
    try:
        header = next(reader, [])
        if header != COLUMNS:
            raise ContentError([Fault(file, 1, None, f"the first line must be {','.join(COLUMNS)}")])
        for cells in reader:
            fault = _wrong(cells)
            if fault:
                faults.append(Fault(file, reader.line_num, cells[0] if cells else None, fault))
            else:
                code, name, competency, importance, _ = cells
                yield _Row(reader.line_num, code, name, competency, float(importance))
    except csv.Error as error:
        raise ContentError([Fault(file, reader.line_num, None, f"is not valid CSV: {error}")]) from error


def _wrong(cells: list[str]) -> str | None:
    """What is wrong with one row, in words."""
    if len(cells) != len(COLUMNS):
        return f"this row has {len(cells)} cells; {len(COLUMNS)} are due"
    code, name, _, importance, _ = cells
    if not re.fullmatch(r"\w+([.-]\w+)*", code, re.ASCII):
        return "the code of an occupation is made of letters and digits, with single dots and hyphens between"
    if not name.strip():
        return "the occupation has no name"
    if not re.fullmatch(r"\d(\.\d+)?", importance, re.ASCII) or not 1 <= float(importance) <= 5:
        return f"importance must be a number from 1 to 5, not {importance[:40]!r}"
    return None
