"""What a mark is of and what it was given by, as checksums: when one of them is another today, the mark is old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from softskills.answers import MAX_LOG_BYTES, Log, read_untrusted
from softskills.course import ANSWERS
from softskills.grading.quiz.plain import in_a_line
from softskills.grading.submission.answer_file import may_be_answers
from softskills.grading.submission.by_hand import HandCell, hand_cells
from softskills.grading.submission.locked_calls import LockedCell
from softskills.items import Quiz


@dataclass(frozen=True)
class Basis:
    """Of one marked notebook: by what it was scored, of what files, and by grade_id the text that a grader marks."""

    scored_by: str = ""
    handed_in: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def handed_in(folder: Path) -> str:
    """A checksum of the files of a submission that marks depend on. When it came is no part of it."""
    found = sha256()
    for file in sorted(_marked_files(folder)):
        try:
            content = sha256(read_untrusted(file, MAX_LOG_BYTES)).hexdigest()
        except (ValueError, OSError):
            content = "not to be read"
        found.update(f"{len(file.name)} {file.name!a} {content}\n".encode())
    return found.hexdigest()


def texts_of(
    released: NotebookNode, notebook: NotebookNode, locked: tuple[LockedCell, ...], quiz: Quiz, log: Log
) -> dict[str, str]:
    """By grade_id a checksum of the text that a grader marks there; white space does not count."""
    answers = log.answers()

    def text(cell: HandCell) -> str:
        if cell.holds_text:
            return _squeezed(notebook.cells[cell.index].source)
        return "\0".join(_squeezed(answers.get(item)) for item in cell.items)

    return {cell.name: _checksum(text(cell)) for cell in hand_cells(released, locked, quiz)}


def of_no_text(cell: HandCell) -> str:
    """The checksum, among those of `texts_of`, of a cell for which nothing was written."""
    return _checksum("\0".join("" for _ in cell.items))


def _marked_files(folder: Path) -> Iterator[Path]:
    try:
        files = list(folder.iterdir())
    except OSError:
        return
    yield from (file for file in files if file.name == ANSWERS or file.suffix == ".ipynb" or may_be_answers(file.name))


def _squeezed(answer: Any) -> str:
    """What an answer says, whatever it holds, without what is no more than white space."""
    text = answer.get("text") if isinstance(answer, dict) else answer
    if text is None:
        return ""
    return in_a_line(text if isinstance(text, str) else repr(text))


def _checksum(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
