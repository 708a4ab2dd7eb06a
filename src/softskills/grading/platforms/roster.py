"""The learners of a class, from a table, and who of them a platform's name means: one, or nobody.

Names are compared by their letters and digits alone, because platforms take other signs out of them, and with the
first name before or behind the last. Two learners of one name are told apart by an id, or not at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from softskills.answers import read_untrusted
from softskills.grading.exchange.copying import shown
from softskills.grading.platforms.layouts import Who
from softskills.grading.roster.ids import id_fault
from softskills.grading.roster.tables import Line, Table, Unreadable, read_table

MAX_BYTES = 5_000_000

_HEADINGS = {
    "id": ("id", "student_id", "learner"),
    "first_name": ("first_name", "firstname", "given_name"),
    "last_name": ("last_name", "lastname", "surname", "family_name"),
    "name": ("name", "full_name"),
}
_OTHER_IDS = {
    "username": ("username", "user_name", "login", "login_id"),
    "canvas_id": ("canvas_id", "canvas_user_id", "lms_user_id"),
    "blackboard_id": ("blackboard_id",),
    "identifier": ("identifier",),  # as in Moodle's grading worksheet, "Participant 4711"
}


class BadRoster(ValueError):
    """A file is no roster. The message says why and what to do."""


class NotFound(LookupError):
    """Nobody, or more than one, is meant. The message says so, as the end of a sentence."""


@dataclass(frozen=True)
class Learner:
    """One learner: the id by which nbgrader knows them, the name in its forms, and other ids by their columns."""

    id: str
    names: tuple[str, ...] = ()
    other_ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        return f"{self.id} ({shown(self.names[0])})" if self.names else self.id


@dataclass
class Roster:
    """Learners by what may be said of them."""

    learners: dict[str, Learner] = field(default_factory=dict)
    by_id: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    def find(self, who: Who) -> Learner:
        """The learner who is meant. Raises NotFound when nobody is, or several are, or the name and the id say
        different ones.
        """
        by_id = {
            learner
            for column in who.columns
            for one in who.ids
            for learner in self.by_id.get((column, one.casefold()), ())
        }
        by_name = self.by_name.get(squashed(who.name), set()) if squashed(who.name) else set()
        found = (by_id & by_name) or by_id or by_name
        if by_id and by_name and not by_id & by_name:
            raise NotFound(f"its id is that of {_named(by_id)}, and its name that of {_named(by_name)}")
        if not found:
            raise NotFound("the roster has nobody of this name or id")
        if len(found) > 1:
            raise NotFound(f"the roster has {len(found)} who may be meant, {_named(found)}, and nothing tells which")
        return self.learners[next(iter(found))]


def roster_of(learners: Iterable[Learner]) -> Roster:
    """A roster of these learners."""
    roster = Roster()
    for one in learners:
        roster.learners[one.id] = one
        for column, known in {"id": one.id, **one.other_ids}.items():
            roster.by_id.setdefault((column, known.casefold()), set()).add(one.id)
        for name in one.names:
            roster.by_name.setdefault(squashed(name), set()).add(one.id)
    return roster


def squashed(name: str) -> str:
    """The letters and digits of a name, of whatever script, without what a platform may change."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN")


def read_roster(file: Path) -> Roster:
    """The roster in a table of text: comma, semicolon or tab, with headings `id` and `first_name`, `last_name` or
    `name`, and perhaps ids of platforms, such as `username` or `canvas_id`. Raises BadRoster.
    """
    try:
        content = read_untrusted(file, MAX_BYTES)
    except (FileNotFoundError, ValueError) as error:
        raise BadRoster(f"The roster cannot be read: {error}") from error
    try:
        table = read_table(content, [name for names in (_HEADINGS | _OTHER_IDS).values() for name in names])
    except Unreadable as error:
        raise BadRoster(
            f"{file}: {error} A roster has a line of headings, id,first_name,last_name, and then learners."
        ) from error
    if table.remarks:
        raise BadRoster(f"{file} is not UTF-8 text. Save it as CSV UTF-8.")
    if table.column(*_HEADINGS["id"]) is None:
        raise BadRoster(f"{file} has no column `id`, by which the gradebook knows a learner.")
    found: dict[str, Learner] = {}
    for line in table.rows:
        learner = _learner(table, line)
        if not learner.id:
            continue
        if why := id_fault(learner.id):
            raise BadRoster(f"{file} line {line.number}: {shown(learner.id)} can be no learner's id: {why}.")
        if learner.id in found:
            raise BadRoster(f"{file} line {line.number}: {shown(learner.id)} stands twice.")
        found[learner.id] = learner
    return roster_of(found.values())


def _learner(table: Table, line: Line) -> Learner:
    def cell(*names: str) -> str:
        place = table.column(*names)
        return "" if place is None else line.cells[place]

    first, last, whole = (cell(*_HEADINGS[meant]) for meant in ("first_name", "last_name", "name"))
    names = [f"{first} {last}".strip(), f"{last} {first}".strip(), whole]
    if "," in whole:  # "Last, First"
        before, _, behind = whole.partition(",")
        names.append(f"{behind} {before}")
    ids = {column: cell(*names) for column, names in _OTHER_IDS.items()}
    return Learner(
        cell(*_HEADINGS["id"]), tuple(dict.fromkeys(filter(squashed, names))), {k: v for k, v in ids.items() if v}
    )


def _named(ids: Iterable[str]) -> str:
    return " and ".join(sorted(ids))
