"""How much of a quiz is answered before it's handed in; no key is needed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from softskills.answers import Log
from softskills.grading.quiz.review import answer_fault, format_problems
from softskills.grading.quiz.written import word_count
from softskills.items import Quiz, Reflection

TOLD_LATER = "Your points are worked out when your instructor grades, after you've handed it in."


@dataclass(frozen=True)
class Progress:
    """How many scenes and texts a quiz has and how many of them are done, what is missing, and what was unreadable."""

    scenes: tuple[int, int]
    texts: tuple[int, int]
    missing: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def state(self) -> str:
        written = "{} of {} written, ".format(*self.texts) if self.texts[1] else ""
        return "{} of {} answered, {}not yet graded.".format(*self.scenes, written)

    @property
    def warning(self) -> str:
        """What to know before handing in."""
        return "Before you hand it in, this is missing:" if self.missing else "Nothing is missing: you can hand it in."

    def text(self) -> str:
        missing = (f"  {gap}" for gap in self.missing)
        return "\n".join([self.state, self.warning, *missing, TOLD_LATER, *self.problems])

    def html(self) -> str:
        missing = "".join(f"<li>{escape(gap)}</li>" for gap in self.missing)
        warning = f"<strong>{self.warning}</strong><ul>{missing}</ul>" if self.missing else self.warning
        unread = escape("\n".join(self.problems).strip())
        problems = f"<pre>{unread}</pre>" if unread else ""
        return f"<p><strong>{self.state}</strong></p><div>{warning}</div><p>{TOLD_LATER}</p>{problems}"


def progress(quiz: Quiz, log: Log) -> Progress:
    """How far the answers of a log have got with a quiz."""
    answers = log.answers()
    texts = [item for item in quiz.items if isinstance(item, Reflection)]
    unanswered = [
        f"Scene {number}, {scene.title}: {fault}"
        for number, scene in enumerate(quiz.scenarios, start=1)
        if (fault := answer_fault(scene, answers))
    ]
    unwritten = [
        f"Text {number}, {task.title}: Nothing was written."
        for number, task in enumerate(texts, start=1)
        if not word_count(answers.get(task.id))
    ]
    return Progress(
        scenes=(len(quiz.scenarios) - len(unanswered), len(quiz.scenarios)),
        texts=(len(texts) - len(unwritten), len(texts)),
        missing=(*unanswered, *unwritten),
        problems=tuple(format_problems(log.problems)),
    )
