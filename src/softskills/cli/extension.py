"""More time for one learner: `softskills extension`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course

if TYPE_CHECKING:
    from softskills.grading.nbgrader.deadlines import Deadlines


def extension(
    assignment: Annotated[str, typer.Argument(help="The assignment, by the name of its folder in source/.")],
    student: Annotated[
        str | None, typer.Argument(metavar="[LEARNER]", help="Whose. Without it: show who has more time.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            help='A due date of their own, "2027-03-21 18:00", in this computer\'s time unless a zone follows.'
        ),
    ] = None,
    days: Annotated[float | None, typer.Option(min=0, help="So many days after the due date of the others.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
    course: NbgraderCourse = None,
) -> None:
    """Give a learner more time, or show who has it. It counts for being late, for --in-time and in the status.

    What was graded as late is put right when it's graded again: softskills grade ASSIGNMENT --force
    """
    with needing("grade", "extension"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.rows import GradebookError, open_rows

    if student and [until is not None, days is not None, remove].count(True) != 1:
        raise typer.BadParameter("say one of --until, --days and --remove")
    try:
        with open_rows(CourseAssignment(nbgrader_course(course), assignment)) as rows:
            due = rows.deadlines().due
            if student:
                if due is None and not remove:
                    raise GradebookError(
                        f"{assignment} has no due date, so there is nothing to extend. To set one:\n"
                        f'nbgrader db assignment add {assignment} --duedate="2027-03-19 18:00 UTC"'
                    )
                try:
                    rows.extend(student, None if remove or due is None else _length(due, until, days))
                except KeyError:
                    raise GradebookError(
                        f"There is no learner {student!r} in the gradebook, and nothing was changed. Who is in "
                        "it: nbgrader db student list"
                    ) from None
            for line in _told(assignment, rows.deadlines(), student):
                typer.echo(line)
    except (GradebookError, SystemExit) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _length(due: datetime, until: str | None, days: float | None) -> timedelta:
    from softskills.grading.nbgrader.timestamps import parse_local_time

    if until is None:
        return timedelta(days=days or 0)
    try:
        length = parse_local_time(until) - due
    except ValueError as error:
        raise typer.BadParameter(f"{error}: write it like 2027-03-21 18:00") from error
    if length <= timedelta():
        raise typer.BadParameter(f"{until} is not after the due date of the others, {_moment(due)}")
    return length


def _told(assignment: str, deadlines: Deadlines, only: str | None) -> list[str]:
    due = "has no due date" if deadlines.due is None else f"is due {_moment(deadlines.due)}"
    found = {one: deadlines.of(one) for one in sorted(deadlines.extensions) if only in (None, one)}
    lines = [f"{one}: until {_moment(own)}" for one, own in found.items() if own]
    if not lines:
        return [f"{assignment} {due}. " + (f"No more time for {only}." if only else "Nobody has more time.")]
    return [f"{assignment} {due}. More time:", *lines]


def _moment(time: datetime) -> str:
    """A time in UTC as this computer's, with its zone."""
    return f"{time.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M %Z}"
