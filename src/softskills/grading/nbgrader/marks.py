"""Write what was marked into nbgrader's gradebook: the rows that its SaveAutoGrades and AssignLatePenalties write."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from softskills.grading.submission.marking import Marked


def save_marks(gradebook: Gradebook, student: str, assignment: str, name: str, marked: Marked, plugin: Any) -> None:
    """Save one marked notebook of a submission, see `note_marks`, and commit.

    Raises nbgrader's MissingEntry when the gradebook has no such submission.
    """
    submission = gradebook.find_submission(assignment, student)
    notebook = gradebook.find_submission_notebook(name, assignment, student)
    note_marks(gradebook.db, submission, notebook, marked, plugin)
    gradebook.db.commit()


def note_marks(session: Any, submission: Any, notebook: Any, marked: Marked, plugin: Any) -> None:
    """Bring the rows of a submitted notebook up to date, without committing them.

    Marks and comments given by hand stay, and a mark given by hand is to be looked at again, as in nbgrader. `plugin`
    says what a late submission costs, see `late_penalty_plugin`.
    """
    for grade in notebook.grades:
        if grade.name in marked.points:
            grade.auto_score = marked.points[grade.name]
            grade.needs_manual_grade = grade.name in marked.needs_manual or grade.manual_score is not None
    for comment in notebook.comments:
        if comment.name in marked.comments:
            comment.auto_comment = marked.comments[comment.name]
    notebook.late_submission_penalty = None
    if submission.total_seconds_late > 0:
        session.flush()
        session.refresh(notebook)  # its score is a sum that the database makes
        penalty = plugin.late_submission_penalty(submission.student_id, notebook.score, submission.total_seconds_late)
        if penalty is not None:
            notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


def late_penalty_plugin(parent: Any) -> Any:
    """The plug-in that the config of `parent` names for late submissions, AssignLatePenalties.plugin_class."""
    step = AssignLatePenalties(parent=parent)
    step.init_plugin()
    return step.plugin_inst
