"""The command line `softskills`: thin commands, each of which loads what it needs when it is called."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Literal

import typer

from softskills.course import COURSE_FILE, MY_LESSONS, START, Course, course_at, find_course, root_above
from softskills.items import ContentError, ScenarioKind
from softskills.phrases import counted

app = typer.Typer(add_completion=False, no_args_is_help=True)
new = typer.Typer(no_args_is_help=True, help="Begin something new, from a template.")
app.add_typer(new, name="new")

CourseOption = Annotated[
    Path | None, typer.Option("--course", help="The course's folder. Without it: the folder here or above.")
]
Kind = Literal["contrast", "say-first", ScenarioKind, "branching"]


@app.callback()
def main() -> None:
    """Tools for a course: check, write, grade."""


@app.command()
def start(
    folder: Annotated[Path | None, typer.Argument(help="Your own folder. Without it: my-lessons.")] = None,
    only_lay: Annotated[bool, typer.Option("--only-lay", help="Lay the lessons, and don't start JupyterLab.")] = False,
    lab_port: Annotated[
        int, typer.Option(envvar="LAB_PORT", min=1, max=65535, help="If it is busy: the next free one.")
    ] = 8888,
    book_port: Annotated[
        int, typer.Option(envvar="BOOK_PORT", min=1, max=65535, help="Of the book, where it is built.")
    ] = 8000,
    course: CourseOption = None,
) -> None:
    """Lay the lessons into a folder of yours, or bring them up to date there, and open JupyterLab on it.

    Your answers, your notes and notebooks of your own are never touched, and a lesson that you changed is kept.
    """
    from softskills.desk.folder import CannotLay, lay_course
    from softskills.desk.serving import CannotStart, running_at, serve

    with _faults_told():
        found = course_at(course.resolve()) if course else find_course()
    in_course = Path.cwd().is_relative_to(found.root.resolve())
    place = folder or (found.root.resolve() if in_course else Path()) / MY_LESSONS
    if not only_lay and (address := running_at(place)):
        typer.echo(f"JupyterLab already runs on {place}, and shows the lessons as they were when it was started:\n")
        typer.echo(f"  {address}\n")
        return
    notice = ""
    try:
        for line in lay_course(found, place):
            typer.echo(line)
    except CannotLay as error:
        notice = str(error)
        typer.echo(notice, err=True)
        if only_lay or not (place / START).is_file():
            raise typer.Exit(1) from error
    if only_lay:
        return
    try:
        serve(found, place, notice, book_port, lab_port)
    except CannotStart as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@app.command()
def check(
    root: Annotated[
        Path | None, typer.Argument(help="The course's folder. Without it: the folder here or above with a course.yml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")] = False,
) -> None:
    """Check everything a learner or reader gets. The exit status is 1 when there are errors."""
    with _needing("author", "check"):  # not needed for --help, and slow to load
        from softskills.checks import check as check_course
        from softskills.checks import figures, gather, lines

    with _faults_told():
        material = gather(_course_root(root))
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


def _show_settings(asked: bool) -> None:
    if asked:
        with _needing("grade", "grade"):
            from softskills.grading.exchange.collecting import SafeCollect
            from softskills.grading.nbgrader.settings import settings_help

        typer.echo(settings_help(SafeCollect))
        raise typer.Exit


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="The quiz to grade, by the name of its folder in source/.")],
    course: Annotated[
        Path | None,
        typer.Option(help="The nbgrader course's folder. Without it: the one here or above with nbgrader_config.py."),
    ] = None,
    student: Annotated[str | None, typer.Option(help="Only this learner.")] = None,
    jobs: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that mark. One more writes, and is kept busy by two or three.")
    ] = min(3, max(1, (os.cpu_count() or 1) - 1)),
    collect: Annotated[bool, typer.Option(help="Collect what was newly handed in.")] = True,
    feedback: Annotated[bool, typer.Option(help="Make the feedback pages.")] = True,
    force: Annotated[bool, typer.Option(help="Grade again what is graded. Marks given by hand stay.")] = False,
    help_all: Annotated[
        bool,
        typer.Option(
            "--help-all",
            is_eager=True,
            callback=_show_settings,
            help="Show the settings of quizzes, and exit.",
        ),
    ] = False,
) -> None:
    """Collect, grade and make feedback for a whole class. Can be stopped and started again at any time.

    The exit status is 0 when all are graded, 1 when some submissions were refused, 2 when grading could not be done.
    """
    from softskills.grading.class_run.pool import prepare

    with _needing("grade", "grade"):
        prepare("softskills.grading.class_run.preload")  # this and the next lines each take more than a second
        from softskills.grading.class_run.run import CannotRun, Options, grade_class
        from softskills.grading.class_run.summary import bars, in_words

    options = Options(student, jobs, collect, feedback, force)
    try:
        with bars() as progress:
            summary = grade_class(_nbgrader_course(course), assignment, options, progress)
    except CannotRun as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        typer.echo("Stopped. Run the same command again to go on.", err=True)
        raise typer.Exit(130) from None
    typer.echo(in_words(assignment, summary))
    raise typer.Exit(1 if summary.refused else 0)


@new.command()
def scenario(
    kind: Annotated[Kind, typer.Option(help="What the learner does with it.")],
    item_id: Annotated[str | None, typer.Argument(metavar="ID", help="Without it: the next number.")] = None,
    competency: Annotated[str | None, typer.Option(help="The id of the competency it trains.")] = None,
    file: Annotated[Path | None, typer.Option(help="Without it: the file of this competency.")] = None,
    course: CourseOption = None,
) -> None:
    """Write a template with comments at the end of a file, or into a new one. What a file holds stays as it is."""
    with _needing("author", "new scenario"):
        from softskills.authoring.adding import add_scenario

    if competency is None and file is None:
        raise typer.BadParameter("say --competency, or the --file it goes to")
    with _faults_told():
        added = add_scenario(_course(course), kind, item_id, competency, file)
    typer.echo(f"{added.data['id']} stands at {added}.")
    typer.echo(f"To see it while you write: softskills preview {added.source.file}")


@new.command("course")
def new_course(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one. Its name becomes the course's id.")],
    title: Annotated[str | None, typer.Option(help="Without it: made from the folder's name.")] = None,
) -> None:
    """Make a small course that is whole: a lesson, practice items, and an assignment with its keys."""
    with _needing("author", "new course"):
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


@app.command()
def preview(
    file: Annotated[Path, typer.Argument(help="A set of practice items, or the quiz.yml of an exercise.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="If it is busy: the next free one.")] = 8010,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Show a file of items in the browser, as learners see it, and again whenever it is saved. Ctrl-C stops it."""
    import webbrowser

    with _needing("author", "preview"):
        from softskills.authoring.preview import Preview
        from softskills.authoring.server import start_server

    if not file.is_file():
        raise typer.BadParameter(f"there is no file {file}")
    try:
        server = start_server(Preview(file), port)
    except OSError as error:
        raise typer.BadParameter(f"port {port} cannot be used: {error.strerror}") from error
    with server:
        typer.echo(f"{file} is shown at {server.url} and followed while you write. Ctrl-C stops it.")
        if browser:
            webbrowser.open(server.url)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    typer.echo("Stopped.")


@app.command()
def graph(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a branching scenario.")],
    output: Annotated[Path | None, typer.Option(help="An SVG file. Without it: _build/graphs/ID.svg.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print it as text, and draw nothing.")] = False,
    course: CourseOption = None,
) -> None:
    """Draw a branching scenario, with the scenes marked that nothing leads to or that lead nowhere."""
    from softskills.authoring.graph import graph_of, outline, summary
    from softskills.authoring.item_files import read_story

    with _faults_told():
        found = _course(course)
        story, key, faults = read_story(found, item_id)
    for fault in faults:
        typer.echo(f"Drawn without effectiveness: {fault}", err=True)
    drawn = graph_of(story, key.effectiveness if key else {})
    if text:
        typer.echo(outline(drawn), nl=False)
        return
    with _needing("figures", "graph"):
        from softskills.authoring.drawing import story_svg
    file = output or found.graphs / f"{item_id}.svg"
    if file.suffix != ".svg":
        raise typer.BadParameter(f"the drawing is SVG, and {file.name} does not end in .svg")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(story_svg(drawn), "utf-8")
    typer.echo("\n".join([*summary(story), f"Drawn in {file}."]))


@app.command()
def workbook(
    output: Annotated[Path | None, typer.Option(help="A PDF file. Without it: _build/workbook.pdf.")] = None,
    browser: Annotated[
        str | None,
        typer.Option(envvar="SOFTSKILLS_BROWSER", help="The path of Chrome or Chromium. Without it: any there is."),
    ] = None,
    course: CourseOption = None,
) -> None:
    """Print the built book as one workbook for paper: lessons, scenes by number, and the key at the end."""
    with _needing("workbook", "workbook"):
        from playwright.sync_api import Error as BrowserError

        from softskills.publishing.workbook import NotBuilt, print_workbook

    with _faults_told():
        found = _course(course)
        file = output or found.workbook
        try:
            count = print_workbook(found, found.built_book, file, browser or _browser())
        except NotBuilt as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        except BrowserError as error:
            typer.echo(f"The browser doesn't print it: {error.message.splitlines()[0]}", err=True)
            typer.echo("Name Chrome or Chromium with --browser, or run: playwright install chromium", err=True)
            raise typer.Exit(1) from error
    typer.echo(f"{counted(count, 'page')} in {file}.")


def _browser() -> str | None:
    """The path of a browser that prints, if there is one where programs are looked for."""
    names = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
    return next((path for path in map(shutil.which, names) if path), None)


@app.command()
def schema(course: CourseOption = None) -> None:
    """Bring the JSON Schemas up to date, by which editors complete and check the content files."""
    with _needing("author", "schema"):
        from softskills.authoring.schema import write_schemas

    with _faults_told():
        written = write_schemas(_course(course))
    for file, is_changed in written:
        typer.echo(f"{file}: {'written' if is_changed else 'as it was'}")


def _course(named: Path | None) -> Course:
    """The course with its folder as seen from here, so that files in it are named as one would type them."""
    return course_at(Path(os.path.relpath(_course_root(named))))


@contextmanager
def _needing(extra: str, command: str) -> Iterator[None]:
    """Import what only an extra of the package brings, or say how to install it and end with exit status 2."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "softskills":
            raise
        message = f"softskills {command} needs the extra `{extra}`: pip install 'softskills[{extra}]'"
        typer.echo(f"{message}\nIt brings {error.name}, which is missing here.", err=True)
        raise typer.Exit(2) from error


@contextmanager
def _faults_told() -> Iterator[None]:
    """Tell of faults in the content, one a line, and end with exit status 1."""
    try:
        yield
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


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
    found = root_above(Path.cwd())
    if found is None:
        raise typer.BadParameter(f"no {COURSE_FILE} here or in a folder above; name the course's folder")
    return found
