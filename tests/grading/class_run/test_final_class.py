"""One class does the final assignment, which has a story and two written tasks, from release to exported marks."""

from __future__ import annotations

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from softskills import answers
from softskills.course import ANSWERS
from softskills.items import Key, Quiz, QuizKeys, Reflection, load_quiz, load_quiz_keys
from softskills.phrases import typographic
from support.answering import all_points, no_points
from support.grade_command import grade
from support.grading_course import Course, Ran, lines

FINAL = "final"
SUBMITTER = pwd.getpwuid(os.getuid()).pw_name
"""nbgrader names a learner who runs `nbgrader submit` by the account."""

MARKS = {"written-task-marks": 7.0, "written-task-marks-2": 5.5}
COMMENT = "Tie the first step to something that is in your diary already."
PLAN, TALK = "On Thursday I put the request first.", "I: 'Have you got five minutes?'"


@dataclass(frozen=True)
class FinalClass:
    """What the class left behind: the first run of grading, and a second one that told the key."""

    course: Course
    quiz: Quiz
    keys: QuizKeys
    first: Ran
    at_first: dict[str, str]
    second: Ran
    later: dict[str, str]


def page(course: Course, student: str) -> str:
    """The text of a learner's feedback."""
    return text_of(course.root / "feedback" / student / FINAL / f"{FINAL}.html")


def text_of(file: Path) -> str:
    return " ".join(BeautifulSoup(file.read_text("utf-8"), "html.parser").get_text().split())


def send_feedback(course: Course) -> None:
    course.do("release_feedback", FINAL, "--SafeReleaseFeedback.also_unmarked=True")
    course.learner("fetch_feedback", FINAL)


def mark_by_hand(course: Course, student: str) -> None:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        for cell, points in MARKS.items():
            mark = gradebook.find_grade(cell, FINAL, FINAL, student)
            assert mark.needs_manual_grade
            mark.manual_score, mark.needs_manual_grade = points, False
            gradebook.find_comment(cell, FINAL, FINAL, student).manual_comment = COMMENT
        gradebook.db.commit()


@pytest.fixture(scope="module")
def final_class(tmp_path_factory: pytest.TempPathFactory) -> FinalClass:
    course = Course(tmp_path_factory.mktemp("final"))
    quiz = load_quiz(course.root / "source" / FINAL / "quiz.yml")
    keys = load_quiz_keys(course.root / "keys" / f"{FINAL}.yml", quiz)
    right = {item.id: all_points(item, keys.items[item.id]) for item in quiz.scenarios}
    wrong = {item.id: no_points(item, keys.items[item.id]) for item in quiz.scenarios}
    first, second = (item.id for item in quiz.items if isinstance(item, Reflection))
    course.do("generate_assignment", FINAL)
    course.do("release_assignment", FINAL)

    course.learner("fetch_assignment", FINAL)
    log = course.base / "desk" / FINAL / ANSWERS
    for item, answer in (right | {first: {"text": PLAN}, second: {"text": TALK}}).items():
        answers.append(log, item, answer)
    course.learner("submit", FINAL)
    log_of_wrong = course.submission("all-wrong", FINAL) / ANSWERS
    log_of_wrong.write_text(lines(wrong | {first: {"text": PLAN}}), "utf-8")
    course.submission("no-answers", FINAL)

    students = (SUBMITTER, "all-wrong", "no-answers")
    graded = grade(course, FINAL)
    at_first = {student: page(course, student) for student in students}
    send_feedback(course)
    mark_by_hand(course, SUBMITTER)
    course.tell("key")
    graded_again = grade(course, FINAL, "--force")
    later = {student: page(course, student) for student in students}
    send_feedback(course)
    return FinalClass(course, quiz, keys, graded, at_first, graded_again, later)


def test_all_are_graded_and_wait_for_their_marks_by_hand(final_class: FinalClass) -> None:
    assert final_class.first.code == 0, final_class.first.output
    assert "3 submissions graded now, 0 graded before, 0 refused" in final_class.first.output
    assert "To be marked by hand, on your desk or in Formgrader: 3 submissions." in final_class.first.output


def test_the_marks_are_exported(final_class: FinalClass) -> None:
    final_class.course.do("export")
    rows = final_class.course.grades()

    assert {row["max_score"] for row in rows.values()} == {"36.0"}
    assert {name: float(row["score"]) for name, row in rows.items()} == {
        SUBMITTER: 20 + sum(MARKS.values()),
        "all-wrong": 0.0,
        "no-answers": 0.0,
    }


def test_grading_again_with_another_setting_changes_feedback_and_no_mark(final_class: FinalClass) -> None:
    assert final_class.second.code == 0, final_class.second.output
    assert "To be marked by hand, on your desk or in Formgrader: 2 submissions." in final_class.second.output
    for student, score in ((SUBMITTER, "32.5 of 36 points"), ("all-wrong", "0 of 20 points so far")):
        assert f"Your score {score} " in final_class.later[student]
    assert COMMENT in final_class.later[SUBMITTER]


def test_what_was_written_reaches_the_grader_and_the_feedback(final_class: FinalClass) -> None:
    for pages in (final_class.at_first, final_class.later):
        assert PLAN in pages[SUBMITTER] and TALK in pages[SUBMITTER]
        assert PLAN in pages["all-wrong"] and "Nothing was written." in pages["all-wrong"]


def test_feedback_teaches_about_ones_own_choices_first_and_tells_the_key_later(final_class: FinalClass) -> None:
    first, later = final_class.at_first["all-wrong"], final_class.later["all-wrong"]
    for item in final_class.quiz.scenarios:
        key = final_class.keys.items[item.id]
        rationale = typographic(" ".join(key.rationale.split()))
        assert rationale not in first and rationale in later
        if isinstance(key, Key) and item.kind == "best-worst":
            worst = min(key.effectiveness, key=key.effectiveness.__getitem__)
            assert typographic(" ".join(key.feedback[worst].split())) in first, "it was picked as the best"
    assert "In the key" not in first and later.count("In the key") >= len(final_class.quiz.scenarios)


def test_who_answered_nothing_reads_the_key_when_it_is_told_and_nothing_before(final_class: FinalClass) -> None:
    first, later = final_class.at_first["no-answers"], final_class.later["no-answers"]

    assert first.count("Not answered.") == later.count("Not answered.") == len(final_class.quiz.scenarios)
    assert "In the key" not in first and later.count("Why: ") == len(final_class.quiz.scenarios)


def test_feedback_that_was_sent_can_be_sent_anew(final_class: FinalClass) -> None:
    [fetched] = (final_class.course.base / "desk" / FINAL / "feedback").rglob("*.html")

    assert text_of(fetched) == final_class.later[SUBMITTER] != final_class.at_first[SUBMITTER]
