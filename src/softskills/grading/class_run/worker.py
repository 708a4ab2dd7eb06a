"""What a process of the pool does: it reads, marks and renders, and writes nothing.

All that is written is written by the one process that started the pool, so a stop at any moment leaves no second hand
at work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.rows import NotebookScores
from softskills.grading.submission.cells import InstructorError
from softskills.grading.submission.marking import Marked, QuizAssignment, as_text, mark_submission
from softskills.items import ContentError


@dataclass(frozen=True)
class MarkedSubmission:
    """What a submission got, by notebook, and the text of each graded notebook; `marked` is without the notebooks."""

    marked: dict[str, Marked]
    texts: dict[str, str]


@dataclass(frozen=True)
class Failed:
    """A submission that could not be graded, or whose feedback could not be made."""

    why: str


@dataclass(frozen=True)
class Stop:
    """Nobody can be graded, because of the instructor's files."""

    why: str


def start(root: Path, assignment: str) -> None:
    """Make this process ready to work for one assignment."""
    global _work
    _work = _Work(CourseAssignment(root, assignment))


def mark(student: str) -> MarkedSubmission | Failed | Stop:
    """Mark what a learner handed in."""
    try:
        marked = mark_submission(_work.quiz, _work.course.place("submitted", student))
    except (InstructorError, ContentError) as error:
        return Stop(str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not keep the others from being graded
        return Failed(f"it cannot be graded: {type(error).__name__}: {error}")
    texts = {name: as_text(one.notebook) for name, one in marked.items()}
    light = {name: replace(one, notebook=_NO_NOTEBOOK) for name, one in marked.items()}
    return MarkedSubmission(light, texts)


def render(asked: tuple[str, dict[str, NotebookScores]]) -> dict[str, str] | Failed:
    """The feedback pages of a learner, by notebook, with what the gradebook says."""
    student, scores = asked
    try:
        return {name: _work.page(student, name, scores[name]) for name in sorted(scores)}
    except Exception as error:  # noqa: BLE001 - nor the others from getting their feedback
        return Failed(f"its feedback cannot be made: {type(error).__name__}: {error}")


class _Work:
    def __init__(self, course: CourseAssignment) -> None:
        self.course = course

    @cached_property
    def quiz(self) -> QuizAssignment:
        quiz = self.course.quiz()
        if quiz is None:
            raise InstructorError(f"{self.course.name} is no quiz")
        return quiz

    @cached_property
    def exporter(self) -> Any:
        """What nbgrader generates feedback with, only that the marks are known instead of looked up."""
        converter = self.course.feedback
        exporter = converter.exporter_class(parent=converter, config=converter.config)
        for step in converter.preprocessors:
            exporter.register_preprocessor(_KnownGrades if step is GetGrades else step)
        return exporter

    def page(self, student: str, name: str, scores: NotebookScores) -> str:
        file = self.course.place("autograded", student) / f"{name}.ipynb"
        names = {"student": student, "assignment": self.course.name, "notebook": name}
        resources = {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": names | {"scores": scores}}
        output, _ = self.exporter.from_filename(str(file), resources=resources)
        return str(output)


class _KnownGrades(GetGrades):  # type: ignore[misc]
    """nbgrader's GetGrades, on marks that are known already."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        scores: NotebookScores = resources["nbgrader"].pop("scores")
        self.gradebook = _Known(scores)
        self.notebook_id = self.assignment_id = self.student_id = ""
        for index, cell in enumerate(nb.cells):
            nb.cells[index], resources = self.preprocess_cell(cell, resources, index)
        penalty = scores.late_penalty or 0
        resources["nbgrader"] |= {
            "score": scores.score - penalty,
            "max_score": scores.max_score,
            "late_penalty": penalty,
        }
        return nb, resources


class _Known:
    def __init__(self, scores: NotebookScores) -> None:
        self._scores = scores

    def find_grade(self, cell: str, *names: str) -> Any:
        score, highest = self._scores.grades[cell]
        return SimpleNamespace(score=score, max_score=highest)

    def find_comment(self, cell: str, *names: str) -> Any:
        return SimpleNamespace(comment=self._scores.comments[cell])


_NO_NOTEBOOK = NotebookNode()
_work: _Work
