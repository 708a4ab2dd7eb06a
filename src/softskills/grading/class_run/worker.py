"""What a process of the pool does: it reads, marks and renders, and writes nothing.

All that is written is written by the one process that started the pool, so a stop at any moment leaves no second hand
at work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from nbformat.notebooknode import NotebookNode

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.feedback_pages import page_of
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.marking import Marked, QuizAssignment, as_text
from softskills.grading.submission.scores import NotebookScores
from softskills.items import ContentError


@dataclass(frozen=True)
class MarkedSubmission:
    """What a submission got, by notebook, and the text of each graded notebook; `marked` is without the notebooks."""

    marked: dict[str, Marked]
    texts: dict[str, str]

    @property
    def remarks(self) -> list[str]:
        """What of it could not be read, or stood elsewhere than it should, each once."""
        return list(dict.fromkeys(remark for one in self.marked.values() for remark in one.remarks))


@dataclass(frozen=True)
class Failed:
    """A submission that could not be graded, or whose feedback could not be made."""

    why: str


@dataclass(frozen=True)
class NobodyGradable:
    """Nobody can be graded, because of the instructor's files."""

    why: str


def start(root: Path, assignment: str) -> None:
    """Make this process ready to work for one assignment."""
    global _work
    _work = _Work(CourseAssignment(root, assignment))


def mark(student: str) -> MarkedSubmission | Failed | NobodyGradable:
    """Mark what a learner handed in."""
    try:
        marked = _work.quiz.mark(_work.course.place("submitted", student))
    except (InstructorError, ContentError) as error:
        return NobodyGradable(str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep the others from being graded
        return Failed(f"it cannot be graded: {type(error).__name__}: {error}")
    texts = {name: as_text(one.notebook) for name, one in marked.items()}
    light = {name: replace(one, notebook=_NO_NOTEBOOK) for name, one in marked.items()}
    return MarkedSubmission(light, texts)


def render(asked: tuple[str, dict[str, NotebookScores]]) -> dict[str, str] | Failed:
    """The feedback pages of a learner, by notebook, with what the gradebook says."""
    student, scores = asked
    try:
        return {name: _page(student, name, scores[name]) for name in sorted(scores)}
    except Exception as error:  # noqa: BLE001 - nor the others from getting their feedback
        return Failed(f"its feedback cannot be made: {type(error).__name__}: {error}")


def _page(student: str, name: str, scores: NotebookScores) -> str:
    course = _work.course
    file = course.place("autograded", student) / f"{name}.ipynb"
    return page_of(file, {"student": student, "assignment": course.name, "notebook": name}, scores)


class _Work:
    def __init__(self, course: CourseAssignment) -> None:
        self.course = course

    @cached_property
    def quiz(self) -> QuizAssignment:
        quiz = self.course.quiz()
        if quiz is None:
            raise InstructorError(f"{self.course.name} is no quiz")
        return quiz


_NO_NOTEBOOK = NotebookNode()
_work: _Work
