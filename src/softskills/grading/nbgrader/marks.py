"""Write what was marked into nbgrader's gradebook: the rows that its SaveAutoGrades and AssignLatePenalties write.

Beside them it is noted what the marks are of, so that a text is not taken for marked that nobody has read.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties

from softskills.grading.nbgrader.deadlines import seconds_late
from softskills.grading.nbgrader.own_rows import BasisRow, RegradedRow, make_tables
from softskills.grading.submission.marking import Marked


def save_marks(gradebook: Gradebook, student: str, assignment: str, name: str, marked: Marked, plugin: Any) -> None:
    """Save one marked notebook of a submission, see `note_marks`, and commit.

    Raises nbgrader's MissingEntry when the gradebook has no such submission.
    """
    submission = gradebook.find_submission(assignment, student)
    notebook = gradebook.find_submission_notebook(name, assignment, student)
    make_tables(gradebook.db)
    note_marks(gradebook.db, submission, notebook, marked, plugin, gradebook.db.get(BasisRow, notebook.id))
    gradebook.db.commit()


def note_marks(
    session: Any, submission: Any, notebook: Any, marked: Marked, plugin: Any, before: BasisRow | None
) -> None:
    """Bring the rows of a submitted notebook up to date, without committing them. `before` is what was noted of it when
    it was last marked, if anything was.

    Marks and comments given by hand stay. A mark of a text that is still the same is as good as it was; one that nobody
    can vouch for is to be looked at again, as in nbgrader; and one of another text is set aside, so that the new text
    waits for a grader. `plugin` says what a late submission costs, see `late_penalty_plugin`.
    """
    if before is not None:
        _note_regrading(session, notebook, marked, before)
    row = before or BasisRow(notebook_id=notebook.id, texts={}, set_aside={})
    aside = dict(row.set_aside)
    comments = {comment.name: comment for comment in notebook.comments}
    for grade in notebook.grades:
        name, is_marked = grade.name, grade.manual_score is not None
        text, known = marked.basis.texts.get(name), row.texts.get(name)
        is_same = text is not None and text == known
        if name in marked.points:
            grade.auto_score = marked.points[name]
        if is_marked and text is not None and known is not None and not is_same:
            aside[name] = _set_aside(grade, comments.get(name))
        elif is_marked:
            aside.pop(name, None)
            grade.needs_manual_grade = grade.needs_manual_grade or not is_same
        elif name in marked.points or name in marked.needs_manual:
            grade.needs_manual_grade = name in marked.needs_manual
    for name, comment in comments.items():
        if name in marked.comments:
            comment.auto_comment = told_of(aside[name]) if name in aside else marked.comments[name]
    row.scored_by, row.handed_in = marked.basis.scored_by, marked.basis.handed_in
    row.texts, row.set_aside = dict(marked.basis.texts), aside
    session.add(row)
    notebook.late_submission_penalty = None
    if (seconds := seconds_late(submission)) > 0:
        session.flush()
        session.refresh(notebook)  # its score is a sum that the database makes
        penalty = plugin.late_submission_penalty(submission.student_id, notebook.score, seconds)
        if penalty is not None:
            notebook.late_submission_penalty = min(max(penalty, 0), notebook.score)


def _note_regrading(session: Any, notebook: Any, marked: Marked, before: BasisRow) -> None:
    """Keep what the scenes had by another key, for the learner to see, until something else is handed in."""
    basis = marked.basis
    if basis.handed_in != before.handed_in:
        if (row := session.get(RegradedRow, before.notebook_id)) is not None:
            session.delete(row)
    elif basis.scored_by != before.scored_by:
        for grade in notebook.grades:
            points = marked.points.get(grade.name)
            is_known = grade.name not in marked.needs_manual and None not in (points, grade.auto_score)
            if is_known and points != grade.auto_score:
                session.merge(RegradedRow(notebook_id=before.notebook_id, before=grade.auto_score))


def late_penalty_plugin(parent: Any) -> Any:
    """The plug-in that the config of `parent` names for late submissions, AssignLatePenalties.plugin_class."""
    step = AssignLatePenalties(parent=parent)
    step.init_plugin()
    return step.plugin_inst


def _set_aside(grade: Any, comment: Any) -> dict[str, Any]:
    """Take the mark of an earlier text off, with its comment, and have the new text wait for a grader."""
    kept = {"score": grade.manual_score + (grade.extra_credit or 0), "comment": comment and comment.manual_comment}
    grade.manual_score = grade.extra_credit = None
    grade.needs_manual_grade = True
    if comment is not None:
        comment.manual_comment = None
    return kept


def told_of(aside: dict[str, Any]) -> str:
    """What stands beside a new text until it is marked."""
    said = f"This text is new. It was marked {aside['score']:g} for an earlier text"
    return f"{said}, with the comment: {aside['comment']}" if aside["comment"] else f"{said}."
