"""What the locked cells of a quiz notebook call: grade the scenarios, show the written task.

Both read `answers.jsonl` in the current folder. nbgrader tells by NBGRADER_EXECUTION that it is grading, and
`nbgrader_config.py` tells by SOFTSKILLS_KEYS where the keys lie.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from softskills import answers
from softskills.grading.plain import for_print, plain
from softskills.grading.review import format_problems, format_progress, format_review, review_quiz
from softskills.items import ContentError, Quiz, QuizKeys, Reflection, load_quiz, load_quiz_keys

KEYS_FOLDER = "SOFTSKILLS_KEYS"

PLACEHOLDER = """
Your points are not known yet. They are worked out after you submit, when the instructor grades.
The 0.0 below only holds their place. nbgrader's Validate button takes it for a failed test: ignore that."""


class KeysMissing(RuntimeError):
    """The instructor's keys cannot be used. The message says which file, and what to do; no answer is at fault."""


def grade_quiz(quiz_file: str = "quiz.yml") -> float:
    """Print the review of the quiz and return its points: a plain float from 0 to max_points.

    Outside grading print what is answered and what is missing, and return 0.0; no keys are needed.

    Raises ContentError when the quiz does not load, and in grading KeysMissing when its keys do not.
    """
    quiz = load_quiz(Path(quiz_file))
    log = answers.read(Path(answers.FILE_NAME))
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        print(format_progress(quiz, log))
        print(PLACEHOLDER)
        return 0.0
    review = review_quiz(quiz, find_keys(quiz), log)
    print(format_review(review))
    return review.total


def show_reflection(item_id: str, quiz_file: str = "quiz.yml") -> None:
    """Print what the learner wrote for a written task, as plain text, and its number of words.

    Raises ContentError when the quiz does not load, LookupError when it has no such task.
    """
    task = _written_task(load_quiz(Path(quiz_file)), item_id)
    log = answers.read(Path(answers.FILE_NAME))
    print("\n".join([_describe(task, log.answers().get(item_id)), *format_problems(log.problems)]))


def key_file(quiz: Quiz, folder: Path) -> Path:
    """Where the keys of a quiz belong."""
    return folder / f"{quiz.quiz}.yml"


def find_keys(quiz: Quiz) -> QuizKeys:
    """The keys of a quiz, from the folder that SOFTSKILLS_KEYS names. Raises KeysMissing."""
    folder = os.environ.get(KEYS_FOLDER)
    if not folder:
        raise KeysMissing(
            f"The keys of the quiz {quiz.quiz!r} were not looked for, because {KEYS_FOLDER} is not set. This is not "
            "the learner's fault. Run nbgrader in the folder of the course's nbgrader_config.py, and autograde again."
        )
    try:
        return load_quiz_keys(key_file(quiz, Path(folder)), quiz)
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
