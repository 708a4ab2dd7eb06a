"""Whatever is handed in, the attacker gets what the answers deserve, and so does everybody else."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from softskills.grading.submission.cell_settings import FOR_FEEDBACK
from softskills.items.leaks import held, to_look_for
from support.attack_class import CHEATS, FULL, HALF, HONEST, LOG, NOTEBOOKS, STOPPERS, hand_in_attacks
from support.gradebook_dump import points
from support.grading_course import QUIZ, Course, Ran, lines


@dataclass(frozen=True)
class Attacked:
    """A class after it was graded, with the points that each deserves."""

    course: Course
    deserved: dict[str, float]
    ran: Ran


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    course = Course(tmp_path_factory.mktemp("attacked"))
    course.do("generate_assignment", QUIZ)
    deserved = hand_in_attacks(course)
    return Attacked(course, deserved, course.run("autograde", QUIZ))


def graded_notebook(course: Course, student: str) -> Any:
    return json.loads((course.root / "autograded" / student / QUIZ / f"{QUIZ}.ipynb").read_text("utf-8"))


def test_everybody_gets_what_the_answers_deserve(attacked: Attacked) -> None:
    assert len(attacked.deserved) > 80
    assert points(attacked.course) == attacked.deserved
    assert attacked.ran.code == 0, attacked.ran.output[-3000:]


def test_only_the_written_task_waits_for_a_grader(attacked: Attacked) -> None:
    with Gradebook(f"sqlite:///{attacked.course.database}", "soft-skills") as gradebook:
        for submission in gradebook.assignment_submissions(QUIZ):
            grades = {grade.name: grade for notebook in submission.notebooks for grade in notebook.grades}
            assert {name for name, grade in grades.items() if grade.needs_manual_grade} == {"written-task-marks"}
            assert all(grade.manual_score is None for grade in grades.values())


def test_no_code_of_a_learner_ran(attacked: Attacked) -> None:
    assert list((attacked.course.base / "instructor").glob("ran-*")) == []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            assert b"an attack that stays" not in file.read_bytes()


def test_submissions_are_as_they_were(attacked: Attacked) -> None:
    right = lines(attacked.course.right_answers())
    for student in HONEST:
        for step in ("submitted", "autograded"):
            assert (attacked.course.root / step / student / QUIZ / LOG).read_text("utf-8") == right


def test_no_attack_gets_more_of_the_keys_than_the_answers_do(attacked: Attacked) -> None:
    course = attacked.course
    course.do("generate_feedback", QUIZ, "--student", "reads-keys")
    secrets = to_look_for(course.quiz()[1])

    def shown(student: str) -> list[str]:
        return held(course.root / "autograded" / student / QUIZ / f"{QUIZ}.ipynb", secrets)

    answered = shown("removed")
    assert len(answered) < len(secrets.by_pair) / 5
    assert {student for student in NOTEBOOKS if shown(student) != answered} == set()
    assert held(course.root / "feedback" / "reads-keys" / QUIZ / f"{QUIZ}.html", secrets) == answered
    assert shown("empty") == []


def test_the_graded_notebook_is_the_released_one(attacked: Attacked) -> None:
    released = json.loads((attacked.course.root / "release" / QUIZ / f"{QUIZ}.ipynb").read_text("utf-8"))
    for student in attacked.deserved:
        graded = graded_notebook(attacked.course, student)
        for cell in graded["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
            cell["metadata"].pop(FOR_FEEDBACK, None)
        assert graded == released, student


def test_without_executing_nobody_gets_points_for_nothing(attacked: Attacked) -> None:
    for student in ("removed", "empty"):
        attacked.course.do("autograde", QUIZ, "--force", "--no-execute", "--student", student)

    assert points(attacked.course) == attacked.deserved


# The attacks are real ones: nbgrader by itself falls for them.


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("stock"))
    course.do("generate_assignment", QUIZ)
    course.grade_as_nbgrader_does()
    right = course.right_answers()
    for student, plant in [("a-honest", None), *CHEATS.items(), *STOPPERS.items()]:
        folder = course.submission(student)
        (folder / LOG).write_text(lines(dict(list(right.items())[:3]) if plant else right), "utf-8")
        if plant:
            plant(folder)
    return course


@pytest.mark.trial
def test_stock_nbgrader_gives_cheats_more_than_they_deserve(stock: Course) -> None:
    found = {}
    for student in ("a-honest", *CHEATS):
        stock.run("autograde", QUIZ, "--student", student)
        found[student] = points(stock)[student]

    assert found.pop("a-honest") == FULL
    assert [student for student, score in found.items() if score <= HALF] == []
    assert points(stock)["a-honest"] > FULL, "one of them changed the marks of everybody"


@pytest.mark.trial
@pytest.mark.parametrize("student", STOPPERS)
def test_stock_nbgrader_stops_for_the_whole_class(stock: Course, student: str) -> None:
    ran = stock.run("autograde", QUIZ, "--student", student)

    assert ran.code == 1
    assert "One or more notebooks in the assignment use an" in ran.output


def test_every_attack_on_the_notebook_is_in_the_class() -> None:
    assert len(NOTEBOOKS) > 50 and not set(NOTEBOOKS) & set(HONEST)
