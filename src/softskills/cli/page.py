"""The command that makes a page of an assignment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softskills.cli.common import needing
from softskills.cli.instructor import NbgraderCourse, nbgrader_course
from softskills.course import course_at, root_above
from softskills.items import ContentError


def page(
    assignment: Annotated[str, typer.Argument(help="The quiz, by the name of its folder in source/.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="An HTML file. Without it: ASSIGNMENT.html in this folder.")
    ] = None,
    course: NbgraderCourse = None,
) -> None:
    """Make one page of a released assignment, for learners without Jupyter: to mail, to upload, or to host.

    It holds all questions and no key, and works offline. Learners hand in the file that it saves.
    """
    with needing("grade", "page"):
        from softskills.grading.nbgrader.assignment import CourseAssignment
        from softskills.grading.nbgrader.class_rows import read_class
        from softskills.grading.nbgrader.rows import GradebookError
        from softskills.grading.submission.asked import shown
        from softskills.grading.submission.errors import InstructorError
    with needing("book", "page"):
        from softskills.publishing.assignment_page import MAX_BYTES, Leak, page_of, write_page

    file = output or Path(f"{assignment}.html")
    try:
        found = CourseAssignment(nbgrader_course(course), assignment)
        quiz = found.quiz()
        if quiz is None:
            raise InstructorError(f"{found.place('source')} has no quiz.yml, and only of a quiz a page can be made.")
        released = quiz.released()
        due = read_class(found.settings.db_url, assignment).deadlines.due
        course_id, language = str(found.settings.course_id), _language(found.root)
        text = page_of(released.quiz.title, assignment, course_id, shown(released), due, language)
        write_page(file, text, released.keys)
    except (InstructorError, ContentError, GradebookError, SystemExit) as error:
        typer.echo(f"There is no page of {assignment}, and nothing was written.\n{error}", err=True)
        raise typer.Exit(2) from error
    except Leak as error:
        typer.echo(f"Not written: the page would hold a text of the keys: {error}. Take it out of the quiz.", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        typer.echo(f"{file} cannot be written: {error.strerror}. Name another place with -o.", err=True)
        raise typer.Exit(2) from error
    for sentence in quiz.unreleased():
        typer.echo(sentence, err=True)
    size = len(text.encode())
    if size > MAX_BYTES:
        typer.echo(f"It has {size:,} bytes, which is more than {MAX_BYTES:,}: slow on a phone.", err=True)
    typer.echo(f"{file} is the page of {assignment}, {round(size / 1000)} KB. It holds no key.")


def _language(folder: Path) -> str:
    """The language of the course that an nbgrader course belongs to. Without a course.yml above it: English."""
    root = root_above(folder)
    return course_at(root).settings.language if root else "en-GB"
