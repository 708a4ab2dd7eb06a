"""Lists of interactions in the forms in which platforms give them away: JSON, and tables with commas or tabs.

JSON: what an API has, as objects within each other or by their whole names, `cmi.interactions.0.id`. A table: one line
for each interaction, one for each value with its whole name, or one for each attempt, as Moodle's report on
interactions has it (`mod/scorm/report/interactions`, with the question's text chosen, which is the id). So an id of
ours is looked for in every cell, and its response in the column that says so, or in the next cell.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from softskills.answers.reading import read_untrusted
from softskills.packages.interactions import Interaction, is_ours

MOST_BYTES = 100_000_000

_WHOLE = re.compile(r"cmi\.interactions[._](\d+)\.(id|student_response|learner_response)")
_RESPONSE = re.compile(r"(student|learner)?[ _]?response", re.IGNORECASE)
_RESPONSES = ("student_response", "learner_response", "response")
_LEARNER = ("username", "id number", "idnumber", "student_id", "learner_id", "learner", "email address", "email")


class NotRead(ValueError):
    """A file that can't be read as a list of interactions. The message says why."""


def read_interactions(file: Path) -> dict[str, list[Interaction]]:
    """The interactions of each learner that a file names; under "" where it names none. Raises NotRead."""
    try:
        text = read_untrusted(file, MOST_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        raise NotRead(f"{file} isn't there") from None
    except UnicodeDecodeError:
        raise NotRead(f"{file} is no text in UTF-8: save it as CSV UTF-8") from None
    except ValueError as error:
        raise NotRead(str(error)) from error
    if text.lstrip()[:1] not in ("{", "["):
        return _in_table(text)
    try:
        return _by_learner(_in_json(json.loads(text), ""))
    except (ValueError, RecursionError) as error:
        raise NotRead(f"{file} isn't whole as JSON: {error}") from error


def _by_learner(found: Iterable[tuple[str, Interaction]]) -> dict[str, list[Interaction]]:
    by_learner: dict[str, list[Interaction]] = {}
    for learner, interaction in found:
        by_learner.setdefault(learner, []).append(interaction)
    return by_learner


def _in_json(data: Any, learner: str) -> Iterator[tuple[str, Interaction]]:
    """Every interaction that stands anywhere in it, with the learner that is named beside or above."""
    if isinstance(data, dict):
        core = data.get("core")
        named = data | core if isinstance(core, dict) else data  # 1.2 has the learner in there
        learner = next((named[name] for name in _LEARNER if isinstance(named.get(name), str) and named[name]), learner)
        response = next((data[name] for name in _RESPONSES if isinstance(data.get(name), str)), None)
        if isinstance(data.get("id"), str) and response is not None:
            yield learner, Interaction(data["id"], response)
        yield from ((learner, one) for one in _by_whole_names(data.items()))
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _in_json(one, learner)


def _by_whole_names(values: Iterable[tuple[str, Any]]) -> Iterator[Interaction]:
    """Interactions of which each value has its whole name. Where a name comes twice, another attempt begins."""
    found: dict[str, dict[str, str]] = {}
    for name, value in values:
        if (named := _WHOLE.fullmatch(name.strip())) and isinstance(value, str):
            one, part = found.setdefault(named[1], {}), "id" if named[2] == "id" else "response"
            if part in one:
                one = found[named[1]] = {}
            one[part] = value
            if len(one) == 2:
                yield Interaction(one["id"], one["response"])


def _in_table(text: str) -> dict[str, list[Interaction]]:
    csv.field_size_limit(MOST_BYTES)
    head = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=max("\t,;", key=head.count)))
    if not rows:
        return {}
    learner, responses = _columns(rows)
    found: list[tuple[str, Interaction]] = []
    named: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        who = row[learner].strip() if learner is not None and learner < len(row) else ""
        found += ((who, one) for one in _in_row(row, responses))
        named.setdefault(who, []).extend(pairwise(row))
    found += ((who, one) for who, values in named.items() for one in _by_whole_names(values))
    return _by_learner(found)


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int | None, list[int]]:
    """Where the learner stands, if anywhere, and where responses do, as far as the first row says. A row for each
    attempt, whose columns are numbered, begins with the name.
    """
    heads = [name.strip().lower() for name in rows[0]]
    learner = next((heads.index(name) for name in _LEARNER if name in heads), None)
    ours = {at for row in rows for at, cell in enumerate(row) if at < len(heads) and is_ours(cell.strip())}
    if learner is None and any(heads[at][-1:].isdigit() for at in ours):
        learner = 0
    return learner, [at for at, name in enumerate(heads) if _RESPONSE.fullmatch(name)]


def _in_row(row: Sequence[str], responses: Sequence[int]) -> Iterator[Interaction]:
    for at, cell in enumerate(row):
        if is_ours(cell.strip()):
            place = responses[0] if len(responses) == 1 else at + 1
            if place < len(row):
                yield Interaction(cell.strip(), row[place])
