"""Answers in other files beside the log are brought into it, and what came of it is said in sentences.

A browser that saves a second answers-web.jsonl calls it "answers-web (1).jsonl" or the like.
"""

from __future__ import annotations

from pathlib import Path

from softskills import answers
from softskills.phrases import counted

OTHERS = "answers*.jsonl"

_merged: dict[tuple[Path, Path], tuple[int, int]] = {}  # of log and other file the versions that were merged last
_said: dict[tuple[str, Path], list[str]] = {}  # by what was done with each file, what was said to be wrong


def bring_in(log: Path) -> list[str]:
    """Merge the other answer files beside the log into it, and return what there is to say of that.

    They are left as they are. What is wrong with a file is said once in a process, until something else is.
    """
    words = []
    for file in sorted(file for file in log.parent.glob(OTHERS) if file.name != log.name):
        words += bring_from(log, file, file.name)
    return [*words, *_unreadable(log, answers.kept_log(log).read().problems)]


def bring_from(log: Path, file: Path, name: str) -> list[str]:
    """The same for one file, wherever it is, which is called by this name."""
    theirs = answers.kept_log(file).read()
    return [*_merge(log, file, name, theirs.records), *_unreadable(file, theirs.problems)]


def _merge(log: Path, file: Path, name: str, theirs: list[answers.Record]) -> list[str]:
    mine = answers.kept_log(log)
    now = mine.refresh(), answers.kept_log(file).version
    if not theirs or _merged.get((log, file)) == now:
        return []
    try:
        new = mine.append_missing(theirs)
    except answers.NotSaved as error:
        return _once("merge", file, [f"The answers in {name} could not be brought in: {error}."])
    _once("merge", file, [])
    _merged[log, file] = mine.version, answers.kept_log(file).version
    count = sum(record.item != answers.READER for record in new)
    return [f"{counted(count, 'answer')} brought in from {name}."] if count else []


def _unreadable(file: Path, problems: list[str]) -> list[str]:
    """What to say of lines that are no records, or of a file that could not be read at all."""
    if not problems:
        return _once("read", file, [])
    first = f"{problems[0]}."
    if not first.startswith(f"{file.name} line "):
        return _once("read", file, [first])
    lines, are = counted(len(problems), "line"), "it is" if len(problems) == 1 else "they are"
    return _once("read", file, [f"{lines} could not be read: {are} kept in the file. {first}"])


def _once(what: str, file: Path, words: list[str]) -> list[str]:
    """The words, unless they were said last time."""
    before, _said[what, file] = _said.get((what, file), []), words
    return [] if words == before else words
