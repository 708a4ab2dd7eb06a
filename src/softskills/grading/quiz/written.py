"""What a learner wrote for a written task, as plain text for whoever marks it."""

from __future__ import annotations

from typing import Any

from softskills.answers import Log
from softskills.grading.quiz.plain import for_print, plain
from softskills.grading.quiz.review import format_problems
from softskills.items import Quiz, Reflection
from softskills.phrases import counted


def format_reflection(task: Reflection, log: Log) -> str:
    """The title of the task, the number of words, and the text."""
    return "\n".join([_told(task, log.answers().get(task.id)), *format_problems(log.problems)])


def written_task(quiz: Quiz, item_id: str) -> Reflection:
    """The written task of this id. Raises LookupError when the quiz has none."""
    for item in quiz.items:
        if isinstance(item, Reflection) and item.id == item_id:
            return item
    raise LookupError(f"The quiz {quiz.quiz!r} has no written task {item_id!r}.")


def word_count(answer: Any) -> int:
    """The words of an answer to a written task, which may hold anything; 0 where it's no text."""
    text = answer.get("text") if isinstance(answer, dict) else None
    return len(plain(text).split()) if isinstance(text, str) else 0


def _told(task: Reflection, answer: Any) -> str:
    if answer is None:
        return f"{task.title}: nothing was written."
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        return f"{task.title}: what was kept for this task is not text, and is not shown."
    count = word_count(answer)
    if count == 0:
        return f"{task.title}: nothing was written."
    return f"{task.title}: {counted(count, 'word')}.\n\n{for_print(text)}"
