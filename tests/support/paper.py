"""What is on paper: the text of a PDF, sheet by sheet."""

from __future__ import annotations

import io

from pypdf import PdfReader

STRAIGHT = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}


def read_pdf(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def lines_of(reader: PdfReader) -> list[list[str]]:
    """The lines of each sheet."""
    return [[line.strip() for line in sheet.extract_text().splitlines()] for sheet in reader.pages]


def sheets_of(reader: PdfReader) -> list[str]:
    """The text of each sheet on one line, wherever its lines broke."""
    return [flat(" ".join(lines)) for lines in lines_of(reader)]


def flat(text: str) -> str:
    """A text on one line, with straight quotation marks: a page may have curled those of an item."""
    return " ".join(text.split()).translate(STRAIGHT)
