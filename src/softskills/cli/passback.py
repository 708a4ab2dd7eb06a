"""Grades back to the platform by LTI: `softskills passback` and `softskills passback-key`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.phrases import counted

if TYPE_CHECKING:
    from softskills.grading.passback.plan import Change, Plan
    from softskills.grading.passback.run import Outcome


def passback(
    assignment: Annotated[str, typer.Argument(help="The assignment, by the name of its folder in source/.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Send them. Without it you're told what would be sent.")
    ] = False,
    comments: Annotated[bool, typer.Option("--comments", help="Send the comments too that markers typed.")] = False,
    also_unmarked: Annotated[
        bool, typer.Option("--also-unmarked", help="Send points so far of those who have something unmarked.")
    ] = False,
    ids: Annotated[
        Path | None,
        typer.Option(help="A table with the columns id and lms_user_id, for those without one in the class list."),
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Send grades to the learning platform that lti.yml names. Only what changed is sent, and nothing twice.

    The exit status is 1 when the platform refused somebody, 2 when it could not be done or not to the end.
    """
    with needing("lti", "passback"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.passback import run
        from softskills.grading.passback.client import Client
        from softskills.grading.passback.settings import NoPlatform, key_place, read_key, read_platform
        from softskills.grading.roster.tables import Unreadable

    root = nbgrader_course(course)
    try:
        platform = read_platform(root)
        key = read_key(key_place(root, platform))
        found = CourseAssignment(root, assignment)
        users = run.users_of(found, ids)
        if not apply:
            notes = run.notes_of(found, platform.lineitems)
            graded, plan = run.planned(found, users, notes, also_unmarked, comments)
            _tell_plan(plan, graded.ungraded)
            typer.echo("Nothing was sent. To do it, run the same command with --apply.")
            return
        client = Client(platform, key)
        try:
            plan, outcome = run.send(found, client, users, also_unmarked, comments)
        finally:
            client.close()
        _tell_plan(plan, run.read_graded(found).ungraded)
    except Unreadable as error:
        _stop(f"{ids}: {error}")
    except (NoPlatform, GradebookError, SystemExit) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename} cannot be read: {error.strerror}.")
    except KeyboardInterrupt:
        typer.echo("Stopped. What was sent is noted. Run the same command again to go on.", err=True)
        raise typer.Exit(130) from None
    _tell_outcome(outcome, plan)


def passback_key(course: NbgraderCourse = None) -> None:
    """Show the public half of the key that lti.yml names, as the platform's page of the tool takes it.

    Where there's no key yet, one is made. Only you can read it.
    """
    with needing("lti", "passback-key"):
        from softskills.grading.passback.client import ALGORITHM
        from softskills.grading.passback.settings import (
            NoPlatform,
            key_id,
            key_place,
            make_key,
            read_key,
            read_platform,
        )

    root = nbgrader_course(course)
    try:
        platform = read_platform(root)
        file = key_place(root, platform)
        try:
            key = make_key(file)
            typer.echo(f"{file} is your new key. Only you can read it.", err=True)
        except FileExistsError:
            key = read_key(file)
    except NoPlatform as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename} cannot be written: {error.strerror}. Name another place in lti.yml.")
    typer.echo(key.as_pem(private=False).decode().strip())
    public = {**key.as_dict(private=False), "kid": key_id(platform, key), "alg": ALGORITHM, "use": "sig"}
    typer.echo(json.dumps(public))


def _tell_plan(plan: Plan, ungraded: tuple[str, ...]) -> None:
    for change in plan.changes:
        typer.echo(_change(change))
    for student, why in plan.held_back.items():
        typer.echo(f"{_shown(student)}: held back, because {_shown(why)}.")
    if plan.without_id:
        typer.echo(f"Without an id of the platform, and so left out: {', '.join(map(_shown, plan.without_id))}")
    if ungraded:
        typer.echo(f"Nothing of theirs was graded: {', '.join(map(_shown, ungraded))}")
    typer.echo(
        f"{len(plan.changes)} to send, {len(plan.same)} there already, {len(plan.held_back)} held back, "
        f"{len(plan.without_id)} without an id."
    )


def _tell_outcome(outcome: Outcome, plan: Plan) -> None:
    if outcome.is_new:
        typer.echo(f"Made on the platform: {_shown(outcome.line_item)}")
    for student, why in outcome.refused.items():
        typer.echo(
            f"{_shown(student)}: the platform refused the score, and it's not noted as sent: {_shown(why)}",
            err=True,
        )
    if outcome.ended:
        left = len(plan.changes) - len(outcome.sent) - len(outcome.refused)
        typer.echo(f"Not to the end. Of the platform: {_shown(outcome.ended)}", err=True)
        typer.echo(
            f"{counted(len(outcome.sent), 'score')} sent and noted, {left} not. "
            "Run the same command again to go on: nothing is sent twice.",
            err=True,
        )
        raise typer.Exit(2)
    typer.echo(f"Done. {counted(len(outcome.sent), 'score')} sent.")
    raise typer.Exit(1 if outcome.refused else 0)


def _change(change: Change) -> str:
    score, sent = change.score, change.before.sent
    before = f"{sent['given']:g} of {sent['maximum']:g}" if sent else "nothing"
    more = [] if score.is_final else ["points so far"]
    if score.comment is not None:
        more.append("with a comment" if score.comment else "its comment is taken back")
    if change.before.trying:
        more.append("was under way before")
    tail = f" ({', '.join(more)})" if more else ""
    return f"{_shown(change.student)}: {before} -> {score.given:g} of {score.maximum:g}{tail}"


def _shown(text: str) -> str:
    """As it can be shown in a line of a terminal, whoever wrote it."""
    from softskills.grading.quiz.plain import in_a_line

    return in_a_line(text)


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)
