"""What the locked cells of a quiz notebook call in a kernel: a learner's, or one in which nbgrader grades on its own.

Both read the quiz and `answers.jsonl` in the current folder. A kernel that grades knows it by NBGRADER_EXECUTION, which
nbgrader sets. The engine grades without a kernel: it reads the same calls as data, see `locked_calls`.
"""

from __future__ import annotations

import os
from pathlib import Path

from softskills import answers
from softskills.course import ANSWERS, QUIZ_FILE
from softskills.grading.quiz.feedback import format_review
from softskills.grading.quiz.progress import progress
from softskills.grading.quiz.review import review_quiz
from softskills.grading.quiz.telling import Detail
from softskills.grading.quiz.written import format_reflection, written_task
from softskills.grading.submission import instructor_files, live, overrides
from softskills.grading.submission.answer_file import read_answers
from softskills.grading.submission.errors import InstructorError
from softskills.items import ContentError, QuizKeys


class Missing(Exception):
    """Something of the quiz isn't answered or written yet. The message names it."""

    def _render_traceback_(self) -> list[str]:
        """The message alone."""
        return [str(self)]


def grade_quiz() -> float | None:
    """Show what of the quiz is answered and what is missing, for as long as the kernel runs. No keys are needed.

    In a kernel that grades print the review, and return the points: a plain float from 0 to max_points. Where nbgrader
    validates, the one thing to be tested is whether anything is missing: then Missing is raised.

    Raises ContentError when the quiz does not load, and in grading InstructorError when its keys do not, or when a
    setting is none.
    """
    quiz_file = Path(QUIZ_FILE)
    quiz, log = instructor_files.quiz(quiz_file), Path(ANSWERS).absolute()
    execution = os.environ.get("NBGRADER_EXECUTION")
    if execution == "validate":
        now = progress(quiz, answers.read(log))
        if now.missing:
            raise Missing(now.text())
        return None
    if execution != "autograde":
        live.show(lambda: progress(quiz, answers.read(log)), log)
        return None
    found = read_answers(Path(), quiz)
    review = review_quiz(quiz, _keys(quiz_file), found.log, found.remarks)
    print(format_review(review, overrides.detail() or Detail.CHOICES))
    return review.total


def show_reflection(item_id: str) -> None:
    """Print what the learner wrote for a written task, as plain text, and its number of words.

    Raises ContentError when the quiz does not load, LookupError when it has no such task.
    """
    task = written_task(instructor_files.quiz(Path(QUIZ_FILE)), item_id)
    print(format_reflection(task, answers.read(Path(ANSWERS))))


def _keys(quiz_file: Path) -> QuizKeys:
    folder = overrides.keys_folder()
    if folder is None:
        raise InstructorError(
            f"The keys were not looked for, because {overrides.KEYS_FOLDER} is not set, and a kernel knows no other "
            "setting. This is not the learner's fault. Set it to the folder of the keys, and autograde again."
        )
    try:
        return instructor_files.keys(folder, quiz_file)
    except ContentError as error:
        raise InstructorError(
            "The keys of this quiz cannot be used. This is not the learner's fault. Mend what is named here, and "
            f"autograde again:\n{error}"
        ) from error
