"""Begin an assignment or a cohort of one's own: `softskills new assignment`, `softskills new cohort`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted


def assignment(
    name: Annotated[str, typer.Argument(help="Small letters, digits and hyphens, such as spring.")],
    title: Annotated[str | None, typer.Option(help="Without it: made from the name.")] = None,
    from_bank: Annotated[
        Path | None, typer.Option("--from-bank", metavar="FILE", help="A private bank, such as bank/mine.yml.")
    ] = None,
    items: Annotated[
        str | None, typer.Option(help="The ids of what is drawn from the bank, in their order: a,b,c")
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Make an assignment of your own: quiz, keys, notebook and marking page, with points that add up.

    Without a bank it holds placeholders to write over. With one it's drawn from that; again, with other items, writes
    it anew and says what changed.
    """
    from softskills.authoring.own_items.making import Folders, draw_assignment, new_assignment

    if (from_bank is None) != (items is None):
        raise typer.BadParameter("--from-bank and --items go together: the one names the file, the other what to draw")
    root = nbgrader_course(course)
    folders = Folders(root / "source", keys_folder(root))
    with faults_told():
        try:
            if from_bank is None:
                told = new_assignment(folders, name, title)
            else:
                picked = [one.strip() for one in (items or "").split(",") if one.strip()]
                told = draw_assignment(folders, name, from_bank, picked, title)
        except OSError as error:
            typer.echo(f"{error.filename} can't be written: {error.strerror}.", err=True)
            raise typer.Exit(2) from error
    typer.echo("\n".join(told))
    typer.echo(
        f"To see it while you write: softskills preview --with-key {folders.source / name}/quiz.yml\n"
        f"To look it through: softskills check {root}"
    )
    if (root / "release" / name).is_dir():
        typer.echo(f"Learners have what was released before, until: nbgrader generate_assignment {name}")


def cohort(
    name: Annotated[str, typer.Argument(help="The class, such as spring-27. It becomes the course id.")],
    folder: Annotated[Path | None, typer.Argument(help="A new folder. Without it: one of this name, here.")] = None,
    exchange: Annotated[
        Path | None, typer.Option(help="Where work changes hands, for all classes. Made, and opened to all accounts.")
    ] = None,
    course: CourseOption = None,
) -> None:
    """Set up a private copy of the exercises for one class, with a course id of its own."""
    from softskills.authoring.own_items.cohort import CannotSetUp, set_up_cohort

    with faults_told():
        found = course_of(course)
    try:
        made = set_up_cohort(found, name, folder or Path(name), exchange)
    except CannotSetUp as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{error.filename} can't be written: {error.strerror}.", err=True)
        raise typer.Exit(2) from error
    typer.echo(f"{made.folder} is the course {made.course_id}, and only you can read it.")
    for line in made.to_do:
        typer.echo(f"To do: {line}")
    if exchange is None:
        typer.echo(f"Its exchange is {made.exchange}, for a trial on your own. For a class, name one with --exchange.")
    else:
        typer.echo(
            f"Learners need these two lines in their ~/.jupyter/nbgrader_config.py, or in one for the whole computer:\n"
            f'  c.CourseDirectory.course_id = "{made.course_id}"\n'
            f"  c.Exchange.root = {str(made.exchange)!r}"
        )
    typer.echo(f"Now: cd {made.folder}")


def check_copy(root: Path) -> int:
    """Look through every assignment in a private copy as before a release, and print what is found. Returns the number
    of errors.
    """
    from softskills.course import QUIZ_FILE

    with needing("grade", "check"):
        from softskills.grading.submission.before_release import before_release
    keys, errors, warnings = keys_folder(root), 0, 0
    files = sorted((root / "source").glob(f"*/{QUIZ_FILE}"))
    for file in files:
        found = before_release(file.parent, keys, root)
        errors += len(found.faults)
        warnings += len(found.to_know)
        for line in found.faults:
            typer.echo(f"error: {line}")
        for line in found.to_know:
            typer.echo(f"warning: {line}")
    typer.echo(f"{counted(len(files), 'assignment')}: {counted(errors, 'error')}, {counted(warnings, 'warning')}")
    return errors


def keys_folder(root: Path) -> Path:
    """Where the keys of an nbgrader course lie, by its settings."""
    with needing("grade", "new assignment"):
        from softskills.grading.nbgrader.settings import course_app, quiz_settings

    try:
        return quiz_settings(course_app(root).config).keys_folder(root)
    except SystemExit as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
