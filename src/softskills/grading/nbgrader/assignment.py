"""The nbgrader course in a folder, with its settings, and where things of one assignment lie."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.exchange import ExchangeError, ExchangeFactory

from softskills.grading.nbgrader.deadlines import keep_in_time_only
from softskills.grading.nbgrader.settings import course_app, quiz_settings
from softskills.grading.submission.marking import QuizAssignment


class NotCollected(RuntimeError):
    """The exchange cannot be used. The message says why."""


class CourseAssignment:
    """One assignment of the course whose nbgrader_config.py lies in `root`, and all its settings."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root.resolve()
        self.name = name
        self.app = course_app(self.root)
        self.app.log.setLevel(logging.CRITICAL + 1)  # what is to be said is raised or returned
        self.settings: Any = self.app.coursedir
        self.settings.assignment_id = name
        self.autograde: Any = Autograde(coursedir=self.settings, parent=self.app)
        self.feedback: Any = GenerateFeedback(coursedir=self.settings, parent=self.app)

    def place(self, step: str, student: str = ".") -> Path:
        """The folder of a step of nbgrader's, such as "submitted", of this assignment."""
        return Path(self.settings.format_path(getattr(self.settings, f"{step}_directory"), student, self.name))

    def quiz(self) -> QuizAssignment | None:
        """The quiz that the assignment is, or None when it is none. Raises SystemExit and InstructorError when a
        setting is none.
        """
        return quiz_settings(self.app.config).assignment(self.root, self.place("source"), self.place("release"))

    def students(self, step: str) -> list[str]:
        """Who has a folder of the assignment in a step, in order."""
        return list(students_folders(self.settings, getattr(self.settings, f"{step}_directory"), self.name))

    def collect(self, student: str, in_time_only: bool | None = None) -> Any:
        """Collect what was newly handed in, by the plug-in of the course, which is returned. `student` may be a
        pattern. `in_time_only` says from now on whether only what came in time is taken. Raises NotCollected.
        """
        if in_time_only is not None:
            keep_in_time_only(self.settings, in_time_only)
        self.settings.student_id = student
        collector = self.collector()
        collector.update = True
        try:
            collector.start()
        except ExchangeError as error:
            raise NotCollected(str(error)) from error
        return collector

    def collector(self) -> Any:
        """What collects, by the settings of the course. It has done nothing yet."""
        return ExchangeFactory(parent=self.app).Collect(
            coursedir=self.settings, authenticator=Authenticator(parent=self.app), parent=self.app
        )


def students_folders(settings: Any, directory: str, assignment: str) -> dict[str, Path]:
    """The folders of an assignment in one of nbgrader's directories, by learner, in order."""
    marker = "\x00"
    before, after = str(settings.format_path(directory, marker, assignment)).split(marker)
    folders = (folder for folder in Path(before).glob(f"*{after}") if folder.is_dir())
    found = {str(folder)[len(before) : len(str(folder)) - len(after)]: folder for folder in folders}
    return {name: found[name] for name in sorted(found) if not name.startswith(".")}  # nbgrader sees no hidden ones
