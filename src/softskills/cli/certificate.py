"""A learner's record of practice: `softskills certificate`."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, needing, writing


def certificate(
    answers: Annotated[Path, typer.Argument(help="Your answers file: answers.jsonl, or what the book saved.")],
    name: Annotated[str, typer.Option(help="Your name, as it's to stand there.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="A PDF; or an HTML page, which needs no extra and your browser prints."),
    ] = Path("record.pdf"),
    browser: Annotated[
        str | None,
        typer.Option(envvar="SOFTSKILLS_BROWSER", help="The path of Chrome or Chromium. Without it: any there is."),
    ] = None,
    course: CourseOption = None,
) -> None:
    """Make a record of practice from your own answers: which lessons you did, and when.

    It says nothing of how well, and isn't an assessment: it has a line for whoever vouches for something.
    """
    if output.suffix not in (".pdf", ".html"):
        raise typer.BadParameter(f"{output.name} ends in neither .pdf nor .html")
    if output.suffix == ".pdf":
        with needing("workbook", "certificate"):
            import playwright  # noqa: F401 - before anything is read
    page = _page(answers, name.strip(), course)
    with writing(output):
        if output.suffix == ".html":
            output.write_text(page, "utf-8")
        else:
            output.write_bytes(_printed(page, browser))
    typer.echo(f"{output} says which lessons you did, and when. It isn't an assessment, unless somebody signs for one.")


def _page(file: Path, name: str, named: Path | None) -> str:
    from softskills.answers import MAX_LOG_BYTES, parse_lines, read_untrusted
    from softskills.credentials.done import what_was_done
    from softskills.credentials.record import MAX_NAME, record_page
    from softskills.items import load_bank
    from softskills.items.outline import part_names

    if not 0 < len(name) <= MAX_NAME:
        raise typer.BadParameter(f"--name has {len(name)} characters; 1 to {MAX_NAME} fit")
    with faults_told():
        course = course_of(named)
        bank, parts = load_bank(course.data), part_names(course)
    try:
        content = read_untrusted(file, MAX_LOG_BYTES)
    except FileNotFoundError as error:
        raise typer.BadParameter(f"there is no file {file}") from error
    except ValueError as error:
        typer.echo(f"{error}. Nothing was written.", err=True)
        raise typer.Exit(1) from error
    log = parse_lines(content, file.name)
    for problem in log.problems:
        typer.echo(problem, err=True)
    done = what_was_done(bank, log.records)
    if not done.answered:
        typer.echo(f"{file} holds no answer to a scene of {course.settings.title}. Nothing was written.", err=True)
        raise typer.Exit(1)
    today = datetime.now(UTC).date()
    checksum = sha256(content).hexdigest()
    return record_page(done, name, course.settings.title, parts, checksum, today, course.settings.language)


def _printed(page: str, browser: str | None) -> bytes:
    """The page as a PDF, printed by a browser that runs nothing in it."""
    from playwright.sync_api import Error as BrowserError

    from softskills.cli.author import browser_here
    from softskills.publishing.workbook.printing import opened, pdf_of

    try:
        with TemporaryDirectory() as folder, opened(browser or browser_here()) as found:
            file = Path(folder) / "record.html"
            file.write_text(page, "utf-8")
            return pdf_of(found, file)
    except BrowserError as error:
        typer.echo(f"The browser doesn't print it: {error.message.splitlines()[0]}", err=True)
        typer.echo("Name Chrome or Chromium with --browser, or write a page: -o record.html", err=True)
        raise typer.Exit(1) from error
