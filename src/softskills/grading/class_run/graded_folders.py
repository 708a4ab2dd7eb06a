"""Lay out what a run of a whole class writes: the folders that nbgrader's Autograde and GenerateFeedback leave."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.folders import publish, set_modes, staged


class Writer:
    """Writes the folders of learners for one assignment."""

    def __init__(self, course: CourseAssignment) -> None:
        self._course = course

    def stage_graded(self, student: str, notebooks: Mapping[str, str]) -> None:
        """Lay out a graded submission out of sight: what was handed in, over it the instructor's files, and the graded
        notebooks.
        """
        new = staged(self._course.place("autograded", student))
        submission = self._course.place("submitted", student)
        theirs = self._of_the_instructor
        self._copy(submission, (path for path in self._others(submission) if path not in theirs), new)
        self._copy(self._course.place("source"), theirs, new)
        self._finish(new, {f"{name}.ipynb": text for name, text in notebooks.items()}, self._course.autograde)

    def publish_graded(self, student: str) -> None:
        """Put the graded submission that was staged in its place."""
        publish(self._course.place("autograded", student))

    def write_feedback(self, student: str, pages: Mapping[str, str]) -> None:
        """Lay out the feedback of a learner, and put it in its place."""
        place, graded = self._course.place("feedback", student), self._course.place("autograded", student)
        new = staged(place)
        self._copy(graded, self._others(graded), new)
        self._finish(new, {f"{name}.html": page for name, page in pages.items()}, self._course.feedback)
        publish(place)

    def _finish(self, folder: Path, files: Mapping[str, str], converter: Any) -> None:
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        set_modes(folder, int(str(converter.permissions), 8), self._course.settings.groupshared)

    @cached_property
    def _of_the_instructor(self) -> frozenset[Path]:
        kept = {Path(name) for name in self._course.autograde.exclude_overwriting.get(self._course.name, [])}
        return frozenset(path for path in self._others(self._course.place("source")) if path not in kept)

    def _others(self, folder: Path) -> list[Path]:
        """The paths in a folder of all files but notebooks and what is ignored, as nbgrader has it."""
        found: list[Path] = []
        for here, folders, files in os.walk(folder):
            folders[:] = [name for name in folders if not self._ignored(name)]
            found += [Path(here, name).relative_to(folder) for name in files if not self._ignored(name)]
        return found

    def _ignored(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in (*self._course.settings.ignore, "*.ipynb"))

    def _copy(self, source: Path, paths: Iterable[Path], target: Path) -> None:
        for path in paths:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)  # permissions come with the last step
