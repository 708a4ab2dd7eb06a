"""One submission of a large class cannot be graded: all others are, and it is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.attack_class import FULL, HALF, LOG
from support.gradebook_dump import points
from support.grading_course import QUIZ, Course, lines

LEARNERS = 60
BAD = "learner-030"
LONGEST_PATH = 4095


def plant_too_long_a_path(folder: Path) -> Path:
    """Put a file into a submission whose path is so long that its copy, of a longer path, cannot be made."""
    path = folder
    while len(str(path)) < LONGEST_PATH - 400:
        path /= "x" * 199
    path.mkdir(parents=True)
    file = path / ("y" * 100)
    file /= "z" * (LONGEST_PATH - len(str(file)) - 1)
    file.parent.mkdir()
    file.touch()
    return folder / ("x" * 199)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("large"))
    course.do("generate_assignment", QUIZ)
    right = course.right_answers()
    models = [lines(right), lines(dict(list(right.items())[:3]))]
    for number in range(LEARNERS):
        (course.submission(f"learner-{number:03}") / LOG).write_text(models[number % 2], "utf-8")
    return course


def test_all_others_are_graded_and_the_bad_one_is_named(course: Course) -> None:
    planted = plant_too_long_a_path(course.root / "submitted" / BAD / QUIZ)
    deserved = {f"learner-{number:03}": HALF if number % 2 else FULL for number in range(LEARNERS)}

    ran = course.run("autograde", QUIZ)

    others = {student: score for student, score in deserved.items() if student != BAD}
    assert points(course) == others
    assert ran.code == 1
    assert f"error processing assignment '{QUIZ}' for student '{BAD}'" in ran.output
    assert ran.output.count("for student '") == 1
    graded = {folder.parent.parent.name for folder in course.root.glob(f"autograded/*/{QUIZ}/{QUIZ}.ipynb")}
    assert graded == set(others)

    shutil.rmtree(planted)
    again = course.do("autograde", QUIZ)

    assert points(course) == deserved
    assert again.output.count("Autograding ") == 1
