"""Commands for authors of courses."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal

import typer

from softskills.cli.common import CourseOption, course_of, course_of_copy, faults_told, needing, private_copy, root_of
from softskills.items import ScenarioKind
from softskills.phrases import counted

Kind = Literal["contrast", "say-first", ScenarioKind, "branching"]


def check(
    root: Annotated[
        Path | None, typer.Argument(help="The course's folder. Without it: the folder here or above with a course.yml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")] = False,
) -> None:
    """Check everything a learner or reader gets. The exit status is 1 when there are errors.

    In a private copy of the exercises, every assignment is looked through as before a release.
    """
    if not as_json and (copy := private_copy(root or Path.cwd())):
        from softskills.cli.own_items import check_copy

        raise typer.Exit(1 if check_copy(copy) else 0)
    with needing("author", "check"):  # not needed for --help, and slow to load
        from softskills.checks import check as check_course
        from softskills.checks import figures, gather, lines

    with faults_told():
        material = gather(root_of(root))
    findings = check_course(material)
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    summary = figures(material)
    if as_json:
        listed = [finding.as_json() for finding in findings]
        typer.echo(
            json.dumps({"errors": errors, "warnings": warnings, "findings": listed, "figures": summary}, indent=2)
        )
    else:
        for finding in findings:
            typer.echo(f"{finding.severity}: {finding}")
        for line in lines(summary, material.settings):
            typer.echo(line)
        typer.echo(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}")
    raise typer.Exit(1 if errors else 0)


def scenario(
    kind: Annotated[Kind, typer.Option(help="What the learner does with it.")],
    item_id: Annotated[str | None, typer.Argument(metavar="ID", help="Without it: the next number.")] = None,
    competency: Annotated[str | None, typer.Option(help="The id of the competency it trains.")] = None,
    file: Annotated[Path | None, typer.Option(help="Without it: the file of this competency.")] = None,
    course: CourseOption = None,
) -> None:
    """Write a template with comments at the end of a file, or into a new one. What a file holds stays as it is."""
    with needing("author", "new scenario"):
        from softskills.authoring.adding import add_scenario

    if competency is None and file is None:
        raise typer.BadParameter("say --competency, or the --file it goes to")
    with faults_told():
        added = add_scenario(course_of(course), kind, item_id, competency, file)
    typer.echo(f"{added.data['id']} stands at {added}.")
    typer.echo(f"To see it while you write: softskills preview {added.source.file}")


def new_course(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one. Its name becomes the course's id.")],
    title: Annotated[str | None, typer.Option(help="Without it: made from the folder's name.")] = None,
) -> None:
    """Make a small course that is whole: a lesson, practice items, and an assignment with its keys."""
    with needing("author", "new course"):
        from softskills.authoring.new_course import CannotMake, make_course, next_steps

    try:
        make_course(folder, title)
    except CannotMake as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{error.filename} cannot be written: {error.strerror}. Mend that, and start with an empty folder.")
        raise typer.Exit(1) from error
    typer.echo(next_steps(folder))


def preview(
    file: Annotated[Path, typer.Argument(help="A set of practice items, or the quiz.yml of an exercise.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="If it is busy: the next free one.")] = 8010,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Of a quiz: also the key, the feedback and the rubric.")
    ] = False,
) -> None:
    """Show a file of items in the browser, as learners see it, and again whenever it is saved. Ctrl-C stops it."""
    import webbrowser

    with needing("author", "preview"):
        from softskills.authoring.preview import Preview
        from softskills.authoring.server import start_server

    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    try:
        server = start_server(Preview(file, _keys_beside(file) if with_key else None), port)
    except OSError as error:
        raise typer.BadParameter(f"port {port} cannot be used: {error.strerror}") from error
    with server:
        typer.echo(f"{file} is shown at {server.url} and followed while you write. Ctrl-C stops it.")
        if browser:
            webbrowser.open(server.url)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    typer.echo("Stopped.")


def _keys_beside(file: Path) -> Path:
    from softskills.cli.own_items import keys_folder

    for above in file.resolve().parents:
        if (above / "nbgrader_config.py").is_file():
            return keys_folder(above)
    raise typer.BadParameter(f"{file} is no quiz of an nbgrader course, so it has no key apart")


def graph(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a branching scenario.")],
    output: Annotated[Path | None, typer.Option(help="An SVG file. Without it: _build/graphs/ID.svg.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print it as text, and draw nothing.")] = False,
    course: CourseOption = None,
) -> None:
    """Draw a branching scenario, with the scenes marked that nothing leads to or that lead nowhere."""
    from softskills.authoring.item_files import read_story
    from softskills.charts.stories.graph import graph_of, outline, summary

    with faults_told():
        copy = None if course else private_copy(Path.cwd())
        found = course_of_copy(copy) if copy else course_of(course)
        story, key, faults = read_story(found, item_id)
    for fault in faults:
        typer.echo(f"Drawn without effectiveness: {fault}", err=True)
    drawn = graph_of(story, key.effectiveness if key else {})
    if text:
        typer.echo(outline(drawn), nl=False)
        return
    with needing("figures", "graph"):
        from softskills.charts.stories.drawing import story_svg
    file = output or found.graphs / f"{item_id}.svg"
    if file.suffix != ".svg":
        raise typer.BadParameter(f"the drawing is SVG, and {file.name} does not end in .svg")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(story_svg(drawn), "utf-8")
    typer.echo("\n".join([*summary(story), f"Drawn in {file}."]))


def workbook(
    output: Annotated[Path | None, typer.Option(help="A PDF file. Without it: _build/workbook.pdf.")] = None,
    browser: Annotated[
        str | None,
        typer.Option(envvar="SOFTSKILLS_BROWSER", help="The path of Chrome or Chromium. Without it: any there is."),
    ] = None,
    course: CourseOption = None,
) -> None:
    """Print the built book as one workbook for paper: lessons, scenes by number, and the key at the end."""
    with needing("workbook", "workbook"):
        from playwright.sync_api import Error as BrowserError

        from softskills.publishing.workbook import NotBuilt, print_workbook

    with faults_told():
        found = course_of(course)
        file = output or found.workbook
        try:
            count = print_workbook(found, found.built_book, file, browser or browser_here())
        except NotBuilt as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        except BrowserError as error:
            typer.echo(f"The browser doesn't print it: {error.message.splitlines()[0]}", err=True)
            typer.echo("Name Chrome or Chromium with --browser, or run: playwright install chromium", err=True)
            raise typer.Exit(1) from error
    typer.echo(f"{counted(count, 'page')} in {file}.")


def browser_here() -> str | None:
    """The path of a browser that prints, if there is one where programs are looked for."""
    names = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
    return next((path for path in map(shutil.which, names) if path), None)


def schema(course: CourseOption = None) -> None:
    """Bring the JSON Schemas up to date, by which editors complete and check the content files."""
    with needing("author", "schema"):
        from softskills.authoring.schema import write_schemas

    with faults_told():
        written = write_schemas(course_of(course))
    for file, is_changed in written:
        typer.echo(f"{file}: {'written' if is_changed else 'as it was'}")
