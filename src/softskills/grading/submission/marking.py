"""Grade one submission of a quiz, without the gradebook: what the notebook shows, and what nbgrader would note."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import LimitOutput, SaveAutoGrades
from nbgrader.utils import is_task

from softskills.course import QUIZ_FILE
from softskills.grading.submission import quiz_files
from softskills.grading.submission.cells import InstructorError, grading
from softskills.grading.submission.rebuild import rebuild
from softskills.grading.submission.running import run_grade_cells


@dataclass(frozen=True)
class Marked:
    """One graded notebook, with what nbgrader notes of it in the gradebook, by grade_id.

    `points` are those of the cells that nbgrader grades, None for those that wait for a grader. `comments` are those
    it writes by itself, or None. `needs_manual` names the cells that a grader must look at, unless one has.
    """

    notebook: NotebookNode
    points: dict[str, float | None]
    comments: dict[str, str | None]
    needs_manual: frozenset[str]


@dataclass(frozen=True)
class QuizAssignment:
    """An assignment that is a quiz, as the instructor has it: its folders below source/ and release/, and the folder
    of all keys.
    """

    source: Path
    release: Path
    keys: Path

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def notebooks(self) -> list[str]:
        """The names of its notebooks. Raises InstructorError when none were released."""
        names = sorted(file.stem for file in self.release.glob("*.ipynb"))
        if not names:
            raise InstructorError(
                f"{self.release} has no notebook, and what was released is what is graded. "
                f"Run: nbgrader generate_assignment {self.name}"
            )
        return names

    def rebuilt(self, name: str, submission: Path) -> NotebookNode:
        """One notebook of a submission, fit to be graded, see `rebuild`. Raises InstructorError."""
        file = self.release / f"{name}.ipynb"
        try:
            released = quiz_files.notebook(file)
        except Exception as error:  # whatever is wrong with it, nobody can be graded
            raise InstructorError(
                f"{file} cannot be used ({error}), and what was released is what is graded. "
                f"Run: nbgrader generate_assignment {self.name}"
            ) from error
        return rebuild(released, submission / f"{name}.ipynb")

    def marked(self, name: str, submission: Path) -> Marked:
        """The same, graded: with the outputs of the instructor's cells, and what follows. Raises InstructorError."""
        notebook = self.rebuilt(name, submission)
        with grading(self.source, submission, self.keys):
            run_grade_cells(notebook)
        LimitOutput().preprocess(notebook, {})
        return _marked(notebook)


def quiz_assignment(source: Path, release: Path, keys: Path) -> QuizAssignment | None:
    """The quiz in these folders, or None when the assignment is none: then nbgrader grades it its own way."""
    return QuizAssignment(source, release, keys) if (source / QUIZ_FILE).is_file() else None


def mark_submission(assignment: QuizAssignment, submission: Path) -> dict[str, Marked]:
    """Grade what was handed in, whatever it is: every notebook of the assignment, by its name.

    Files in `submission` are read and never written, and no code of theirs is run. Raises InstructorError when the
    instructor's files cannot be used.
    """
    return {name: assignment.marked(name, submission) for name in assignment.notebooks}


def as_text(notebook: NotebookNode) -> str:
    """A notebook as nbgrader writes it to a file."""
    return str(nbformat.writes(notebook, version=4)) + "\n"


def _marked(notebook: NotebookNode) -> Marked:
    record = _Record()
    saving = SaveAutoGrades()
    saving.gradebook = record
    saving.notebook_id = saving.assignment_id = saving.student_id = ""
    for index, cell in enumerate(notebook.cells):
        saving.preprocess_cell(cell, {}, index)
    waiting = {name for name, grade in record.grades.items() if grade.needs_manual_grade}
    tasks = {cell.metadata.nbgrader.grade_id for cell in notebook.cells if is_task(cell)}
    return Marked(
        notebook,
        {name: grade.auto_score for name, grade in record.grades.items()},
        {name: comment.auto_comment for name, comment in record.comments.items()},
        frozenset(waiting | tasks),
    )


@dataclass
class _Record:
    """Stands in for the gradebook, so that nbgrader's own rules say what belongs there."""

    grades: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, Any] = field(default_factory=dict)

    @property
    def db(self) -> _Record:
        return self

    def commit(self) -> None:
        pass

    def find_grade(self, name: str, *place: str) -> Any:
        return self.grades.setdefault(name, SimpleNamespace(manual_score=None))

    def find_comment(self, name: str, *place: str) -> Any:
        return self.comments.setdefault(name, SimpleNamespace())
