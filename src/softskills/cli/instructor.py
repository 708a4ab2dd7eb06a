"""Commands for instructors."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import CourseOption, course_of, faults_told, needing, writing
from softskills.course import nbgrader_course_near
from softskills.items import ContentError
from softskills.phrases import counted

NbgraderCourse = Annotated[
    Path | None,
    typer.Option(
        "--course", help="The nbgrader course's folder. Without it: the one here or above with nbgrader_config.py."
    ),
]


def jobs_here() -> int:
    return min(3, max(1, (os.cpu_count() or 1) - 1))


def _show_settings(asked: bool) -> None:
    if asked:
        with needing("grade", "grade"):
            from softskills.grading.exchange.collecting import SafeCollect
            from softskills.grading.nbgrader.settings import settings_help

        typer.echo(settings_help(SafeCollect))
        raise typer.Exit


def grade(
    assignment: Annotated[str, typer.Argument(help="The quiz to grade, by the name of its folder in source/.")],
    course: NbgraderCourse = None,
    student: Annotated[str | None, typer.Option(help="Only this learner.")] = None,
    jobs: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that mark. One more writes, and is kept busy by two or three.")
    ] = jobs_here(),
    collect: Annotated[bool, typer.Option(help="Collect what was newly handed in.")] = True,
    feedback: Annotated[bool, typer.Option(help="Make the feedback pages.")] = True,
    force: Annotated[bool, typer.Option(help="Grade again what is graded. Marks given by hand stay.")] = False,
    in_time: Annotated[
        bool | None,
        typer.Option(
            "--in-time/--also-late",
            help="From now on, also in later runs: whoever handed in something in time keeps that, and later versions "
            "are left. Extensions count. Or: the newest version is taken, as at first.",
        ),
    ] = None,
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

    with needing("grade", "grade"):
        prepare("softskills.grading.class_run.preload")  # this and the next lines each take more than a second
        from softskills.grading.class_run.run import CannotRun, Options, grade_class
        from softskills.grading.class_run.summary import bars, in_words

    if in_time is not None and not collect:
        raise typer.BadParameter("--in-time and --also-late say what is collected, and --no-collect collects nothing")
    options = Options(student, jobs, collect, feedback, force, in_time)
    try:
        with bars() as progress:
            summary = grade_class(nbgrader_course(course), assignment, options, progress)
    except CannotRun as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        typer.echo("Stopped. Run the same command again to go on.", err=True)
        raise typer.Exit(130) from None
    typer.echo(in_words(assignment, summary))
    raise typer.Exit(1 if summary.refused else 0)


def status(
    assignment: Annotated[
        str | None, typer.Argument(help="One assignment, with its learners. Without it: all.")
    ] = None,
    course: NbgraderCourse = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, for programs.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write it to this file, as a table for a spreadsheet.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write it to this file, as a page that needs no network.")] = None,
) -> None:
    """Say where the class stands: who is missing, late, damaged, not collected, not graded, unmarked, or has old marks.

    With names and addresses for a reminder. Nothing in the course is changed.
    """
    with needing("grade", "status"):
        from softskills.grading.class_status import telling
        from softskills.grading.class_status.page import as_page
        from softskills.grading.class_status.reading import CannotRead, assignments, read_status

    root = nbgrader_course(course)
    try:
        found = [read_status(root, name) for name in ([assignment] if assignment else assignments(root))]
        if csv:
            csv.write_text(telling.as_csv(found), "utf-8-sig", newline="")  # spreadsheets know UTF-8 by its mark
        if html:
            html.write_text(as_page(found), "utf-8")
    except (CannotRead, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    if as_json:
        data = [telling.as_data(one) for one in found]
        typer.echo(json.dumps(data[0] if assignment else data, ensure_ascii=False, indent=2))
    elif not (csv or html):
        typer.echo("\n".join(telling.in_words(one) if assignment else telling.summary(one) for one in found))


def report(
    assignment: Annotated[str, typer.Argument(help="The quiz, by the name of its folder in source/.")],
    output: Annotated[
        Path | None, typer.Option(help="An HTML file. Without it: reports/ASSIGNMENT.html in the course's folder.")
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FOLDER", help="Write the tables as CSV files too, into this folder."),
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Show what a class made of an assignment: scores, each situation and option, paths, and what to rewrite.

    One page of HTML that needs no network. It holds names and keys, so keep it with the gradebook.
    """
    with needing("grade", "report"):
        from softskills.cli.class_report import read_report
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.submission.errors import InstructorError
        from softskills.reports.classes import page_of, write_tables

    root = nbgrader_course(course)
    try:
        found = read_report(root, assignment)
    except (InstructorError, ContentError, GradebookError, SystemExit) as error:
        typer.echo(f"There is no report on {assignment}, and nothing was written.\n{error}", err=True)
        raise typer.Exit(2) from error
    file = output or root / "reports" / f"{assignment}.html"
    with writing(instead="Name another place."):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page_of(found), "utf-8")
        tables = write_tables(found, csv) if csv else []
    handed_in = int((found.hand_ins["state"] != "missing").sum())
    typer.echo(f"{assignment}: {handed_in} of {counted(len(found.hand_ins), 'learner')} handed in.")
    for row in found.repair.to_dict("records"):
        option = f", option {row['option']}" if row["option"] else ""
        typer.echo(f"{row['reason']}: {row['item']}{option} ({row['place']})")
    typer.echo(f"The report is in {file}. It holds names and keys.")
    if tables:
        typer.echo(f"{counted(len(tables), 'table')} in {csv}.")


def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an empty one.")],
    learners: Annotated[int, typer.Option(min=2, max=2000, help="How many are in the class.")] = 60,
    seed: Annotated[int, typer.Option(min=0, help="The same number gives the same class.")] = 1,
    assignment: Annotated[
        list[str] | None, typer.Option(help="Only this quiz; may be given several times. Without it: all.")
    ] = None,
    course: CourseOption = None,
) -> None:
    """Make a class to try things on: simulated learners who have handed in, graded, in a folder of its own.

    No learner in it exists. Nothing of it reaches the course's own gradebook or exchange.
    """
    with needing("grade", "demo"):
        from softskills.demo.making import CannotMake, make_class
        from softskills.grading.class_run.pool import prepare

        prepare("softskills.grading.class_run.preload")
    with faults_told(), writing(instead="Name another folder."):
        try:
            made = make_class(course_of(course), folder, learners, seed, jobs_here(), assignment or [], typer.echo)
        except CannotMake as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from error
    for name in made.assignments:
        typer.echo(f"{name}: {made.handed_in[name]} of {learners} handed in, {made.graded[name]} graded.")
    typer.echo(
        f"The class is in {folder}. Now, for example:\n  cd {made.root}\n  softskills report {made.assignments[-1]}\n"
        "Or open the desk, on which everything lies: jupyter lab desk.ipynb"
    )


def nbgrader_course(named: Path | None) -> Path:
    if named:
        return named.resolve()
    if found := nbgrader_course_near(Path.cwd()):
        return found
    raise typer.BadParameter("no nbgrader_config.py here or in a folder above; name the course's folder with --course")
