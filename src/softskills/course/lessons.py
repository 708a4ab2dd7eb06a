"""Hands the lessons of an installed course to a learner, who cannot work in the folder of a package."""

from __future__ import annotations

import shutil
from pathlib import Path

from softskills.course.paths import Course


def copy_lessons(course: Course, to: Path) -> tuple[list[Path], list[Path]]:
    """Copy the course's notebooks into a folder: the new files there, and those that were there before and stay as
    they are. Raises OSError when a file cannot be read or written.
    """
    to.mkdir(parents=True, exist_ok=True)
    new, kept = [], []
    for notebook in sorted(course.notebooks.glob("*.ipynb")):
        target = to / notebook.name
        if target.exists():
            kept.append(target)
        else:
            shutil.copyfile(notebook, target)  # without the mode, which may be that of a file for reading only
            new.append(target)
    return new, kept
