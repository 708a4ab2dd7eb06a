"""The desk of an instructor: all that is done with an assignment, in tabs, for the assignment that is picked.

Each button runs the command that one would type, and says which: so the desk and a terminal never differ.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from ipywidgets import HTML, Dropdown, Layout, Tab, VBox, Widget

from softskills.course import QUIZ_FILE, nbgrader_course_near
from softskills.grading.class_status.reading import assignments
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_class
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.submission.errors import InstructorError
from softskills.items import ContentError, load_quiz
from softskills.marking import marking
from softskills.teaching.pane import PaneView, in_words
from softskills.teaching.panes import panes

MARKING = "Mark"
"""The tab for what is marked by hand, which comes third."""


def desk(course: str | Path | None = None) -> Widget:
    """The desk on an nbgrader course: the one that the notebook lies in, unless another is named.

    Raises ValueError where there is none, and CannotRead where it can't be used.
    """
    root = Path(course).resolve() if course else nbgrader_course_near(Path.cwd())
    if root is None:
        raise ValueError(
            "There's no nbgrader_config.py here or in a folder above. Name the course's folder: "
            'desk("/home/ada/spring-course")'
        )
    return Desk(root).view


class Desk:
    """The desk on the screen. `panes` are those for the assignment that is picked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marks = VBox()
        self.tabs = Tab()
        names = assignments(root)
        self.picker = Dropdown(
            options=names, value=_in_use(root, names), description="Assignment", layout=Layout(width="22em")
        )
        self.picker.observe(lambda _: self._pick(), "value")
        self.tabs.observe(lambda _: self._open(), "selected_index")
        self.view = VBox([self.picker, self.tabs])
        self.panes: list[PaneView] = []
        self._lay()
        _soon(self._open)

    def _lay(self) -> None:
        """Everything anew for the assignment that is picked."""
        name = self.picker.value
        if not name:
            self.view.children = (HTML("<p>There's no exercise in <code>source</code> yet.</p>"),)
            return
        at = self.tabs.selected_index or 0
        self.panes = [PaneView(one, self.root) for one in panes(_learners(self.root, name), _scenes(self.root, name))]
        self.marks.children = ()
        views, titles = [one.view for one in self.panes], [one.pane.title for one in self.panes]
        self.tabs.children = (*views[:2], self.marks, *views[2:])
        self.tabs.titles = (*titles[:2], MARKING, *titles[2:])
        self.tabs.selected_index = at

    def _pick(self) -> None:
        self._lay()
        self._open()

    def _open(self) -> None:
        """Look up what the tab in view needs, and nothing else."""
        at, views = self.tabs.selected_index, self.tabs.children or ()
        if at is None or at >= len(views):
            return
        shown = views[at]
        if shown is self.marks and not self.marks.children:
            self.marks.children = (_marking(self.root, self.picker.value),)
        for pane in self.panes:
            if pane.view is shown:
                pane.show(self.picker.value)


def _in_use(root: Path, names: list[str]) -> str | None:
    """The assignment that was prepared for release last; where none was, the first."""

    def released(name: str) -> float:
        folder = root / "release" / name
        return folder.stat().st_mtime if folder.is_dir() else 0.0

    return max(names, key=released, default=None)


def _soon(do: Callable[[], None]) -> None:
    """Do something once the cell that runs has shown what it has to show; at once where no kernel runs it."""
    try:
        asyncio.get_running_loop().call_later(1, do)  # by then it is on the screen
    except RuntimeError:
        do()


def _marking(root: Path, assignment: str) -> Widget:
    try:
        return marking(assignment, course=root)
    except (InstructorError, ContentError, GradebookError, SystemExit) as error:
        return HTML(in_words(str(error)))


def _learners(root: Path, assignment: str) -> list[str]:
    try:
        return sorted(read_class(CourseAssignment(root, assignment).settings.db_url, assignment).people)
    except (GradebookError, SystemExit):
        return []  # the pane on the class says what is wrong


def _scenes(root: Path, assignment: str) -> list[str]:
    try:
        return [one.id for one in load_quiz(root / "source" / assignment / QUIZ_FILE).scenarios]
    except ContentError:
        return []  # as above
