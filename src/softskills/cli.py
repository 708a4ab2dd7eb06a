"""The command line: `softskills check` and `softskills grade`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def main() -> None:
    """Tools for the course Building Soft Skills."""


@app.command()
def check(
    root: Annotated[
        Path | None, typer.Argument(help="The course's folder. Without it: the folder here or above with a _toc.yml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")] = False,
) -> None:
    """Check everything a learner or reader gets. The exit status is 1 when there are errors."""
    from softskills.checks import check as check_course  # not needed for --help, and slow to load
    from softskills.checks import figures, gather

    course = gather(_course_root(root))
    findings = check_course(course)
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    summary = figures(course)
    if as_json:
        listed = [finding.as_json() for finding in findings]
        typer.echo(
            json.dumps({"errors": errors, "warnings": warnings, "findings": listed, "figures": summary}, indent=2)
        )
    else:
        for finding in findings:
            typer.echo(f"{finding.severity}: {finding}")
        typer.echo("; ".join(f"{name}: {_shown(value)}" for name, value in summary.items()))
        typer.echo(f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}")
    raise typer.Exit(1 if errors else 0)


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="The quiz to grade, by the name of its folder in source/.")],
    course: Annotated[
        Path | None,
        typer.Option(help="The nbgrader course's folder. Without it: the one here or above with nbgrader_config.py."),
    ] = None,
    student: Annotated[str | None, typer.Option(help="Only this learner.")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes at work.")] = os.cpu_count() or 1,
    collect: Annotated[bool, typer.Option(help="Collect what was newly handed in.")] = True,
    feedback: Annotated[bool, typer.Option(help="Make the feedback pages.")] = True,
    force: Annotated[bool, typer.Option(help="Grade again what is graded. Marks given by hand stay.")] = False,
) -> None:
    """Collect, grade and make feedback for a whole class. Can be stopped and started again at any time.

    The exit status is 0 when all are graded, 1 when some submissions were refused, 2 when grading could not be done.
    """
    from softskills.grading.pool import prepare

    prepare("softskills.grading.working")  # this and the next lines each take more than a second
    from softskills.grading.bulk import CannotRun, Wishes, grade_class
    from softskills.grading.report import bars, in_words

    wishes = Wishes(student, jobs, collect, feedback, force)
    try:
        with bars() as progress:
            summary = grade_class(_nbgrader_course(course), assignment, wishes, progress)
    except CannotRun as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        typer.echo("Stopped. Run the same command again to go on.", err=True)
        raise typer.Exit(130) from None
    typer.echo(in_words(assignment, summary))
    raise typer.Exit(1 if summary.refused else 0)


def _nbgrader_course(named: Path | None) -> Path:
    if named:
        return named.resolve()
    here = Path.cwd()
    for folder in (here, here / "exercises", *here.parents):
        if (folder / "nbgrader_config.py").is_file():
            return folder
    raise typer.BadParameter("no nbgrader_config.py here or in a folder above; name the course's folder with --course")


def _course_root(named: Path | None) -> Path:
    if named:
        if not named.is_dir():
            raise typer.BadParameter(f"{named} is not a folder")
        return named.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "_toc.yml").is_file():
            return folder
    raise typer.BadParameter("no _toc.yml here or in a folder above; name the course's folder")


def _shown(value: float | list[str]) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return f"{value:.0%}" if isinstance(value, float) else str(value)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
