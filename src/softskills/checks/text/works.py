"""The bibliography as the rules on citations see it, read from BibTeX by pybtex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pybtex.errors
from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from softskills.checks.remembered import by_file
from softskills.items import Fault

_ENTRY = re.compile(r"^[ \t]*@\w+[ \t]*[{(][ \t]*([^\s,{}()]+)[ \t]*,", re.MULTILINE)


@dataclass(frozen=True)
class Work:
    """One work, and where its entry begins. What its entry does not have is empty."""

    key: str
    line: int | None
    surname: str
    """The last name of the first author, or the name of the body that published it."""
    year: str
    doi: str


@by_file
def read_works(file: Path, text: str) -> tuple[list[Work], list[Fault]]:
    """The works of a BibTeX text, and every fault that keeps it from being sound: each once, with its line."""
    lines = {match[1]: text.count("\n", 0, match.start(1)) + 1 for match in reversed([*_ENTRY.finditer(text)])}
    with pybtex.errors.capture() as errors:
        entries = parse_string(text, "bibtex").entries
    works = [_work(key, lines.get(key), entry) for key, entry in entries.items()]
    last = {match[1]: text.count("\n", 0, match.start(1)) + 1 for match in _ENTRY.finditer(text)}
    return works, list(dict.fromkeys(_fault(file, error, last) for error in errors))


def _work(key: str, line: int | None, entry: Entry) -> Work:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [name for person in people[:1] for name in (*person.prelast_names, *person.last_names)]
    surname = " ".join(str(Text.from_latex(name)) for name in names)
    return Work(key, line, surname, str(entry.fields.get("year", "")), str(entry.fields.get("doi", "")))


def _fault(file: Path, error: PybtexError, lines: dict[str, int]) -> Fault:
    """pybtex says the line of what it cannot read; of what it reads and does not like, it says the key only."""
    line = getattr(error, "lineno", None)
    problem = str(error).partition(": ")[2] if line else str(error)
    key = next((key for key in lines if key in problem.split()), None)
    return Fault(file, line or lines.get(key or ""), key, f"is not sound BibTeX: {problem}")
