"""Where a course keeps things. Nothing else in the package knows."""

from __future__ import annotations

ANSWERS = "answers.jsonl"
"""The answer log, beside a learner's notebooks."""

QUIZ_FILE = "quiz.yml"
"""The public part of a graded quiz, in the folder of its assignment."""

TIMESTAMP = "timestamp.txt"
"""When a submission was handed in, as nbgrader's exchange notes it."""

SECRET = "submission_secret.txt"  # noqa: S105 - the name of a file
"""By it nbgrader's exchange names a learner's feedback."""
