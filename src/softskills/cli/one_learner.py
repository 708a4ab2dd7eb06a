"""One learner's data: `softskills learner export`, `softskills learner delete` and `softskills learner readmit`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.grading.keeping.one_learner import Held

learner = typer.Typer(no_args_is_help=True, help="All that the course holds of a learner: hand it over, or delete it.")
Whose = Annotated[str, typer.Argument(metavar="LEARNER", help="Their id in the gradebook.")]


@learner.command("export")
def export_one(
    student: Whose,
    output: Annotated[Path, typer.Option("--output", "-o", help="A zip file.")],
    course: NbgraderCourse = None,
) -> None:
    """Write everything of a learner into a zip file: gradebook, hand-ins, feedback, files in the exchange."""
    with _told():
        from softskills.grading.keeping.one_learner import export
        from softskills.grading.nbgrader.assignment import CourseAssignment

        held = export(CourseAssignment(nbgrader_course(course), ""), student, output)
    _tell(held)
    typer.echo(f"It is in {output}. It holds a learner's data, and what their feedback says of the key.")


@learner.command("delete")
def delete_one(
    student: Whose,
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without it you're told what would be done.")] = False,
    course: NbgraderCourse = None,
) -> None:
    """Delete everything of a learner, or nothing. They're kept out afterwards, also by a new class list."""
    with _told():
        from softskills.grading.keeping.one_learner import delete, held_of, settle_alone
        from softskills.grading.nbgrader.assignment import CourseAssignment

        found = CourseAssignment(nbgrader_course(course), "")
        if said := settle_alone(found):
            typer.echo(said)
        held = delete(found, student) if apply else held_of(found, student)
    _tell(held)
    if apply:
        typer.echo(f"All of this is deleted. To let them in again: softskills learner readmit {student}")
    else:
        typer.echo("Nothing was deleted. To do it, run the same command with --apply. Backups hold it all the same.")
    if held.named_in:
        typer.echo("Their id stands in these, which are of the whole class: make them anew, or delete them.")
        for file in held.named_in:
            typer.echo(f"  {file}")


@learner.command("readmit")
def readmit_one(student: Whose, course: NbgraderCourse = None) -> None:
    """Let in again a learner of whom everything was deleted. Nothing that was deleted comes back by it."""
    with _told():
        from softskills.grading.keeping.one_learner import settle_alone
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.removed import readmit

        root = nbgrader_course(course)
        settle_alone(CourseAssignment(root, ""))
        was = readmit(root, student)
    typer.echo(f"{student} can be in the class again." if was else f"{student} was not kept out.")


@contextmanager
def _told() -> Iterator[None]:
    with needing("grade", "learner"):
        from softskills.grading.keeping.one_learner import NotDone
        from softskills.grading.nbgrader.rows import GradebookError

    try:
        yield
    except (NotDone, GradebookError, ValueError, SystemExit) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}. Nothing was written.", err=True)
        raise typer.Exit(2) from error


def _tell(held: Held) -> None:
    typer.echo("In the gradebook: " + (", ".join(f"{n} in {table}" for table, n in held.rows.items()) or "nothing"))
    typer.echo(f"{counted(len(held.places), 'place')} with files:" if held.places else "No files.")
    for place in held.places:
        typer.echo(f"  {place}")
