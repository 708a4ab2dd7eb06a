"""The feedback pages that nbgrader makes, for marks that are known already instead of looked up one by one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from nbgrader.preprocessors import GetGrades

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.rows import NotebookScores


class FeedbackPages:
    """Makes the pages of one assignment."""

    def __init__(self, course: CourseAssignment) -> None:
        self._course = course
        converter = course.feedback
        self._exporter = converter.exporter_class(parent=converter, config=converter.config)
        for step in converter.preprocessors:
            self._exporter.register_preprocessor(_KnownGrades if step is GetGrades else step)

    def page(self, student: str, name: str, scores: NotebookScores) -> str:
        """The page, as HTML, of one graded notebook of a learner."""
        file = self._course.place("autograded", student) / f"{name}.ipynb"
        names = {"student": student, "assignment": self._course.name, "notebook": name}
        resources = {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": names | {"scores": scores}}
        output, _ = self._exporter.from_filename(str(file), resources=resources)
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
    """Stands in for the gradebook."""

    def __init__(self, scores: NotebookScores) -> None:
        self._scores = scores

    def find_grade(self, cell: str, *names: str) -> Any:
        score, highest = self._scores.grades[cell]
        return SimpleNamespace(score=score, max_score=highest)

    def find_comment(self, cell: str, *names: str) -> Any:
        return SimpleNamespace(comment=self._scores.comments[cell])
