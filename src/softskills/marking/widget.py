"""The widget for marking by rubric: an instructor's own, which has nothing to do with those of a course's pages."""

from __future__ import annotations

import getpass
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from softskills.course import nbgrader_course_near
from softskills.frontend import assemble
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.settings import quiz_settings
from softskills.grading.submission.errors import InstructorError
from softskills.marking.session import Session


class MarkingWidget(anywidget.AnyWidget):
    """One text after the other, with its rubric. What is shown of a text goes to the front end with that text alone."""

    _esm = assemble.module("marking")
    _css = assemble.style("marking")

    content = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session) -> None:
        super().__init__(content=session.content())
        self.session = session
        self.on_msg(self._hear)

    def _hear(self, widget: Any, message: Any, buffers: Any) -> None:
        try:
            reply = self.session.reply(message)
        except Exception as error:
            n = message.get("n") if isinstance(message, dict) else None
            self.send({"n": n, "ok": False, "why": f"The kernel met an error, {error!r}. Nothing was saved."})
            raise
        self.send(reply)

    def __repr__(self) -> str:
        return f"marking({self.content['assignment']!r})"  # what a saved notebook holds of it: nothing of the keys

    def close(self) -> None:
        self.session.close()
        super().close()


def marking(assignment: str, course: str | Path | None = None, marker: str | None = None) -> MarkingWidget:
    """Mark the written tasks of an assignment by their rubrics.

    `course` is the nbgrader course's folder; without it, the one here or above. `marker` is who marks, by the name of
    the account unless you say otherwise. Raises InstructorError, ContentError, GradebookError or SystemExit when
    nothing can be marked, with what to do.
    """
    root = Path(course).resolve() if course else nbgrader_course_near(Path.cwd())
    if root is None:
        raise InstructorError(
            'There is no nbgrader_config.py here or in a folder above. Name the course\'s folder: marking("part-1", '
            'course="exercises").'
        )
    with chdir(root):  # elsewhere nbgrader warns that it finds no settings, and then reads those of `root`
        of_course = CourseAssignment(root, assignment)
    names = quiz_settings(of_course.app.config).marking_names
    return MarkingWidget(Session(of_course, marker or _account(), names))


def _account() -> str:
    """Who is at work: on a hub the user of the hub, else the account on this machine."""
    return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
