"""What a learner wrote for a written task, as plain text for whoever marks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from softskills.answers import Log
from softskills.grading.quiz.plain import for_print, plain
from softskills.grading.quiz.review import format_problems
from softskills.items import Quiz, Reflection
from softskills.phrases import counted

NOTHING = "Nothing was written."


@dataclass(frozen=True)
class Written:
    """What a learner wrote for a task: in `said` how many words, or why there is no text; the text is without
    what is no sign of print, and else as it was typed.
    """

    title: str
    prompt: str
    said: str
    text: str = ""


def format_reflection(task: Reflection, log: Log) -> str:
    """The title of the task, the number of words, and the text."""
    found = written(task, log)
    lines = [f"{found.title}: {found.said[0].lower()}{found.said[1:]}"]
    if found.text:
        lines += ["", for_print(found.text)]
    return "\n".join([*lines, *format_problems(log.problems)])


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


def written(task: Reflection, log: Log) -> Written:
    """What was written for a task, whatever the log holds of it."""
    answer = log.answers().get(task.id)
    text = answer.get("text") if isinstance(answer, dict) else None
    if answer is not None and not isinstance(text, str):
        return Written(task.title, task.prompt, "What was kept for this task is not text, and is not shown.")
    count = word_count(answer)
    if count == 0:
        return Written(task.title, task.prompt, NOTHING)
    return Written(task.title, task.prompt, f"{counted(count, 'word')}.", plain(str(text)))
