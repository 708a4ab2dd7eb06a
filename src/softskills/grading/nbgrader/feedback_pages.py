"""Feedback pages of quizzes, the same by nbgrader's command, by Formgrader's button and by `softskills grade`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook

from softskills.course import QUIZ_FILE
from softskills.grading.nbgrader.marks import late_penalty_plugin
from softskills.grading.nbgrader.rows import AssignmentRows
from softskills.grading.submission.feedback_page import feedback_page
from softskills.grading.submission.scores import NotebookScores


class FeedbackExporter(HTMLExporter):
    """GenerateFeedback's writer of pages. A quiz gets ours, and any other assignment nbgrader's own.

    nbgrader's preprocessors play no part in a page of ours.
    """

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        names = resources["nbgrader"]
        course: Any = self.parent.coursedir  # type: ignore[union-attr]
        source = Path(course.format_path(course.source_directory, ".", names["assignment"]))
        if not (source / QUIZ_FILE).is_file():
            return super().from_filename(filename, resources, **options)
        with Gradebook(names["db_url"], course.course_id) as gradebook:
            rows = AssignmentRows(gradebook, names["assignment"], late_penalty_plugin(self))
            scores = rows.scores([names["student"]])[names["student"]][names["notebook"]]
        return page_of(Path(filename), names, scores), resources | {"output_extension": self.file_extension}


def page_of(file: Path, names: dict[str, str], scores: NotebookScores) -> str:
    """The page, as HTML, of a graded notebook. `names` has those of the student, the assignment and the notebook."""
    notebook = nbformat.read(file, as_version=4)
    return feedback_page(notebook, scores, {name: names[name] for name in ("student", "assignment", "notebook")})
