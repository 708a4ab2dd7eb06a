"""`softskills regrade`: whose marks move is said first, and then they do; what was decided about a scene stays so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from nbgrader.api import Gradebook
from typer.testing import CliRunner, Result

from softskills.answers import parse_lines
from softskills.cli import app
from softskills.grading.class_run.regrade import written_into
from softskills.grading.quiz.review import review_quiz
from softskills.grading.quiz.scored_by import scored_by
from softskills.items import FULL_MARKS, LEFT_OUT, Adjusted, ContentError, load_quiz_keys
from support.gradebook_dump import points
from support.grading_course import QUIZ, WRITTEN_TASK, Course, lines


@pytest.fixture(scope="module")
def quiz(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return Course(tmp_path_factory.mktemp("quiz"))


def total(course: Course, answers: Mapping[str, object], adjusted: dict[str, Adjusted]) -> float:
    quiz, keys = course.quiz()
    log = parse_lines(lines(dict(answers)).encode())
    return review_quiz(quiz, keys.model_copy(update={"adjusted": adjusted}), log).total


def test_a_scene_left_out_counts_for_nobody_and_the_points_stay(quiz: Course) -> None:
    asked, _ = quiz.quiz()
    right, first = quiz.right_answers(), asked.scenarios[0].id
    without_first = {name: answer for name, answer in right.items() if name != first}
    assert total(quiz, right, {first: LEFT_OUT}) == total(quiz, without_first, {first: LEFT_OUT}) == asked.max_points
    half = dict(list(without_first.items())[: (len(asked.scenarios) - 1) // 2])
    of_others = (len(asked.scenarios) - 1) // 2 / (len(asked.scenarios) - 1)
    assert total(quiz, half, {first: LEFT_OUT}) == pytest.approx(asked.max_points * of_others, abs=0.01)


def test_full_marks_are_for_all_also_for_who_did_not_answer(quiz: Course) -> None:
    asked, _ = quiz.quiz()
    first = asked.scenarios[0].id
    assert total(quiz, {}, {}) == 0
    assert total(quiz, {}, {first: FULL_MARKS}) == asked.points_each


def test_marks_are_older_than_such_a_decision_and_no_mark_is_older_without_one(quiz: Course) -> None:
    asked, keys = quiz.quiz()
    first = asked.scenarios[0].id
    sums = {
        scored_by(asked, keys.model_copy(update={"adjusted": one}))
        for one in ({}, {first: FULL_MARKS}, {first: LEFT_OUT})
    }
    assert len(sums) == 3
    assert scored_by(asked, keys) in sums


def test_the_key_file_stays_to_the_letter_but_for_the_decision() -> None:
    text = "quiz: a\n# of mine\nitems:\n  x: {y:  1}\n"
    once = written_into(text, {"x": FULL_MARKS})
    assert once == f"{text}\nadjusted:\n  x: full marks\n"
    again = written_into(f"{once}\nrubric: 1\n", {"x": LEFT_OUT, "z": FULL_MARKS})
    assert again == f"{text}\nadjusted:\n  x: left out\n  z: full marks\n\nrubric: 1\n"
    assert yaml.safe_load(again)["adjusted"] == {"x": "left out", "z": "full marks"}


@pytest.mark.parametrize(
    ("adjusted", "said"), [("nobody: left out", "no scenario of this id"), ("all", "every scenario")]
)
def test_what_makes_no_sense_in_the_key_file_is_found(quiz: Course, tmp_path: Path, adjusted: str, said: str) -> None:
    asked, _ = quiz.quiz()
    block = adjusted if adjusted != "all" else "\n  ".join(f"{one.id}: left out" for one in asked.scenarios)
    file = tmp_path / f"{QUIZ}.yml"
    file.write_text(f"{quiz.keys.read_text('utf-8')}\nadjusted:\n  {block}\n", "utf-8")
    with pytest.raises(ContentError, match=said):
        load_quiz_keys(file, asked)


def regrade(course: Course, *options: str) -> Result:
    return CliRunner().invoke(app, ["regrade", QUIZ, *options, "--course", str(course.root)])


def test_first_it_is_said_and_then_done(tmp_path: Path) -> None:
    course = Course(tmp_path)
    course.do("generate_assignment", QUIZ)
    right = course.right_answers()
    asked, _ = course.quiz()
    first, each, full = asked.scenarios[0].id, asked.points_each, asked.max_points
    missing_one = {name: answer for name, answer in right.items() if name != first}
    for student, answers in {"ann": right, "ben": missing_one}.items():
        text = {WRITTEN_TASK: {"text": "I asked, and then I waited."}}
        (course.submission(student) / "answers.jsonl").write_text(lines(answers | text), "utf-8")
    course.do("autograde", QUIZ)
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        (mark,) = [
            one for one in gradebook.find_submission_notebook(QUIZ, QUIZ, "ann").grades if one.needs_manual_grade
        ]
        mark.manual_score, mark.needs_manual_grade = 5, False
        gradebook.db.commit()
    assert points(course) == {"ann": full + 5, "ben": full - each}
    before = course.keys.read_text("utf-8")

    said = regrade(course, "--full-marks", first)
    assert said.exit_code == 0, said.output
    assert (
        f"  ben: {full - each:g} -> {full} (+{each})\n{QUIZ}: the scenes' points, of {full}, would move for 1 learner, "
        "and stay for 1.\n" in said.output
    )
    assert points(course) == {"ann": full + 5, "ben": full - each} and course.keys.read_text("utf-8") == before

    done = regrade(course, "--full-marks", first, "--apply")
    assert done.exit_code == 0, done.output
    assert points(course) == {"ann": full + 5, "ben": full}
    assert course.keys.read_text("utf-8") == f"{before.rstrip()}\n\nadjusted:\n  {first}: full marks\n"
    page = (course.root / "feedback" / "ben" / QUIZ / f"{QUIZ}.html").read_text("utf-8")
    told = re.sub(r"\s+", " ", page)
    assert "Everybody gets full marks for this scene" in told
    assert (
        f"These scenes were marked again after their key had changed. Before that, they gave {full - each:g}." in told
    )
    of_ann = (course.root / "feedback" / "ann" / QUIZ / f"{QUIZ}.html").read_text("utf-8")
    assert "marked again" not in of_ann
    assert "move for 0 learners, and stay for 2" in regrade(course).output

    assert "asks no scene 'nobody'" in regrade(course, "--drop", "nobody").output
    every = [option for one in asked.scenarios for option in ("--drop", one.id)]
    assert "nothing to mark" in regrade(course, *every).output
