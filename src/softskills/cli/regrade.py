"""`softskills regrade`."""

from __future__ import annotations

from typing import Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted


def regrade(
    assignment: Annotated[str, typer.Argument(help="The quiz, by the name of its folder in source/.")],
    drop: Annotated[list[str] | None, typer.Option(metavar="ITEM", help="This scenario counts for nobody.")] = None,
    full_marks: Annotated[
        list[str] | None, typer.Option(metavar="ITEM", help="Everybody has full points for this scenario.")
    ] = None,
    say: Annotated[str | None, typer.Option(help="What learners are told of it, in their feedback.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was dropped or given before.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without it you're told whose marks move.")] = False,
    course: NbgraderCourse = None,
) -> None:
    """Grade a class again, after its key was changed or to drop a scenario. First see whose marks move.

    Marks given by hand stay. What's dropped or given is noted in the key file, so it holds in later runs.
    """
    with needing("grade", "regrade"):
        from softskills.cli.instructor import _jobs
        from softskills.grading.class_run.pool import prepare

        prepare("softskills.grading.class_run.preload")
        from softskills.grading.class_run.regrade import intend
        from softskills.grading.class_run.regrade import regrade as grade_again
        from softskills.grading.class_run.run import CannotRun
        from softskills.grading.class_run.summary import bars, in_words

    root = nbgrader_course(course)
    try:
        found = intend(root, assignment, drop or [], full_marks or [], say, undo)
        for one in found.moves:
            typer.echo(f"{ascii(one.student)[1:-1]}: {one.before:g} to {one.after:g} ({one.after - one.before:+.4g})")
        typer.echo(f"{counted(len(found.moves), 'mark')} of {found.graded} would move.")
        if not apply:
            typer.echo("Nothing was changed. To do it, run the same command with --apply.")
            return
        with bars() as progress:
            summary = grade_again(root, assignment, found, _jobs(), progress)
    except CannotRun as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo(in_words(assignment, summary))
    raise typer.Exit(1 if summary.refused else 0)
