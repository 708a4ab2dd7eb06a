"""The class list: `softskills roster import` and `softskills roster export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.grading.roster.people import Learner, Plan, Read

roster = typer.Typer(no_args_is_help=True, help="Take over a class list, and hand grades back.")


class For(StrEnum):
    """Who takes the grades."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    CSV = "csv"


@roster.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="From Moodle (participants or grades), Canvas's gradebook, or any CSV.")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without it you're told what would be done.")] = False,
    id_column: Annotated[
        str | None, typer.Option(help="The heading of the column of ids: what learners log in by here.")
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Write a class list into the gradebook. Nobody is taken out of it, and marks stay.

    The exit status is 1 when rows were refused; the others are taken all the same.
    """
    with needing("grade", "roster"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.class_list import read_list, write_list
        from softskills.grading.nbgrader.removed import is_removed
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.roster import people
        from softskills.grading.roster.tables import Unreadable, read_table

    root = nbgrader_course(course)
    try:
        table = read_table(file.read_bytes(), {*people.KNOWN, *([id_column] if id_column else [])})
        read = people.read_people(table, id_column, lambda student: is_removed(root, student))
        found = CourseAssignment(root, "")
        now = {ident: people.Learner(ident, **rest) for ident, rest in read_list(found).items()}
        plan = people.plan(now, read.learners)
        if apply:
            rows = [*plan.new, *(new for _, new in plan.changed.values())]
            fields = [
                (one.id, {"first_name": one.first_name, "last_name": one.last_name, "email": one.email}) for one in rows
            ]
            write_list(found, fields)
    except (Unreadable, GradebookError, ValueError, SystemExit) as error:
        _stop(f"{file}: {error}")
    except OSError as error:
        _stop(f"{file} cannot be read: {error.strerror}.")
    for line in _told(read, plan, apply):
        typer.echo(line)
    raise typer.Exit(1 if read.refused else 0)


@roster.command("export")
def export_grades(
    assignments: Annotated[list[str], typer.Argument(help="The assignments, each a column.")],
    for_: Annotated[For, typer.Option("--for", help="Who takes the grades.")] = For.CSV,
    canvas_file: Annotated[
        Path | None, typer.Option("--canvas-file", help="Canvas's own export of its gradebook, which is filled.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Without it: exports/grades-for-….csv in the course's folder.")
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Write grades as Moodle's or Canvas's importer takes them. Who isn't marked has a blank and is named."""
    with needing("grade", "roster"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.class_list import grades_of, read_list
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.roster import handing_over, people
        from softskills.grading.roster.tables import Unreadable, read_table

    if (for_ is For.CANVAS) != (canvas_file is not None):
        raise typer.BadParameter("--for canvas and --canvas-file FILE belong together: Canvas's own export is filled")
    root = nbgrader_course(course)
    try:
        found = CourseAssignment(root, "")
        learners = [people.Learner(ident, **rest) for ident, rest in read_list(found).items()]
        columns = [handing_over.Assignment(name, *grades_of(found, name)) for name in assignments]
        unknown: list[str] = []
        if canvas_file:
            text, unknown = handing_over.as_canvas(read_table(canvas_file.read_bytes(), people.KNOWN), columns)
        elif for_ is For.MOODLE:
            text = handing_over.as_moodle(learners, columns)
        else:
            text = handing_over.as_csv(learners, columns)
        target = output or root / "exports" / f"grades-for-{for_}.csv"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8" if for_ is For.CANVAS else "utf-8-sig", newline="")
    except (Unreadable, GradebookError, SystemExit) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}. Name another place.")
    for one in columns:
        given = [student for student, points in one.grades.items() if points is not None]
        waiting = sorted(student for student, points in one.grades.items() if points is None)
        missing = sorted({learner.id for learner in learners} - set(one.grades))
        typer.echo(f"{one.name}: {counted(len(given), 'grade')} of {one.worth:g} points.")
        _name("  Blank, because something waits to be marked", waiting)
        _name("  Blank, because nothing was graded", missing)
    _name("Not in Canvas's file, and so left out", unknown)
    typer.echo(f"They are in {target}.")


def _told(read: Read, plan: Plan, done: bool) -> list[str]:
    lines = [*read.remarks, f"Ids are from the column {read.id_heading!r}."]
    lines += [f"Line {one.line}, {one.id!a}: not taken, because {one.why}." for one in read.refused]
    lines += [f"New: {_person(one)}" for one in plan.new]
    lines += [f"Changed: {_person(old)} to {_person(new)}" for old, new in plan.changed.values()]
    total = (
        f"{len(plan.new)} new, {len(plan.changed)} changed, {len(plan.same)} as before, {len(read.refused)} refused."
    )
    lines.append(total)
    if plan.stay:
        lines.append(f"In the gradebook and not in the file, and they stay: {', '.join(map(_shown, plan.stay))}")
    if done:
        lines.append(f"Done. {counted(len(plan.new) + len(plan.changed), 'learner')} written.")
    else:
        lines.append("Nothing was changed. To do it, run the same command with --apply.")
    return lines


def _person(one: Learner) -> str:
    name = " ".join(filter(None, (one.first_name, one.last_name)))
    address = f" <{one.email}>" if one.email else ""
    return _shown(f"{one.id} {name}".strip() + address)


def _shown(text: str) -> str:
    """As it can be shown in a terminal: without what would steer it, or turn the direction of the line."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def _name(what: str, students: list[str]) -> None:
    if students:
        typer.echo(f"{what}: {', '.join(map(_shown, students))}")


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
