"""Regrading: whose marks move is said first; what was decided holds, is told, and leaves marks by hand alone."""

from __future__ import annotations

from typing import Any

import pytest
from nbgrader.api import Gradebook

from softskills.grading.class_run.regrade import moves, note, with_regrade
from softskills.grading.class_run.run import CannotRun
from softskills.grading.quiz.review import review_quiz, totals
from softskills.grading.quiz.scored_by import scored_by
from softskills.items import Regrade
from support.grading_course import QUIZ
from support.small_quiz import KEYS, log_of, pick
from support.small_quiz import QUIZ as SMALL


def test_a_class_is_scored_by_two_keys() -> None:
    said = {
        "all": log_of(s_1=pick("a", "d"), s_2=pick("a", "d"), s_3=pick("a", "d")).answers(),
        "first": log_of(s_1=pick("a", "d")).answers(),
        "none": {},
    }
    before = totals(SMALL, KEYS, said)
    assert before == {"all": 6, "first": 2, "none": 0}
    dropped = totals(SMALL, with_regrade(SMALL, KEYS, ["s-1"], [], None), said)
    assert dropped == {"all": 6, "first": 0, "none": 0}
    assert totals(SMALL, with_regrade(SMALL, KEYS, ["s-2"], [], None), said)["first"] == 3  # 2 of 4, of 6
    given = totals(SMALL, with_regrade(SMALL, KEYS, [], ["s-2"], None), said)
    assert given == {"all": 6, "first": 4, "none": 2}
    assert [(one.student, one.after - one.before) for one in moves(before, dropped)] == [("first", -2)]


def test_keys_with_nothing_decided_are_the_same_as_ever() -> None:
    assert scored_by(SMALL, with_regrade(SMALL, KEYS, [], [], "Words.")) == scored_by(SMALL, KEYS)
    assert scored_by(SMALL, with_regrade(SMALL, KEYS, ["s-1"], [], None)) != scored_by(SMALL, KEYS)
    assert review_quiz(SMALL, KEYS, log_of()).regrade == Regrade()


@pytest.mark.parametrize(("drop", "full"), [(["nope"], []), (["s-1"], ["s-1"]), (["s-1", "s-2", "s-3"], [])])
def test_what_cannot_be_decided_is_refused(drop: list[str], full: list[str]) -> None:
    with pytest.raises(CannotRun):
        with_regrade(SMALL, KEYS, drop, full, None)


def test_the_rest_of_a_key_file_stays_as_it_stands(tmp_path: Any) -> None:
    file = tmp_path / "k.yml"
    text = "# mine\nquiz: q\nitems:\n  a: 1  # why\n"
    file.write_text(text, "utf-8")
    note(file, Regrade(drop=["s-1"], say='A "slip": # no comment'))
    note(file, Regrade(drop=["s-1", "s-2"]))
    assert file.read_text("utf-8") == f'{text}regrade:\n  drop: ["s-1", "s-2"]\n'
    note(file, Regrade())
    assert file.read_text("utf-8") == text


def test_a_scenario_is_dropped_for_a_class_and_taken_back(klass: Any) -> None:
    quiz, _ = klass.course.quiz()
    last = quiz.scenarios[-1]  # adalove-two left it out
    before, key = klass.points(), klass.course.keys.read_text("utf-8")
    asked = ("regrade", QUIZ, "--drop", last.id, "--say", "It was <b>unclear</b>.")
    said = klass.run(*asked).output
    assert "adalove-two" in said and "Nothing was changed" in said
    assert (klass.points(), klass.course.keys.read_text("utf-8")) == (before, key)
    klass.run(*asked, "--apply")
    after = klass.points()
    assert after["adalove"] == after["adalove-two"] == before["adalove"] == quiz.max_points
    assert before["adalove-two"] < after["adalove-two"]
    page = klass.course.feedback("adalove-two")
    assert "was regraded. It was &lt;b&gt;unclear&lt;/b&gt;." in page and "counts for nobody" in page
    with Gradebook(f"sqlite:///{klass.course.database}", "soft-skills") as gradebook:
        grades = gradebook.find_submission_notebook(QUIZ, QUIZ, "benny").grades
        assert [one.manual_score for one in grades if one.manual_score is not None] == [1.5]
    assert "0 marks of 3 would move" in klass.run("regrade", QUIZ).output
    klass.run("regrade", QUIZ, "--undo", "--apply")
    assert (klass.points(), klass.course.keys.read_text("utf-8")) == (before, key)
