"""Tables as learning systems and spreadsheets save them: whatever the encoding, and whatever stands between cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

SEPARATORS = ",;\t"
MAX_BYTES = 20_000_000


class Unreadable(ValueError):
    """No table can be made of it. The message says why."""


@dataclass(frozen=True)
class Line:
    """A row, by heading as in `Table.headings`, and the line of the file that it ends on."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with its headings as they stand. Every row has a cell for each; blank rows are left out. `remarks` are
    sentences on how it was read.
    """

    headings: tuple[str, ...]
    rows: tuple[Line, ...]
    remarks: tuple[str, ...] = ()

    def column(self, *names: str) -> int | None:
        """The place of the first column whose heading is one of these, in the order of the names."""
        found = [squeezed(heading) for heading in self.headings]
        return next((found.index(name) for name in map(squeezed, names) if name in found), None)


def read_table(data: bytes, known: Collection[str]) -> Table:
    """The table in a file of UTF-8 or UTF-16, with or without a mark, or of Windows-1252. What separates the cells is
    what gives most headings that are `known`, see `squeezed`. Raises Unreadable.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"It is larger than {MAX_BYTES // 1_000_000} MB, and no class list.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("It is a workbook of a spreadsheet. Save it as CSV, and take that file.")
    text, remarks = _decoded(data)
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\r?", first):
        text = rest
    wanted = {squeezed(name) for name in known}

    def fit(lines: Sequence[Line]) -> tuple[int, int]:
        return (len(wanted & {squeezed(cell) for cell in lines[0].cells}), len(lines[0].cells)) if lines else (0, 0)

    lines = max((_lines(text, separator) for separator in SEPARATORS), key=fit)
    if not lines:
        raise Unreadable("It is empty.")
    headings = lines[0].cells
    while headings and not headings[-1]:
        headings = headings[:-1]
    for line in lines[1:]:
        if any(line.cells[len(headings) :]):
            raise Unreadable(
                f"Line {line.number} has more cells than there are headings. Is a cell with a separator not quoted?"
            )
    width = len(headings)
    return Table(
        headings,
        tuple(Line(one.number, (one.cells + ("",) * width)[:width]) for one in lines[1:]),
        remarks,
    )


def squeezed(heading: str) -> str:
    """A heading without what differs between systems: case, spaces, points."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    start = data[:200]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif start[1::2].count(0) > len(start) // 4:
        encodings = ["utf-16-le"]
    elif start[0::2].count(0) > len(start) // 4:
        encodings = ["utf-16-be"]
    else:
        encodings = ["utf-8-sig"]
    for encoding in encodings:
        try:
            return _plain(data.decode(encoding)), ()
        except UnicodeDecodeError:
            pass
    if b"\0" in data:
        raise Unreadable("It is no text. Save it as CSV in UTF-8, and take that file.")
    said = "It is no UTF-8, and was read as Windows-1252. If a name looks wrong, save the file as CSV in UTF-8."
    return _plain(data.decode("cp1252", "replace")), (said,)


def _plain(text: str) -> str:
    return text.replace("\0", "")


def _lines(text: str, separator: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = [Line(reader.line_num, tuple(" ".join(cell.split()) for cell in row)) for row in reader]
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} cannot be read: {error}.") from error
    return [line for line in lines if any(line.cells)]
