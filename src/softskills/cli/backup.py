"""`softskills backup` and `softskills restore`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.grading.keeping.backup import Backup


def backup(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Without it: backups/COURSE-DATE.zip in the course's folder.")
    ] = None,
    check: Annotated[Path | None, typer.Option(help="Make none, and look whether this one is whole.")] = None,
    course: NbgraderCourse = None,
) -> None:
    """Keep all that the course can't do without in one file: gradebook, source, keys, release, hand-ins, settings."""
    with _told("backup"):
        from softskills.grading.keeping.backup import check_backup, make_backup
        from softskills.grading.nbgrader.assignment import CourseAssignment

        if check:
            _tell(check_backup(check))
            typer.echo(f"{check} is whole.")
            return
        found = CourseAssignment(nbgrader_course(course), "")
        name = f"{found.settings.course_id or 'course'}-{datetime.now():%Y-%m-%d-%H%M%S}.zip"
        file = output or found.root / "backups" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        _tell(make_backup(found, file))
    typer.echo(f"The backup is in {file}, and was checked. It holds names, marks and keys.")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    to: Annotated[Path, typer.Option(help="The course's folder. What stands there is kept beside it.")],
) -> None:
    """Make the course's folder of a backup again. Nothing is lost: the folder that's there is moved aside."""
    with _told("restore"):
        from softskills.grading.keeping.backup import restore as unpack

        found, old = unpack(file, to)
    _tell(found)
    typer.echo(f"Restored in {to}.")
    if old:
        typer.echo(f"What stood there before is in {old}, with what a backup doesn't hold, such as the exchange.")
    typer.echo("Graded notebooks and feedback are made again by: softskills grade ASSIGNMENT --no-collect")


@contextmanager
def _told(command: str) -> Iterator[None]:
    with needing("grade", command):
        from softskills.grading.keeping.backup import NotKept

    try:
        yield
    except (NotKept, SystemExit) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}. Nothing was kept or restored.", err=True)
        raise typer.Exit(2) from error


def _tell(found: Backup) -> None:
    size = sum(one["size"] for one in found.files.values())
    typer.echo(f"{found.course_id}, {found.made}: {counted(len(found.files), 'file')}, {size / 1e6:.1f} MB.")
    for remark in found.remarks:
        typer.echo(remark)
