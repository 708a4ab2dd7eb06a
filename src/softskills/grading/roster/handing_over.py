"""Grades as the importers of other systems take them. Who is not marked has a blank cell, and never a 0."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from softskills.grading.roster.people import IDS, Learner, is_no_learner
from softskills.grading.roster.tables import Table, Unreadable, squeezed
from softskills.spreadsheets import defused

Grades = Mapping[str, float | None]
"""By learner the points; None while something waits for marking. Who is not in it has handed in nothing."""


@dataclass(frozen=True)
class Assignment:
    """One column: the assignment, what it is worth, and the points of the class."""

    name: str
    worth: float
    grades: Grades


def as_csv(learners: Iterable[Learner], assignments: Sequence[Assignment]) -> str:
    """A plain table: id, names, address, and a column for each assignment."""
    return _table(("id", "first name", "last name", "email"), learners, assignments)


def as_moodle(learners: Iterable[Learner], assignments: Sequence[Assignment]) -> str:
    """For Moodle's import of grades from CSV, where one maps a column to the learner (Username to "username", or Email
    address to "useremail") and each of the others to a grade item.

    https://docs.moodle.org/311/en/Grade_import: addresses count with their case, so they are as they were imported.
    """
    return _table(("Username", "First name", "Last name", "Email address"), learners, assignments)


def as_canvas(table: Table, assignments: Sequence[Assignment]) -> tuple[str, list[str]]:
    """Canvas's own export of its gradebook, filled: the columns that it knows a learner by, as they were, and those of
    the assignments; and the learners of the class who are not in it. An assignment's column is the one with its name,
    with or without Canvas's number in brackets behind it. Where there is none, Canvas makes a new assignment of it.

    Canvas wants Student or ID or SIS User ID, SIS Login ID and Section, and takes a blank cell for no change.
    https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807
    https://teaching.resources.osu.edu/toolsets/carmencanvas/guides/calculating-final-grades/import-csv-file-carmen-grades

    Raises Unreadable when it is no such export.
    """
    kept = [table.column(name) for name in ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")]
    if kept[0] is None or kept[1] is None or kept[4] is None:
        raise Unreadable(
            "It is no export of Canvas's gradebook, which has the columns Student, ID and Section. In Canvas: "
            "Grades, Export, Export Entire Gradebook."
        )
    places = [place for place in kept if place is not None]
    columns = {one.name: _column(table, one.name) for one in assignments}
    ids = [place for name in IDS if (place := table.column(name)) is not None]
    everybody = {student for one in assignments for student in one.grades}
    found: set[str] = set()
    headings = [table.headings[place] for place in places]
    rows: list[list[object]] = [
        [*headings, *(one.name if (at := columns[one.name]) is None else table.headings[at] for one in assignments)]
    ]
    worth = next((line for line in table.rows if squeezed(line.cells[kept[0] or 0]) == "pointspossible"), None)
    said = [""] * len(table.headings) if worth is None else list(worth.cells)
    rows.append(
        ["    Points Possible", *[""] * (len(places) - 1), *(_worth(said, columns, one) for one in assignments)]
    )
    for line in table.rows:
        if is_no_learner(table, line.cells):
            continue
        student = next((line.cells[place] for place in ids if line.cells[place] in everybody), None)
        if student is not None:
            found.add(student)
        points = [_points(one.grades.get(student) if student else None) for one in assignments]
        rows.append([*(line.cells[place] for place in places), *points])
    return _written(rows), sorted(everybody - found)


def _worth(said: Sequence[str], columns: Mapping[str, int | None], one: Assignment) -> str:
    at = columns[one.name]
    return (said[at] if at is not None else "") or f"{one.worth:g}"


def _column(table: Table, name: str) -> int | None:
    for at, heading in enumerate(table.headings):
        title, bracket, number = heading.rpartition(" (")
        plain = title if bracket and number.rstrip(")").isdigit() else heading
        if plain.casefold() == name.casefold():
            return at
    return None


def _table(headings: Sequence[str], learners: Iterable[Learner], assignments: Sequence[Assignment]) -> str:
    rows: list[list[object]] = [[*headings, *(one.name for one in assignments)]]
    for learner in learners:
        points = [_points(one.grades.get(learner.id)) for one in assignments]
        rows.append([learner.id, learner.first_name, learner.last_name, learner.email, *points])
    return _written(rows)


def _points(points: float | None) -> str:
    return "" if points is None else f"{round(points, 2):g}"


def _written(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[defused(cell) for cell in row] for row in rows])
    return text.getvalue()
