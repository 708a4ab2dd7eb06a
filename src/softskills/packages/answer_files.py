"""Files of answers from a platform's list of interactions: one for one learner, else one for each in a folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from softskills.answers import Record
from softskills.packages.interactions import recovered
from softskills.packages.tables import NotRead, read_interactions

ENDING = ".answers.jsonl"


def write_answers(file: Path, output: Path, *, also_erased: bool = False) -> tuple[dict[Path, int], list[str]]:
    """Write the answers that a list of interactions tells of, in the place of what was there. Returns how many answers
    each file has, and what was not whole. Raises NotRead and OSError.
    """
    problems: list[str] = []
    found: dict[str, list[Record]] = {}
    for learner, interactions in read_interactions(file).items():
        told = recovered(interactions, also_erased=also_erased)
        problems += [f"{learner}: {problem}" if learner else problem for problem in told.problems]
        if told.records or told.erased:
            found[learner] = told.records
    if not found and not problems:
        raise NotRead(
            f"{file} has no answer of a package of ours. "
            "Of Moodle's report on interactions it needs the summaries of questions and of responses"
        )
    written: dict[Path, int] = {}
    for learner, records in found.items():
        target = output / f"{_file_name(learner, found)}{ENDING}" if len(found) > 1 else output
        _write(target, records)
        written[target] = len(records)
    return written, problems


def _write(target: Path, records: Sequence[Record]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.new")
    try:
        new.write_text("".join(f"{record.line()}\n" for record in records), "utf-8")
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def _file_name(learner: str, all_of_them: dict[str, list[Record]]) -> str:
    """A name that leads out of no folder. Of learners whose names come to the same each has a number."""
    names = {one: re.sub(r"[^\w@.-]", "_", one).strip(".") or "unnamed" for one in all_of_them}
    same = [one for one, name in names.items() if name.lower() == names[learner].lower()]
    return names[learner] if len(same) == 1 else f"{names[learner]}-{same.index(learner) + 1}"
