"""The command line: `softskills check`."""

from __future__ import annotations

import json
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
