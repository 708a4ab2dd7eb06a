"""After a mark by rubric: beside formgrader's own marks, on the feedback page, with a new text, with many writers."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from nbgrader.server_extensions.formgrader.apihandlers import CommentHandler, GradeHandler
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import Session as Rows

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.feedback_pages import page_of
from softskills.grading.nbgrader.own_rows import OwnRow, RubricRow, of_submissions
from softskills.grading.nbgrader.rows import open_rows
from support.grade_command import grade
from support.gradebook_dump import dump
from support.grading_course import QUIZ, Course
from support.marking_class import FULL, MARKUP, NONE, TASK, Marker, gradebook, hand_in

MIXED = ["full", "half", "none", "full"]
CRITERIA = ["A real moment", "Words on both sides", "Evidence of understanding", "Words for next time"]


@pytest.fixture
def engine(course: Course) -> Iterator[Any]:
    engine = create_engine(f"sqlite:///{course.database}")
    yield engine
    engine.dispose()


def by_formgrader(url: str, student: str, mark: float, comment: str | None, extra: float | None = None) -> None:
    """What formgrader's own handlers do when a grader types a mark and a comment."""
    with Gradebook(url, "soft-skills") as book:
        where = (TASK, QUIZ, QUIZ, student)
        asked: list[tuple[Any, str, dict[str, Any]]] = [
            (GradeHandler, book.find_grade(*where).id, {"manual_score": mark, "extra_credit": extra})
        ]
        if comment is not None:
            asked.append((CommentHandler, book.find_comment(*where).id, {"manual_comment": comment}))
        for handler, row, body in asked:
            request = SimpleNamespace(gradebook=book, get_json_body=lambda body=body: body, write=lambda said: None)
            inspect.unwrap(handler.put)(request, row)


@pytest.mark.parametrize("comment", ["Well put, “Ä”.", None])
def test_a_mark_stands_in_the_gradebook_as_formgrader_writes_it(course: Course, comment: str | None) -> None:
    other = course.base / "other.db"
    shutil.copy(course.database, other)
    Marker(course, "ann").mark("plain-01", MIXED, comment=comment or "")
    before = dump(f"sqlite:///{other}")
    by_formgrader(f"sqlite:///{other}", "plain-01", 5, comment)
    assert dump(f"sqlite:///{course.database}") == dump(f"sqlite:///{other}") != before


def test_a_mark_changed_in_formgrader_is_noticed_and_its_extra_credit_stays(course: Course) -> None:
    ann = Marker(course, "ann")
    ann.mark("plain-01", FULL)
    seen = ann.open("plain-01")
    by_formgrader(f"sqlite:///{course.database}", "plain-01", 5.5, "Less.", extra=1)
    assert not ann.save(seen, FULL)["ok"]
    view = ann.open("plain-01")
    assert (view["mark"], view["typed"], view["comment"]) == (5.5, "5.5", "Less.")  # to save it again changes nothing
    said = " ".join(view["notes"])
    assert "5.5 in the gradebook, and ann gave 8" in said and "add up to 8" in said and "extra credit" in said
    assert criteria(feedback(course, "plain-01")) == []
    assert ann.save(view, NONE)["ok"]
    with gradebook(course) as book:
        grade = book.find_grade(TASK, QUIZ, QUIZ, "plain-01")
        assert (grade.manual_score, grade.extra_credit) == (0, 1)


def test_feedback_has_the_points_for_each_criterion_and_the_comment(course: Course) -> None:
    assert criteria(feedback(course, "hostile")) == []
    Marker(course, "ann").mark("hostile", MIXED, comment=f"Well put. {MARKUP}")
    page = feedback(course, "hostile")
    assert criteria(page) == list(zip(CRITERIA, ["2 of 2", "1 of 2", "0 of 2", "2 of 2"], strict=True))
    assert f"Well put. {MARKUP}" in page.get_text() and not page.find("img")
    assert "ann" not in page.get_text().split()  # who marked it is not told
    assert "add up to" not in page.get_text()
    Marker(course, "ann").mark("hostile", MIXED, typed="7")
    assert "The criteria add up to 5." in feedback(course, "hostile").get_text()


def test_a_new_text_waits_with_the_earlier_mark_beside_it(course: Course) -> None:
    ann = Marker(course, "ann")
    ann.mark("plain-02", FULL, comment="The first one.")
    ann.mark("plain-03", FULL)
    try:
        hand_in(course, "plain-02", "Another text.")
        assert grade(course, QUIZ, "--no-collect").code == 0
        view = Marker(course, "ben").open("plain-02")
        assert view["state"] == "waiting" and view["levels"] == [] and view["by"] is None and view["mark"] is None
        [note] = view["notes"]
        assert "8" in note and "The first one." in note
        assert view["texts"][0]["text"] == "Another text."
        assert criteria(feedback(course, "plain-02")) == []
        assert "The first one." in feedback(course, "plain-02").get_text()
        Marker(course, "ben").mark("plain-02", ["half"] * 4)
        assert Marker(course, "ann").open("plain-02")["notes"] == []
        marked = feedback(course, "plain-02")
        assert len(criteria(marked)) == 4 and "The first one." not in marked.get_text()
        assert len(criteria(feedback(course, "plain-03"))) == 4
    finally:
        hand_in(course, "plain-02", "I asked 2 people, and then I asked them again.")
        assert grade(course, QUIZ, "--no-collect").code == 0


def test_tables_that_belong_to_a_submission_are_named(course: Course, engine: Any) -> None:
    """A new one with a notebook_id is among them by itself; the one of an assignment is not."""
    Marker(course, "ann").mark("plain-04", FULL)
    assert {row.__tablename__ for row in of_submissions()} == {
        "softskills_basis",
        "softskills_regraded",
        "softskills_rubric",
    }
    assert {row.__tablename__ for row in of_submissions()} < set(OwnRow.metadata.tables)
    with gradebook(course) as book, Rows(engine) as rows:
        ident = book.find_submission_notebook(QUIZ, QUIZ, "plain-04").id
        counts = {
            one.__tablename__: rows.scalar(select(func.count()).where(one.notebook_id == ident))
            for one in of_submissions()
        }
    assert counts == {"softskills_basis": 1, "softskills_regraded": 0, "softskills_rubric": 1}


def test_a_gradebook_of_before_is_read_as_it_was(course: Course, engine: Any) -> None:
    with engine.begin() as connection:
        for table in ("softskills_rubric", "softskills_comment"):
            connection.execute(text(f"drop table if exists {table}"))
    with open_rows(CourseAssignment(course.root, QUIZ)) as rows:
        noted = rows.noted()
        assert noted and all(one.is_known for one in noted.values())
        assert not any(one[QUIZ].criteria for one in rows.scores(noted).values())


def test_of_many_who_save_at_the_same_moment_one_does(course: Course, engine: Any) -> None:
    markers = [Marker(course, f"marker-{number}") for number in range(6)]
    views = [marker.open("plain-05") for marker in markers]
    with ThreadPoolExecutor(len(markers)) as pool:
        given = [FULL, NONE] * 3
        replies = list(pool.map(lambda one: one[0].save(*one[1:]), zip(markers, views, given, strict=True)))
    [winner] = [number for number, reply in enumerate(replies) if reply["ok"]]
    others = [reply["theirs"]["by"]["marker"] for number, reply in enumerate(replies) if number != winner]
    assert others == [f"marker-{winner}"] * 5
    with gradebook(course) as book, Rows(engine) as rows:
        [row] = rows.scalars(select(RubricRow))
        mark = book.find_grade(TASK, QUIZ, QUIZ, "plain-05").manual_score
        assert (row.marker, row.mark) == (f"marker-{winner}", mark)
        assert mark == [8, 0][winner % 2]


def feedback(course: Course, student: str) -> BeautifulSoup:
    of_quiz = CourseAssignment(course.root, QUIZ)
    with open_rows(of_quiz) as rows:
        scores = rows.scores([student])[student][QUIZ]
    names = {"student": student, "assignment": QUIZ, "notebook": QUIZ}
    page = page_of(of_quiz.place("autograded", student) / f"{QUIZ}.ipynb", names, scores)
    return BeautifulSoup(page, "html.parser")


def criteria(page: BeautifulSoup) -> list[tuple[str, str]]:
    rows = (row.find_all(["th", "td"]) for row in page.select(".criteria tbody tr"))
    return [(name.get_text(" ", strip=True), points.get_text(" ", strip=True)) for name, points in rows]
