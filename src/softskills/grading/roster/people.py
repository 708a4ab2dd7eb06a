"""Who is in a class, as the table of another system says, and what taking that over would change."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from softskills.grading.roster.ids import id_fault
from softskills.grading.roster.tables import Table, Unreadable, squeezed

# In the order in which they are preferred. What learners log in by comes first: the exchange knows accounts.
IDS = (
    *("username", "user name", "login", "login id", "SIS Login ID", "account", "Benutzername", "Anmeldename"),
    *("Nom d'utilisateur", "Nombre de usuario", "student_id", "student id", "id number", "SIS User ID", "netid"),
    *("Matrikelnummer", "ID-Nummer", "Numéro d'identification", "Número de ID", "id"),
)
FIRST = ("first name", "firstname", "given name", "forename", "Vorname", "Prénom", "Nombre")
LAST = (
    *("last name", "lastname", "surname", "family name", "Nachname", "Familienname", "Nom", "Nom de famille"),
    *("Apellido(s)", "Apellidos"),
)
FULL = ("student", "name", "full name", "student name", "Vollständiger Name", "Nom complet", "Nombre completo")
EMAIL = ("email address", "email", "e-mail", "mail", "E-Mail-Adresse", "Adresse de courriel", "Dirección de correo")
KNOWN = frozenset((*IDS, *FIRST, *LAST, *FULL, *EMAIL))


@dataclass(frozen=True)
class Learner:
    """A learner of a class list, as nbgrader has one."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Refused:
    """A row that was not taken, and why, in a sentence."""

    line: int
    id: str
    why: str


@dataclass(frozen=True)
class Read:
    """A class list as it was read. `id_heading` is the column that ids are from; `remarks` are sentences."""

    learners: tuple[Learner, ...]
    refused: tuple[Refused, ...]
    id_heading: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is to be done to the gradebook's list. `stay` are in it and not in the file: nobody is taken out."""

    new: tuple[Learner, ...] = ()
    changed: Mapping[str, tuple[Learner, Learner]] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


def read_people(table: Table, id_heading: str | None = None, gone: Callable[[str], bool] = lambda _: False) -> Read:
    """The learners in a table. `id_heading` names the column of the ids; without it the best of IDS is taken, or the
    address. `gone` says of whom all was deleted. Raises Unreadable when no column has ids.
    """
    place = table.column(id_heading) if id_heading else table.column(*IDS, *EMAIL)
    if place is None:
        why = f"There is no column {id_heading!r}." if id_heading else "No column that we know has ids of learners."
        raise Unreadable(f"{why} Its headings are: {', '.join(table.headings)}. Name one with --id-column.")
    rows = [(line.number, line.cells[place], line.cells) for line in table.rows if not is_no_learner(table, line.cells)]
    by_id: dict[str, list[tuple[int, Learner]]] = defaultdict(list)
    refused = []
    for number, ident, cells in rows:
        ident = unicodedata.normalize("NFC", ident)
        if why := id_fault(ident):
            refused.append(Refused(number, ident, why))
        elif gone(ident):
            why = f"everything of theirs was deleted. To let them in again: softskills learner readmit {ident}"
            refused.append(Refused(number, ident, why))
        else:
            by_id[ident.casefold()].append((number, _learner(table, ident, cells)))
    learners = []
    for same in by_id.values():
        if len({one for _, one in same}) == 1:
            learners.append(same[0][1])
            continue
        lines = ", ".join(str(number) for number, _ in same)
        refused += [Refused(number, one.id, f"the lines {lines} have the same id, and differ") for number, one in same]
    refused.sort(key=lambda one: one.line)
    return Read(tuple(learners), tuple(refused), table.headings[place], table.remarks)


def plan(now: Mapping[str, Learner], wanted: Iterable[Learner]) -> Plan:
    """What would change. A blank in the file leaves what is known."""
    new, changed, same = [], {}, []
    listed = set()
    for one in wanted:
        listed.add(one.id)
        if one.id not in now:
            new.append(one)
            continue
        old = now[one.id]
        merged = Learner(
            one.id, one.first_name or old.first_name, one.last_name or old.last_name, one.email or old.email
        )
        if merged == old:
            same.append(one.id)
        else:
            changed[one.id] = (old, merged)
    return Plan(tuple(new), changed, tuple(same), tuple(sorted(set(now) - listed)))


def is_no_learner(table: Table, cells: tuple[str, ...]) -> bool:
    """Whether a row of Canvas's is of no learner: what assignments are worth, and the student that tests a course."""
    place = table.column("student")
    said = squeezed(cells[place]) if place is not None else ""
    return said in ("pointspossible", "studenttest", "teststudent") or said.startswith("manualposting")


def _learner(table: Table, ident: str, cells: tuple[str, ...]) -> Learner:
    def cell(names: Iterable[str]) -> str:
        place = table.column(*names)
        text = "" if place is None else cells[place]
        return unicodedata.normalize("NFC", "".join(sign for sign in text if unicodedata.category(sign) != "Cc"))[:128]

    first, last = cell(FIRST), cell(LAST)
    if not (first or last):
        last, _, first = (part.strip() for part in cell(FULL).partition(","))
    return Learner(ident, first, last, cell(EMAIL))
