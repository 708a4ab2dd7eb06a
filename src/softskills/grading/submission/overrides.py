"""Environment variables that come before the settings of a course: where the keys lie, and what learners see of them.

A kernel knows no nbgrader settings, so in nbgrader's own way of grading these are all that a quiz's cells are told.
"""

from __future__ import annotations

import os
from pathlib import Path

from softskills.grading.quiz.telling import Detail
from softskills.grading.submission.errors import InstructorError

KEYS_FOLDER = "SOFTSKILLS_KEYS"
FEEDBACK = "SOFTSKILLS_FEEDBACK"


def keys_folder() -> Path | None:
    """The folder that SOFTSKILLS_KEYS names, if it is set."""
    named = os.environ.get(KEYS_FOLDER)
    return Path(named) if named else None


def detail() -> Detail | None:
    """How much of the key SOFTSKILLS_FEEDBACK lets learners see, if it is set. Raises InstructorError."""
    wanted = os.environ.get(FEEDBACK)
    if not wanted:
        return None
    try:
        return Detail(wanted)
    except ValueError as error:
        raise InstructorError(
            f"{FEEDBACK} is {wanted!r}, and must be one of: {', '.join(Detail)}. Change it where it is set, or unset "
            "it, and start again."
        ) from error
