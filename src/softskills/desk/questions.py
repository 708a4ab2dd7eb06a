"""What stands below a cell of a laid lesson until it's run: its question, to be read where nothing runs.

JupyterLab shows it while no kernel is there, and so does every other viewer of notebooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from softskills import widgets
from softskills.course import Course, named
from softskills.desk.cells import call_in
from softskills.items import ContentError
from softskills.widgets import PUBLISHING, CourseWidget
from softskills.widgets.course_widget import at_rest
from softskills.widgets.pictures import Picture

CALLS = {name for name in widgets.__all__ if name.islower()} - {"widget_for", "profile"}
"""At rest a profile has its sentence alone, and its charts take seconds to draw."""


@contextmanager
def html_of_cells(course: Course) -> Iterator[Callable[[str], str]]:
    """A function from the source of a cell to the HTML that stands below it. It reads and writes no answers.

    A cell that this version doesn't know how to show gets the sentence alone: when it's run, it says what is wrong.
    """
    with named(course, {PUBLISHING: "1"}):
        yield _html


def _html(source: str) -> str:
    found = _result(source)
    if isinstance(found, CourseWidget):
        return found.at_rest()
    if isinstance(found, Picture):
        return found._repr_html_()
    return at_rest("", "see it")


def _result(source: str) -> Any:
    call = call_in(source)
    if call is None or call[0] not in CALLS:
        return None
    name, values, named = call
    try:
        return getattr(widgets, name)(*values, **named)
    except (LookupError, TypeError, ValueError, ContentError, OSError):
        return None
