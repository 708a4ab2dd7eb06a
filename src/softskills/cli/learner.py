"""Commands for learners."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import CourseOption, faults_told
from softskills.course import MY_LESSONS, START, course_at, find_course


def start(
    folder: Annotated[Path | None, typer.Argument(help="Your own folder. Without it: my-lessons.")] = None,
    only_lay: Annotated[bool, typer.Option("--only-lay", help="Lay the lessons, and don't start JupyterLab.")] = False,
    lab_port: Annotated[
        int, typer.Option(envvar="LAB_PORT", min=1, max=65535, help="If it is busy: the next free one.")
    ] = 8888,
    book_port: Annotated[
        int, typer.Option(envvar="BOOK_PORT", min=1, max=65535, help="Of the book, where it is built.")
    ] = 8000,
    build_book: Annotated[
        bool, typer.Option("--build-book", help="Build the book beside it, by the course's `make book`.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Lay the lessons into a folder of yours, or bring them up to date there, and open JupyterLab on it.

    Your answers, your notes and notebooks of your own are never touched, and a lesson that you changed is kept.
    """
    from softskills.desk.folder import CannotLay, lay_course
    from softskills.desk.ports import CannotStart
    from softskills.desk.serving import running_at, serve

    with faults_told():
        found = course_at(course.resolve()) if course else find_course()
    in_course = Path.cwd().is_relative_to(found.root.resolve())
    place = folder or (found.root.resolve() if in_course else Path()) / MY_LESSONS
    if not only_lay and (address := running_at(place)):
        typer.echo(f"JupyterLab already runs on {place}, and shows the lessons as they were when it was started:\n")
        typer.echo(f"  {address}\n")
        return
    notice = ""
    try:
        for line in lay_course(found, place):
            typer.echo(line)
    except CannotLay as error:
        notice = str(error)
        typer.echo(notice, err=True)
        if only_lay or not (place / START).is_file():
            raise typer.Exit(1) from error
    if only_lay:
        return
    try:
        serve(found, place, notice, book_port, lab_port, ["make", "book"] if build_book else ())
    except CannotStart as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
