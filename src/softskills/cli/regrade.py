"""Grading again after a key has changed: `softskills regrade`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, jobs_here, nbgrader_course
from softskills.items import FULL_MARKS, LEFT_OUT, Adjusted
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.grading.class_run.regrade import Move


def regrade(
    assignment: Annotated[str, typer.Argument(help="The quiz, by the name of its folder in source/.")],
    drop: Annotated[
        list[str] | None, typer.Option(help="Leave this scene out for everybody. May be given several times.")
    ] = None,
    full_marks: Annotated[
        list[str] | None, typer.Option(help="Give everybody full marks for this scene. May be given several times.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without it, nothing is changed.")] = False,
    course: NbgraderCourse = None,
) -> None:
    """Say whose marks move, and by how much, after a key was changed or a scene turned out to be unsound; then do it.

    Marks that were given by hand stay. What's decided about a scene is noted in the key file.
    """
    with needing("grade", "regrade"):
        from softskills.grading.class_run.pool import prepare

        prepare("softskills.grading.class_run.preload")
        from softskills.grading.class_run.regrade import moves
        from softskills.grading.class_run.regrade import regrade as grade_again
        from softskills.grading.class_run.run import CannotRun
        from softskills.grading.class_run.summary import in_words

    if both := set(drop or []) & set(full_marks or []):
        raise typer.BadParameter(f"{', '.join(sorted(both))} can be left out or get full marks, and not both")
    adjusted: dict[str, Adjusted] = dict.fromkeys(drop or [], LEFT_OUT)
    adjusted |= dict.fromkeys(full_marks or [], FULL_MARKS)
    root = nbgrader_course(course)
    try:
        found = moves(root, assignment, adjusted)
        for move in found.moved:
            typer.echo(_line(move))
        typer.echo(
            f"{assignment}: the scenes' points, of {found.most:g}, {'move' if apply else 'would move'} for "
            f"{counted(len(found.moved), 'learner')}, and stay for {found.same}."
        )
        if not apply:
            typer.echo("Nothing was changed. To do it, the same again with --apply.")
            return
        typer.echo(in_words(assignment, grade_again(root, assignment, adjusted, jobs_here())))
    except CannotRun as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _line(move: Move) -> str:
    before = "nothing" if move.before is None else f"{move.before:g}"
    by = f" ({move.after - (move.before or 0):+g})"
    hand = "" if move.by_hand is None else f". A mark given by hand, {move.by_hand:g}, stays in their place"
    return f"  {move.student}: {before} -> {move.after:g}{by}{hand}"
