"""What the locked cells of a quiz notebook call: grade the scenarios, show the written task.

In a learner's notebook both read the quiz and `answers.jsonl` in the current folder. The instructor's plug-ins name
the folders instead, see `grading`. A kernel that grades knows it by NBGRADER_EXECUTION, which nbgrader sets. Where the
keys lie is told by SOFTSKILLS_KEYS, and how much of them learners see by SOFTSKILLS_FEEDBACK; `nbgrader_config.py`
sets both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softskills import answers
from softskills.course import ANSWERS, QUIZ_FILE
from softskills.grading.quiz.feedback import Detail, format_review
from softskills.grading.quiz.plain import for_print, plain
from softskills.grading.quiz.review import format_problems, format_progress, review_quiz
from softskills.grading.submission import quiz_files
from softskills.items import ContentError, Quiz, QuizKeys, Reflection

KEYS_FOLDER = "SOFTSKILLS_KEYS"
FEEDBACK = "SOFTSKILLS_FEEDBACK"

PLACEHOLDER = """
Your points are not known yet. They are worked out after you submit, when the instructor grades.
The 0.0 below only holds their place. nbgrader's Validate button takes it for a failed test: ignore that."""


class InstructorError(RuntimeError):
    """Grading cannot go on because of the instructor's files; no answer is at fault. The message says what to do."""


class KeysMissing(InstructorError):
    """The keys cannot be used. The message says which file, and what to do."""


@dataclass(frozen=True)
class _Folders:
    quiz: Path
    submission: Path
    keys: Path | None


_HERE = _Folders(Path(), Path(), None)
_named: ContextVar[_Folders | None] = ContextVar("named", default=None)


@contextmanager
def grading(quiz: Path, submission: Path, keys: Path) -> Iterator[None]:
    """Within the block the cells grade what lies in the folder `submission`, by the quiz and keys in these folders.

    The current folder plays no part then, nor does a quiz that was handed in.
    """
    token = _named.set(_Folders(quiz, submission, keys))
    try:
        yield
    finally:
        _named.reset(token)


def grade_quiz(quiz_file: str = QUIZ_FILE) -> float:
    """Print the review of the quiz and return its points: a plain float from 0 to max_points.

    Outside grading print what is answered and what is missing, and return 0.0; no keys are needed.

    Raises ContentError when the quiz does not load, and in grading InstructorError when its keys do not, or when the
    setting of the feedback is none.
    """
    folders = _named.get() or _HERE
    quiz = quiz_files.quiz(folders.quiz / quiz_file)
    log = answers.read(folders.submission / ANSWERS)
    if folders is _HERE and os.environ.get("NBGRADER_EXECUTION") != "autograde":
        print(format_progress(quiz, log))
        print(PLACEHOLDER)
        return 0.0
    review = review_quiz(quiz, find_keys(quiz, folders.quiz / quiz_file, folders.keys), log)
    print(format_review(review, wanted_detail()))
    return review.total


def show_reflection(item_id: str, quiz_file: str = QUIZ_FILE) -> None:
    """Print what the learner wrote for a written task, as plain text, and its number of words.

    Raises ContentError when the quiz does not load, LookupError when it has no such task.
    """
    folders = _named.get() or _HERE
    task = _written_task(quiz_files.quiz(folders.quiz / quiz_file), item_id)
    log = answers.read(folders.submission / ANSWERS)
    print("\n".join([_describe(task, log.answers().get(item_id)), *format_problems(log.problems)]))


def wanted_detail() -> Detail:
    """How much of the key learners may see, as SOFTSKILLS_FEEDBACK says; unless it is set, what is said to their own
    choices. Raises InstructorError when it says something else.
    """
    wanted = os.environ.get(FEEDBACK) or Detail.CHOICES
    try:
        return Detail(wanted)
    except ValueError as error:
        raise InstructorError(
            f"{FEEDBACK} is {wanted!r}, and must be one of: {', '.join(Detail)}. Change it where it is set, in "
            "nbgrader_config.py or on the command line, and start again."
        ) from error


def keys_folder() -> Path | None:
    """The folder that SOFTSKILLS_KEYS names, if it is set."""
    named = os.environ.get(KEYS_FOLDER)
    return Path(named) if named else None


def key_file(quiz: Quiz, folder: Path) -> Path:
    """Where the keys of a quiz belong."""
    return folder / f"{quiz.quiz}.yml"


def find_keys(quiz: Quiz, quiz_file: Path, folder: Path | None = None) -> QuizKeys:
    """The keys of the quiz in `quiz_file`, from `folder` or else the one that SOFTSKILLS_KEYS names.

    Raises KeysMissing.
    """
    folder = folder or keys_folder()
    if not folder:
        raise KeysMissing(
            f"The keys of the quiz {quiz.quiz!r} were not looked for, because {KEYS_FOLDER} is not set. This is not "
            "the learner's fault. Run nbgrader in the folder of the course's nbgrader_config.py, and autograde again."
        )
    try:
        return quiz_files.keys(key_file(quiz, folder), quiz_file)
    except ContentError as error:
        raise KeysMissing(
            f"The keys of the quiz {quiz.quiz!r} cannot be used. This is not the learner's fault. Mend what is named "
            f"here, and autograde again:\n{error}"
        ) from error


def _written_task(quiz: Quiz, item_id: str) -> Reflection:
    for item in quiz.items:
        if isinstance(item, Reflection) and item.id == item_id:
            return item
    raise LookupError(f"The quiz {quiz.quiz!r} has no written task {item_id!r}.")


def _describe(task: Reflection, answer: Any) -> str:
    if answer is None:
        return f"{task.title}: nothing was written."
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        return f"{task.title}: what was kept for this task is not text, and is not shown."
    count = len(plain(text).split())
    if count == 0:
        return f"{task.title}: nothing was written."
    return f"{task.title}: {count} {'word' if count == 1 else 'words'}.\n\n{for_print(text)}"
