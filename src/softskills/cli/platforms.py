"""Commands for a class whose hand-ins come through a learning platform."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.items import ContentError
from softskills.phrases import counted

From = Annotated[
    Literal["moodle", "canvas", "blackboard", "folder"] | None,
    typer.Option("--from", help="Whose zip it is. Without it: told by the names of its files."),
]
Assignment = Annotated[str, typer.Option(help="The quiz, by the name of its folder in source/.")]


def collect_zip(
    file: Annotated[Path, typer.Argument(help="The zip that the platform makes of all hand-ins.")],
    assignment: Assignment,
    roster: Annotated[
        Path,
        typer.Option(help="Who is who: CSV with id, first_name, last_name, and perhaps username or canvas_id."),
    ],
    platform: From = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it. Without this it only says what it would do.")] = False,
    timezone: Annotated[
        str | None, typer.Option(help="Of Blackboard's clock, such as Europe/London. Without it: this machine's.")
    ] = None,
    time: Annotated[
        str | None,
        typer.Option(help="When it was handed in, where the platform doesn't say, as in 2027-03-01T12:00+00:00."),
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Bring the answer files from a platform's zip into submitted/, where `softskills grade` finds them.

    Nothing is written without --apply. What can't be taken is named, and the rest goes on: then the exit status is 1.
    """
    with needing("grade", "collect-zip"):
        from softskills.grading.exchange.copying import shown
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.platforms.archive import NoArchive
        from softskills.grading.platforms.collecting import ZipCollect, in_words
        from softskills.grading.platforms.layouts import Unknown
        from softskills.grading.platforms.roster import BadRoster, read_roster
        from softskills.grading.submission.errors import InstructorError

    try:
        zone = ZoneInfo(timezone) if timezone else datetime.now().astimezone().tzinfo or UTC
        when = datetime.fromisoformat(time).astimezone(UTC).replace(tzinfo=None) if time else None
    except (ValueError, LookupError, OSError) as error:
        raise typer.BadParameter(f"no such time or time zone: {error}") from error
    try:
        collect = ZipCollect(CourseAssignment(nbgrader_course(course), assignment))
        plan = collect.plan(file, read_roster(roster), platform, zone, when)
        for line in in_words(plan):
            typer.echo(line)
        if apply:
            collect.apply(plan)
    except (NoArchive, Unknown, BadRoster, InstructorError, ContentError, GradebookError, SystemExit) as error:
        typer.echo(f"Nothing was collected.\n{error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"Collecting stopped: {error}. What is in its place stays; run it again to go on.", err=True)
        raise typer.Exit(2) from error
    written = sum(one.is_written for one in plan.taken)
    late = sum(one.is_late for one in plan.taken)
    typer.echo(
        f"{platform or plan.platform}: {counted(len(plan.taken), 'hand-in')}, {late} late, {written} to write, "
        f"{len(plan.refused)} not taken, {counted(len(plan.missing), 'learner')} of the roster without one."
    )
    if plan.missing:
        typer.echo(f"Without one: {', '.join(map(shown, plan.missing))}")
    if not apply:
        typer.echo("Nothing was written. To do it, run it again with --apply.")
    elif written:
        typer.echo(f"Written. Now: softskills grade {assignment} --no-collect")
    raise typer.Exit(1 if plan.refused else 0)


def feedback_zip(
    assignment: Annotated[str, typer.Argument(help="The quiz, by the name of its folder in source/.")],
    download: Annotated[Path, typer.Option("--from", help="The zip that was collected.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write.")],
    also_unmarked: Annotated[
        bool, typer.Option("--also-unmarked", help="Also of those of whom something waits to be marked by hand.")
    ] = False,
    course: NbgraderCourse = None,
) -> None:
    """Put feedback into a zip that Moodle or Canvas takes back, with names by which each page finds its learner."""
    with needing("grade", "feedback-zip"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.class_rows import read_class
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.platforms.archive import NoArchive
        from softskills.grading.platforms.collecting import noted
        from softskills.grading.platforms.feedback import write_feedback
        from softskills.grading.platforms.layouts import Unknown
        from softskills.grading.submission.errors import InstructorError

    try:
        found = CourseAssignment(nbgrader_course(course), assignment)
        marks = read_class(found.settings.db_url, assignment).marks
        waiting = [] if also_unmarked else [learner for learner, one in marks.items() if one.unmarked]
        whose = noted(found)
        sent = write_feedback(found, download, output, whose, waiting)
    except (NoArchive, Unknown, InstructorError, GradebookError, SystemExit) as error:
        typer.echo(f"Nothing was written.\n{error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"{output} cannot be written: {error}.", err=True)
        raise typer.Exit(2) from error
    for line in sent.without:
        typer.echo(f"Without feedback: {line}")
    if any(learner in waiting for learner in whose.values()):
        typer.echo(
            f"Mark what waits, run softskills grade {assignment} --no-collect, and this again; or --also-unmarked."
        )
    typer.echo(f"{output} holds feedback for {counted(len(sent.learners), 'learner')}, named for {sent.platform}.")
