"""The answers in a folder that was handed in: read from where they are, and said so when that is not as it should be.

A learner's browser calls a second download `answers (1).jsonl`, an editor saves it as UTF-16, and somebody hands in the
answers to another quiz. What can be read counts, and what could not, or stood elsewhere, is named.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from softskills.answers import MAX_LOG_BYTES, READER, Log, Record, merge, parse_lines, read_untrusted
from softskills.course import ANSWERS
from softskills.grading.quiz.plain import plain
from softskills.grading.quiz.review import quote
from softskills.items import Quiz, Story
from softskills.phrases import counted

MAX_OTHERS = 5
"""So many files of other names are looked at."""

_MAX_NAMED = 3
_ENDINGS = (".jsonl", ".json", ".jsonl.txt", ".json.txt")


@dataclass(frozen=True)
class Answers:
    """The log that counts, and in whole sentences what a grader and the learner are to know of how it was handed in."""

    log: Log
    remarks: tuple[str, ...] = ()


def read_answers(folder: Path, quiz: Quiz) -> Answers:
    """The answers to a quiz in a folder that may hold anything. Never raises for what it holds.

    They are in answers.jsonl. Only when that has none, they are taken from the file of another name that holds answers
    to the most of what the quiz asks.
    """
    asked = _asked(quiz)
    own = _read(folder / ANSWERS)
    others = {file.name: log for file in _others(folder) if (log := _read(file)) and _told(log, asked)}
    if own is not None and _told(own, asked):
        return Answers(own, (*_read_badly(ANSWERS, own), *_left(own, others, asked)))
    wrong = _nothing(own)
    if not others:
        return Answers(own or Log(), (f"{wrong} So nothing could be graded.",))
    name = max(others, key=lambda one: (_told(others[one], asked), one))
    found = others[name]
    return Answers(
        found, (f"{wrong} {_shown(name)} holds answers to this quiz, and was used.", *_read_badly(name, found))
    )


def may_be_answers(name: str) -> bool:
    """Whether a file of this name, in a folder of a submission, may be the answers under another name."""
    lower = name.lower()
    return (
        name != ANSWERS
        and name.isprintable()
        and lower.endswith(_ENDINGS)
        and ("answers" in lower or ".jsonl" in lower)
    )


def parse_answers(content: bytes, name: str) -> Log:
    """What an answer file holds, in whatever an editor may have saved it."""
    log = parse_lines(content.removeprefix(codecs.BOM_UTF8), plain(name))
    if not log.records and content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        decoded = parse_lines(content.decode("utf-16", "replace").encode(), plain(name))
        return decoded if decoded.records else log
    return log


def answered(log: Log, quiz: Quiz) -> list[Record]:
    """Those of a log's records that are of this quiz."""
    asked = _asked(quiz)
    return [record for record in log.records if record.item in asked]


def _asked(quiz: Quiz) -> frozenset[str]:
    """The ids under which a log keeps what the quiz asks, also what was only begun."""
    runs = {item.run_id for item in quiz.asked if isinstance(item, Story)}
    return frozenset(runs | {item.id for item in quiz.asked})


def _told(log: Log, asked: frozenset[str]) -> int:
    """How much of what is asked a log answers."""
    return len({record.item for record in log.records} & asked)


def _others(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(file.name for file in folder.iterdir() if may_be_answers(file.name))
    except OSError:
        return  # what cannot be listed has no other files
    yield from (folder / name for name in names[:MAX_OTHERS])


def _read(file: Path) -> Log | None:
    """What a file holds; None when there is no such file."""
    try:
        content = read_untrusted(file, MAX_LOG_BYTES)
    except FileNotFoundError:
        return None
    except ValueError as error:
        return Log(problems=[str(error)])
    return parse_answers(content, file.name)


def _nothing(own: Log | None) -> str:
    """Why answers.jsonl has no answers to the quiz."""
    if own is None:
        return f"There is no {ANSWERS} in what was handed in."
    foreign = sorted({record.item for record in own.records} - {READER})
    if foreign:
        named = ", ".join(map(quote, foreign[:_MAX_NAMED])) + (", ..." if len(foreign) > _MAX_NAMED else "")
        return (
            f"{ANSWERS} holds no answer to this quiz, and {counted(len(foreign), 'answer')} to something else: {named}."
        )
    if own.problems:
        return f"{ANSWERS} holds nothing that could be read: {own.problems[0]}."
    return f"{ANSWERS} holds no answers."


def _read_badly(name: str, log: Log) -> Iterator[str]:
    if log.problems:
        where = "place" if len(log.problems) == 1 else "places"
        yield f"{_shown(name)} could not be read in {len(log.problems)} {where}. What could be read counts."


def _left(own: Log, others: dict[str, Log], asked: frozenset[str]) -> Iterator[str]:
    """What stands in other files alone."""
    for name, log in others.items():
        more = [record for record in merge(own.records, log.records) if record.item in asked]
        if more:
            answers = counted(len(more), "answer")
            yield f"{_shown(name)} holds {answers} that {ANSWERS} doesn't have. {ANSWERS} was used, and nothing else."


def _shown(name: str) -> str:
    return plain(name)[:80]
