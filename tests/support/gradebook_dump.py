"""What a gradebook says of learners: all of it as plain rows, to tell whether two say the same, or the points alone."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from support.grading_course import QUIZ, Course

Row = tuple[Any, ...]

QUERIES = {
    "students": "select id, first_name, last_name, email, lms_user_id from student",
    "submissions": """
        select assignment.name, submitted_assignment.student_id, submitted_assignment.timestamp,
            submitted_assignment.extension
        from submitted_assignment join assignment on assignment.id = submitted_assignment.assignment_id""",
    "notebooks": """
        select assignment.name, notebook.name, submitted_assignment.student_id, submitted_notebook.flagged,
            submitted_notebook.late_submission_penalty
        from {submitted}""",
    "grades": """
        select assignment.name, notebook.name, base_cell.name, base_cell.type, submitted_assignment.student_id,
            grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade
        from grade join submitted_notebook on submitted_notebook.id = grade.notebook_id
            join base_cell on base_cell.id = grade.cell_id {and_submitted}""",
    "comments": """
        select assignment.name, notebook.name, base_cell.name, base_cell.type, submitted_assignment.student_id,
            comment.auto_comment, comment.manual_comment
        from comment join submitted_notebook on submitted_notebook.id = comment.notebook_id
            join base_cell on base_cell.id = comment.cell_id {and_submitted}""",
}
AND_SUBMITTED = """
    join notebook on notebook.id = submitted_notebook.notebook_id
    join assignment on assignment.id = notebook.assignment_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"""


def dump(url: str) -> dict[str, list[Row]]:
    """What the gradebook at this address holds, sorted and without ids; SQLite and PostgreSQL give equal rows."""
    names = {"submitted": f"submitted_notebook {AND_SUBMITTED}", "and_submitted": AND_SUBMITTED}
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                table: sorted((_plain(row) for row in connection.execute(text(query.format(**names)))), key=repr)
                for table, query in QUERIES.items()
            }
    finally:
        engine.dispose()


def _plain(row: Any) -> Row:
    # SQLite has no booleans and no times: flags come as 0 and 1, times as text.
    return tuple(int(value) if isinstance(value, bool) else _time(value) for value in row)


def _time(value: Any) -> Any:
    return value.isoformat(" ", "microseconds") if hasattr(value, "isoformat") else value


def points(course: Course) -> dict[str, float]:
    """The points of every learner for the quiz."""
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(QUIZ)}
