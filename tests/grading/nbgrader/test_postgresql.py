"""PostgreSQL as the gradebook: one setting, and a class is graded as with SQLite. The server is a real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from typer.testing import CliRunner

from softskills.cli import app
from softskills.course import ANSWERS
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.class_rows import read_class, read_only
from softskills.grading.nbgrader.hand_marks import FIRST, Changed, Given, HandMarks
from softskills.grading.nbgrader.learner_rows import rows_of
from softskills.grading.submission.by_hand import hand_tasks
from support.grade_command import grade
from support.gradebook_dump import dump
from support.grading_course import QUIZ, Course, formgrader
from support.postgresql_server import Server, server
from support.random_logs import random_log

LEARNERS = [f"learner-{number}" for number in range(8)]


@dataclass
class Setting:
    """A course and the address of its gradebook. `setting` is all that makes the difference."""

    course: Course
    url: str
    setting: dict[str, str]


class CourseWithSetting(Course):
    """A course with more in its environment."""

    def __init__(self, base: Path, setting: dict[str, str]) -> None:
        self._setting = setting
        super().__init__(base)
        if setting:
            self.database.unlink()  # the empty gradebook of a course without such a setting

    def environment(self, home: str) -> dict[str, str]:
        return super().environment(home) | self._setting


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with server() as running:
        yield running


def class_of_learners(base: Path, url: str | None) -> Setting:
    """A class that has handed in."""
    base.mkdir()
    setting = {"NBGRADER_DB_URL": url} if url else {}
    course = CourseWithSetting(base, setting)
    course.do("generate_assignment", QUIZ)
    quiz, keys = course.quiz()
    for number, student in enumerate(LEARNERS):
        (course.submission(student) / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))
    return Setting(course, url or f"sqlite:///{course.database}", setting)


def mark_by_hand(url: str) -> None:
    with Gradebook(url, "soft-skills") as gradebook:
        for number, student in enumerate(LEARNERS[:4]):
            grade = gradebook.find_grade("written-task-marks", QUIZ, QUIZ, student)
            grade.manual_score, grade.needs_manual_grade = 2.0 * number, False
            comment = gradebook.find_comment("written-task-marks", QUIZ, QUIZ, student)
            comment.manual_comment = "Gut gesagt: \u201eja\u201c \U0001f600"
        gradebook.db.commit()


def graded(base: Path, url: str | None) -> Setting:
    """A class, graded, marked by hand, and graded again in part."""
    one = class_of_learners(base, url)
    one.course.do("autograde", QUIZ)
    mark_by_hand(one.url)
    one.course.do("autograde", QUIZ, "--force", "--student", LEARNERS[1])
    one.course.do("generate_feedback", QUIZ)
    return one


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgresql: Server) -> tuple[Setting, Setting]:
    base = tmp_path_factory.mktemp("databases")
    return graded(base / "sqlite", None), graded(base / "postgresql", postgresql.new_database("of-a-class"))


def test_the_one_setting_moves_the_gradebook(both: tuple[Setting, Setting]) -> None:
    sqlite, postgresql = both
    assert sqlite.course.database.exists() and not postgresql.course.database.exists()
    assert list(postgresql.setting) == ["NBGRADER_DB_URL"]


def test_the_gradebooks_say_the_same(both: tuple[Setting, Setting]) -> None:
    sqlite, postgresql = both
    said = dump(postgresql.url)
    assert said == dump(sqlite.url)
    assert {row[0] for row in said["students"]} == set(LEARNERS)
    assert {row[6] for row in said["grades"]} >= {None, 0.0, 2.0, 4.0, 6.0}


def test_marks_and_feedback_are_the_same(both: tuple[Setting, Setting]) -> None:
    sqlite, postgresql = both
    assert postgresql.course.grades() == sqlite.course.grades()
    for student in LEARNERS:
        page = postgresql.course.feedback(student)
        assert page == sqlite.course.feedback(student)
        assert ("Gut gesagt" in page) == (student in LEARNERS[:4])


def test_where_the_class_stands_is_the_same_and_nothing_can_be_written_on_the_way(
    both: tuple[Setting, Setting],
) -> None:
    sqlite, postgresql = both
    found = read_class(postgresql.url, QUIZ)
    assert found == read_class(sqlite.url, QUIZ)
    assert set(found.noted) == set(LEARNERS) == set(found.marks) and all(one.is_known for one in found.noted.values())
    for one in both:
        with read_only(one.url) as session:
            assert session is not None
            with pytest.raises(SQLAlchemyError, match=r"read-?only"):
                session.execute(text("delete from softskills_basis"))


def test_formgrader_shows_the_class(both: tuple[Setting, Setting]) -> None:
    course = both[1].course
    with formgrader(course) as server:
        for page in ("manage_assignments", f"gradebook/{QUIZ}/{QUIZ}", f"manage_submissions/{QUIZ}", "manage_students"):
            assert server.ask(f"/formgrader/{page}")[0] == 200
        status, rows = server.ask(f"/formgrader/api/submissions/{QUIZ}")
        graded_again = server.ask(f"/formgrader/api/submission/{QUIZ}/{LEARNERS[0]}/autograde", "POST", {})
    assert status == 200 and all(f'"student": "{student}"' in rows for student in LEARNERS)
    assert graded_again[0] == 200 and '"success": true' in graded_again[1]


def test_a_whole_class_in_one_command_even_when_it_is_killed(
    both: tuple[Setting, Setting], postgresql: Server, tmp_path: Path
) -> None:
    sqlite, _ = both
    one = class_of_learners(tmp_path / "bulk", postgresql.new_database("of-a-class-in-bulk"))
    for stop_at in (70, 120, 200):
        assert grade(one.course, QUIZ, "--no-collect", stop_at=stop_at).code == -9
    assert grade(one.course, QUIZ, "--no-collect").code == 0
    mark_by_hand(one.url)
    assert grade(one.course, QUIZ, "--no-collect", "--force", "--student", LEARNERS[1]).code == 0
    assert grade(one.course, QUIZ, "--no-collect").code == 0

    assert dump(one.url) == dump(sqlite.url)
    for student in LEARNERS:
        assert one.course.feedback(student) == sqlite.course.feedback(student)


def test_a_class_list_marks_and_a_deletion_are_as_in_a_file(
    both: tuple[Setting, Setting], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Last, for it takes a learner out of both."""
    roster = tmp_path / "list.csv"
    roster.write_text("username,first name,last name\nnew,\u674e,\u738b\nlearner-2,Ada,L\n", "utf-8")
    said = []
    for one in both:
        for name, value in one.course.environment("instructor").items():
            monkeypatch.setenv(name, value)
        course = CourseAssignment(one.course.root, QUIZ)
        quiz = course.quiz()
        assert quiz is not None
        task = hand_tasks(quiz.released())[0]
        marks = HandMarks(one.url, QUIZ)
        seen = min(marks.texts(task), key=lambda text: text.student)
        given = Given("ada", "2027-01-01T00:00:00+00:00", 3.5, [], [], "Gut")
        assert marks.save(task, seen.notebook_id, seen.version(FIRST), given).mark == 3.5
        with pytest.raises(Changed):
            marks.save(task, seen.notebook_id, seen.version(FIRST), given)
        marks.close()
        for command in (["roster", "import", str(roster), "--apply"], ["learner", "delete", "learner-7", "--apply"]):
            ran = CliRunner().invoke(app, [*command, "--course", str(one.course.root)])
            assert ran.exit_code == 0, ran.output
        assert read_class(one.url, QUIZ).people["new"].name == "\u674e \u738b"
        assert rows_of(course, "learner-7") == {}
        said.append(dump(one.url))
    assert said[0] == said[1] and "learner-7" not in str(said[0])
