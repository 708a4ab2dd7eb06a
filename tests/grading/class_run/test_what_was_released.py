"""What was released is what is graded; marks older than the key, or than a restored gradebook, are named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from nbgrader.api import Gradebook

from softskills.course import ANSWERS
from support.attack_class import FULL
from support.grade_command import grade
from support.gradebook_dump import points
from support.grading_course import QUIZ, Course, lines, undone

STUDENTS = ("ann", "bob", "cat")
OLDER = "3 marks are older than the key, and are as before."


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three learners with all points."""
    course = Course(tmp_path_factory.mktemp("released"))
    course.do("generate_assignment", QUIZ)
    for student in STUDENTS:
        (course.submission(student) / ANSWERS).write_text(lines(course.right_answers()), "utf-8")
    ran = grade(course, QUIZ, "--no-collect")
    assert ran.code == 0 and "older than the key" not in ran.output and "not what was released" not in ran.output
    return course


@pytest.fixture
def course(graded: Course) -> Iterator[Course]:
    """The graded class; what a test does to it is undone."""
    with undone(graded) as course:
        yield course


def swap_best_and_worst(course: Course) -> None:
    """Another key for the first scenario."""
    data = yaml.safe_load(course.keys.read_text("utf-8"))
    values = next(iter(data["items"].values()))["effectiveness"]
    best, worst = (which(values, key=values.__getitem__) for which in (max, min))
    values[best], values[worst] = values[worst], values[best]
    course.keys.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def test_a_text_that_was_changed_after_the_release_does_not_count(course: Course) -> None:
    source = course.root / "source" / QUIZ / "quiz.yml"
    data = yaml.safe_load(source.read_text("utf-8"))
    was = data["title"]
    data["title"] = "ANOTHER TITLE"
    source.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    ran = grade(course, QUIZ, "--no-collect", "--force")

    assert f"source/{QUIZ}/quiz.yml is not what was released." in ran.output
    assert was in course.feedback("ann") and "ANOTHER TITLE" not in course.feedback("ann")
    assert points(course) == dict.fromkeys(STUDENTS, FULL)


def test_a_scene_less_in_the_source_does_not_change_what_is_graded_until_it_is_released(course: Course) -> None:
    quiz_file = course.root / "source" / QUIZ / "quiz.yml"
    quiz, keys = (yaml.safe_load(file.read_text("utf-8")) for file in (quiz_file, course.keys))
    gone = quiz["items"].pop(0)["id"]
    del keys["items"][gone]
    for file, data in ((quiz_file, quiz), (course.keys, keys)):
        file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    ran = grade(course, QUIZ, "--no-collect", "--force")

    assert ran.code == 2, "the released quiz has a scene without a key"
    assert "this scenario of the quiz has no key" in ran.output and "is not what was released" in ran.output
    assert points(course) == dict.fromkeys(STUDENTS, FULL)


def test_without_the_released_quiz_nobody_is_graded(course: Course) -> None:
    (course.root / "release" / QUIZ / "quiz.yml").unlink()
    ran = grade(course, QUIZ, "--no-collect", "--force")
    assert ran.code == 2 and f"nbgrader generate_assignment {QUIZ}" in ran.output
    assert points(course) == dict.fromkeys(STUDENTS, FULL)


def test_marks_that_are_older_than_the_key_are_named_until_they_are_given_anew(course: Course) -> None:
    swap_best_and_worst(course)

    ran = grade(course, QUIZ, "--no-collect")

    assert f"{OLDER} To grade again by the key of today: softskills grade {QUIZ} --force" in ran.output
    assert points(course) == dict.fromkeys(STUDENTS, FULL), "nothing moves by itself"
    again = grade(course, QUIZ, "--no-collect", "--force")
    assert "older than the key" not in again.output
    assert all(score < FULL for score in points(course).values())


def test_other_words_in_the_key_make_no_mark_old(course: Course) -> None:
    data = yaml.safe_load(course.keys.read_text("utf-8"))
    next(iter(data["items"].values()))["rationale"] = "Said in other words, which are long enough."
    course.keys.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    assert "older than the key" not in grade(course, QUIZ, "--no-collect").output


def test_a_gradebook_from_before_the_last_hand_in_is_noticed(course: Course) -> None:
    backup = course.database.read_bytes()
    bob = course.root / "submitted" / "bob" / QUIZ
    (bob / ANSWERS).write_text("", "utf-8")
    (bob / "timestamp.txt").write_text("2026-03-01 00:00:00.000000 UTC", "utf-8")
    assert grade(course, QUIZ, "--no-collect").code == 0
    assert points(course)["bob"] == 0.0
    course.database.write_bytes(backup)
    assert points(course)["bob"] == FULL

    ran = grade(course, QUIZ, "--no-collect")

    assert "1 submission graded now, 2 graded before" in ran.output
    assert "Look whether marks given by hand are missing: bob" in ran.output
    assert points(course)["bob"] == 0.0
    assert "are missing" not in grade(course, QUIZ, "--no-collect").output


def test_a_gradebook_from_before_the_class_handed_in_is_noticed(course: Course) -> None:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        for student in STUDENTS:
            gradebook.remove_submission(QUIZ, student)

    ran = grade(course, QUIZ, "--no-collect")

    assert "3 submissions graded now" in ran.output and "are missing: ann, bob, cat" in ran.output
    assert points(course) == dict.fromkeys(STUDENTS, FULL)


def test_a_gradebook_from_before_anything_was_noted_is_taken_as_it_is_and_named(course: Course) -> None:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook, gradebook.engine.begin() as connection:
        for table in ("softskills_basis", "softskills_in_time"):
            connection.exec_driver_sql(f"drop table {table}")

    ran = grade(course, QUIZ, "--no-collect")

    assert "0 submissions graded now, 3 graded before" in ran.output
    assert "Of 3 marks nobody noted by which key." in ran.output
    assert "nobody noted" not in grade(course, QUIZ, "--no-collect", "--force").output
