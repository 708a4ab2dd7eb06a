"""The commands that take the course to a learning platform as a package, and bring the answers back from there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, cast
from urllib.parse import urlsplit

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, needing, writing
from softskills.phrases import counted


def scorm(
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write.")],
    part: Annotated[int | None, typer.Option(help="The part that counts. Without it: all of them.")] = None,
    version: Annotated[str, typer.Option(help="1.2, which every platform knows, or 2004 (4th edition).")] = "1.2",
    course: CourseOption = None,
) -> None:
    """Make a package of SCORM of the built book, for a learning platform such as Moodle.

    Answers stay in the learner's browser and go to the platform, and to nobody else.
    """
    if version not in ("1.2", "2004"):
        raise typer.BadParameter(f"{version} is neither 1.2 nor 2004")
    with needing("book", "export scorm"):
        from softskills.packages.contents import Version
        from softskills.packages.scorm import NoPackage, write_package

    with faults_told(), writing(output):
        found = course_of(course)
        try:
            count = write_package(found, found.built_book, output, part, cast("Version", version))
        except NoPackage as error:
            typer.echo(f"Nothing was written. {error}", err=True)
            raise typer.Exit(2) from error
    size = round(output.stat().st_size / 1e6, 1)
    what = "the course" if part is None else f"the course, of which part {part} counts"
    typer.echo(f"{output} is {what} as SCORM {version}: {counted(count, 'file')}, {size} MB.")


def answers(
    file: Annotated[Path, typer.Argument(help="What the platform noted: JSON, or a table as CSV or with tabs.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file of answers; of several learners a folder for their files.")
    ],
    also_erased: Annotated[
        bool, typer.Option("--also-erased", help="Also what a learner erased in the course later on.")
    ] = False,
) -> None:
    """Make a learner's answers.jsonl from the interactions that a platform noted of a package.

    What isn't whole is named, and the rest goes on: then the exit status is 1.
    """
    from softskills.packages.answer_files import write_answers
    from softskills.packages.tables import NotRead

    with writing(output):
        try:
            written, problems = write_answers(file, output, also_erased=also_erased)
        except NotRead as error:
            typer.echo(f"Nothing was written. {error}.", err=True)
            raise typer.Exit(2) from error
    for problem in problems:
        typer.echo(f"Left out: {problem}", err=True)
    for target, count in written.items():
        typer.echo(f"{target}: {counted(count, 'answer')}.")
    raise typer.Exit(1 if problems else 0)


def xapi(
    file: Annotated[Path, typer.Argument(help="A file of answers, such as answers.jsonl.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The JSON file to write.")],
    learner: Annotated[str, typer.Option(help="Whose answers these are, by the name of their account.")],
    home: Annotated[str, typer.Option(help="The course's own address: accounts and questions have theirs below it.")],
    to: Annotated[str | None, typer.Option(help="A record store to send it to as well. Without it: to nobody.")] = None,
    login: Annotated[
        str, typer.Option(envvar="SOFTSKILLS_XAPI_LOGIN", help="For the store, as name:password.", show_default=False)
    ] = "",
    course: CourseOption = None,
) -> None:
    """Make statements of xAPI from a file of answers: a file, and nothing leaves this computer unless you say --to."""
    from softskills.answers import read
    from softskills.items import load_bank
    from softskills.packages.record_store import NotSent, send
    from softskills.packages.xapi import statements_of

    if urlsplit(home).scheme not in ("http", "https") or not urlsplit(home).hostname:
        raise typer.BadParameter(f"--home {home} is no address such as https://example.org/course")
    if not file.is_file():
        raise typer.BadParameter(f"{file} isn't there")
    with faults_told():
        found = course_of(course)
        log = read(file)
        statements = statements_of(log.records, load_bank(found.data), learner, home, found.settings.language)
    for problem in log.problems:
        typer.echo(problem, err=True)
    with writing(output):
        output.write_text(json.dumps(statements, ensure_ascii=False, indent=1) + "\n", "utf-8")
    typer.echo(f"{output}: {counted(len(statements), 'statement')}.")
    if to:
        try:
            send(statements, to, login)
        except NotSent as error:
            typer.echo(f"Not all was sent: {error}. Run it again; what is there stays as it is.", err=True)
            raise typer.Exit(2) from error
        typer.echo(f"{to} has them.")
    raise typer.Exit(1 if log.problems else 0)
