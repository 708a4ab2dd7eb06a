"""What the commands have in common: how faults are told, and where the course is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from softskills.course import COURSE_FILE, Course, Settings, course_at, root_above
from softskills.course.settings import Folders
from softskills.items import ContentError

CourseOption = Annotated[
    Path | None, typer.Option("--course", help="The course's folder. Without it: the folder here or above.")
]


@contextmanager
def needing(extra: str, command: str) -> Iterator[None]:
    """Import what only an extra of the package brings, or say how to install it and end with exit status 2."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "softskills":
            raise
        message = f"softskills {command} needs the extra `{extra}`: pip install 'softskills[{extra}]'"
        typer.echo(f"{message}\nIt brings {error.name}, which is missing here.", err=True)
        raise typer.Exit(2) from error


@contextmanager
def faults_told() -> Iterator[None]:
    """Tell of faults in the content, one a line, and end with exit status 1."""
    try:
        yield
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@contextmanager
def writing(file: Path | None = None, instead: str = "Name another place with -o.") -> Iterator[None]:
    """Say which file cannot be written and why, and end with exit status 2. Without `file` the error names it."""
    try:
        yield
    except OSError as error:
        typer.echo(f"{file or error.filename} cannot be written: {error.strerror or error}. {instead}", err=True)
        raise typer.Exit(2) from error


def course_of(named: Path | None) -> Course:
    """The course with its folder as seen from here, so that files in it are named as one would type them."""
    return course_at(Path(os.path.relpath(root_of(named))))


def root_of(named: Path | None) -> Path:
    if named:
        if not named.is_dir():
            raise typer.BadParameter(f"{named} is not a folder")
        return named.resolve()
    found = root_above(Path.cwd())
    if found is None:
        raise typer.BadParameter(f"no {COURSE_FILE} here or in a folder above; name the course's folder")
    return found


def private_copy(folder: Path) -> Path | None:
    """The private copy of a course's exercises that a folder is, if it's one: an nbgrader course outside a course."""
    is_one = (folder / "nbgrader_config.py").is_file() and root_above(folder) is None
    return Path(os.path.relpath(folder)) if is_one else None


def course_of_copy(copy: Path) -> Course:
    """A private copy as a course, with its quizzes and nothing else."""
    settings = Settings(
        format=1, id="private-copy", title="Private copy", language="en", folders=Folders(exercises=".", data=".")
    )
    return Course(data=copy, root=copy, settings=settings)
