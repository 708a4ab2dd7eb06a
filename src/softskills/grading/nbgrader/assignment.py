"""The nbgrader course in a folder, with its settings, and where things of one assignment lie."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.utils import parse_utc

from softskills.course import TIMESTAMP
from softskills.grading.submission.cells import keys_folder
from softskills.grading.submission.marking import QuizAssignment, quiz_assignment

CONFIG = "nbgrader_config.py"


class CourseAssignment:
    """One assignment of the course whose nbgrader_config.py lies in `root`, and all its settings."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root.resolve()
        self.name = name
        self.app = NbGrader()
        self.app.initialize([], root=str(self.root))
        self.app.log.setLevel(logging.CRITICAL + 1)  # what is to be said is raised or returned
        self.settings: Any = self.app.coursedir
        self.settings.assignment_id = name
        self.autograde: Any = Autograde(coursedir=self.settings, parent=self.app)
        self.feedback: Any = GenerateFeedback(coursedir=self.settings, parent=self.app)

    def place(self, step: str, student: str = ".") -> Path:
        """The folder of a step of nbgrader's, such as "submitted", of this assignment."""
        return Path(self.settings.format_path(getattr(self.settings, f"{step}_directory"), student, self.name))

    def quiz(self) -> QuizAssignment | None:
        """The quiz that the assignment is, or None when it is none."""
        return quiz_assignment(self.place("source"), self.place("release"), keys_folder() or self.root / "keys")

    def students(self, step: str) -> list[str]:
        """Who has a folder of the assignment in a step, in order."""
        return list(students_folders(self.settings, getattr(self.settings, f"{step}_directory"), self.name))


def students_folders(settings: Any, directory: str, assignment: str) -> dict[str, Path]:
    """The folders of an assignment in one of nbgrader's directories, by learner, in order."""
    marker = "\x00"
    before, after = str(settings.format_path(directory, marker, assignment)).split(marker)
    folders = (folder for folder in Path(before).glob(f"*{after}") if folder.is_dir())
    found = {str(folder)[len(before) : len(str(folder)) - len(after)]: folder for folder in folders}
    return {name: found[name] for name in sorted(found) if not name.startswith(".")}  # nbgrader sees no hidden ones


def submitted_at(folder: Path) -> datetime | None:
    """The time of a submission, in UTC, as nbgrader reads it; None when it has none, or none that can be read."""
    try:
        return parse_utc((folder / TIMESTAMP).read_text("utf-8").strip() or None)  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - dateutil raises many
        return None
