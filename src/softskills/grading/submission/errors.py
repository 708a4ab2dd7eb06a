"""What keeps a quiz from being graded and is no learner's fault."""

from __future__ import annotations


class InstructorError(RuntimeError):
    """Grading cannot go on because of the instructor's files; no answer is at fault. The message says what to do."""
