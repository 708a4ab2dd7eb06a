"""Take the whole course to another engine: `softskills export myst`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, needing, writing
from softskills.phrases import counted


def myst(
    output: Annotated[Path, typer.Option("--output", "-o", help="A folder of its own. It is written anew.")] = Path(
        "myst-edition"
    ),
    course: CourseOption = None,
) -> None:
    """Write the course as a project of MyST, which Jupyter Book 2 builds: all pages, with their scenes at work.

    The course's own files stay as they are. Then, in that folder: jupyter book start
    """
    with needing("book", "export myst"):
        from softskills.publishing.execution import CellFailed
        from softskills.publishing.myst import NotOurs, write_edition

    with faults_told(), writing(instead="Name another folder."):
        try:
            edition = write_edition(course_of(course), output)
        except (NotOurs, CellFailed) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
    typer.echo(f"{output} holds {counted(edition.pages, 'page')}, with {counted(len(edition.widgets), 'widget')}.")
    for page, what in edition.left_out.items():
        typer.echo(f"Left out of {page}: {', '.join(what)}.")
    typer.echo(f"To look at it: pip install 'jupyter-book>=2', and in {output}: jupyter book start")
