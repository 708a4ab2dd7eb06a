"""What a class handed in, as it's read for a report: before and after grading, late or in time, whole or damaged."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.hand_ins import HandIn, answers_of_class, hand_ins, quizzes_until
from softskills.grading.nbgrader.rows import GradebookError
from softskills.grading.submission import many_answers
from support.grade_command import grade
from support.grading_course import QUIZ, Course, lines

DUE = datetime(2026, 2, 3, 4, 0, 0)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Five learners: whole, with another name for the file, with a broken line, missing, and unknown."""
    made = Course(tmp_path_factory.mktemp("hand-ins"))
    made.do("generate_assignment", QUIZ)
    right = made.right_answers()
    (made.submission("whole") / "answers.jsonl").write_text(lines(right), "utf-8")
    (made.submission("named") / "answers (1).jsonl").write_text(lines(right), "utf-8")
    (made.submission("broken") / "answers.jsonl").write_text("{\n" + lines(right), "utf-8")
    (made.submission("unknown") / "answers.jsonl").write_text(lines(right), "utf-8")
    with gradebook(made) as book:
        for student in ("whole", "named", "broken", "missing"):
            book.add_student(student, first_name="<b>", last_name=student)
    return made


def gradebook(course: Course) -> Gradebook:
    return Gradebook(f"sqlite:///{course.database}", "soft-skills")


def read(course: Course) -> dict[str, HandIn]:
    return {one.student: one for one in hand_ins(CourseAssignment(course.root, QUIZ), course.quiz()[0])}


def test_before_grading(course: Course) -> None:
    found = read(course)
    assert list(found) == ["broken", "missing", "named", "unknown", "whole"]
    assert found["missing"] == HandIn("missing", "<b> missing", "missing")
    assert found["whole"] == HandIn("whole", "<b> whole", "in time", (), course.right_answers())
    assert found["unknown"].name == "unknown"
    assert found["named"].answers == course.right_answers(), "as they are graded"
    assert found["named"].problems == (
        "There is no answers.jsonl in what was handed in. answers (1).jsonl holds answers to this quiz, and was used.",
    )
    assert found["broken"].answers == course.right_answers()
    assert found["broken"].problems == ("answers.jsonl could not be read in 1 place. What could be read counts.",)


def test_late_is_what_came_after_the_due_date_and_the_learners_own_extension(course: Course) -> None:
    assert grade(course, QUIZ, "--no-collect", "--no-feedback").code == 0
    with gradebook(course) as book:
        book.update_or_create_assignment(QUIZ, duedate=DUE)
        book.find_submission(QUIZ, "whole").extension = timedelta(minutes=10)
        book.find_submission(QUIZ, "broken").extension = timedelta(minutes=1)
        book.db.commit()
        late = {one.student_id: one.total_seconds_late > 0 for one in book.assignment_submissions(QUIZ)}
    states = {student: one.state for student, one in read(course).items()}
    assert states == {student: "late" if is_late else "in time" for student, is_late in late.items()} | {
        "missing": "missing"
    }
    assert states["whole"] == "in time" and states["broken"] == states["named"] == "late"


def test_after_grading_points_are_those_of_the_gradebook_and_answers_those_that_were_graded(course: Course) -> None:
    newer = course.root / "submitted" / "whole" / QUIZ / "answers.jsonl"
    before = newer.read_text("utf-8")
    newer.write_text(lines(course.wrong_answers()), "utf-8")
    try:
        whole = read(course)["whole"]
    finally:
        newer.write_text(before, "utf-8")
    with gradebook(course) as book:
        submission = book.find_submission(QUIZ, "whole")
        assert (whole.score, whole.max_score) == (submission.score, submission.max_score)
        assert whole.waiting == submission.needs_manual_grade
    quiz, _ = course.quiz()
    assert whole.scene_points == quiz.max_points
    assert whole.answers == course.right_answers()


def test_many_are_read_by_several_processes_with_the_same_result(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = answers_of_class(CourseAssignment(course.root, QUIZ), course.quiz()[0])
    monkeypatch.setattr(many_answers, "MANY", 2)
    assert answers_of_class(CourseAssignment(course.root, QUIZ), course.quiz()[0]) == one_by_one
    assert set(one_by_one) == {"whole", "named", "broken", "unknown"}


def test_earlier_quizzes_go_by_their_due_dates(course: Course) -> None:
    with gradebook(course) as book:
        book.update_or_create_assignment("part-2", duedate=DUE - timedelta(days=1))
        book.update_or_create_assignment("part-1", duedate=DUE - timedelta(days=9))
        book.update_or_create_assignment("part-3", duedate=DUE + timedelta(days=1))
        book.update_or_create_assignment("not-a-quiz", duedate=DUE - timedelta(days=2))
    assert quizzes_until(CourseAssignment(course.root, QUIZ)) == ["part-1", "part-2"]


def test_a_broken_gradebook_is_told(course: Course, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("gradebook.db"))
    (root / "gradebook.db").write_text("no database", "utf-8")
    with pytest.raises(GradebookError, match="The gradebook cannot be used"):
        hand_ins(CourseAssignment(root, QUIZ), course.quiz()[0])
