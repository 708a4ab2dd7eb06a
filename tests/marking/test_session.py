"""A marker at work: what they see, what is saved, and two of them at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from softskills.grading.nbgrader.lock import held
from support.gradebook_dump import dump
from support.grading_course import QUIZ, Course
from support.marking_class import ARABIC, FULL, MARKUP, NONE, TASK, TEXTS, Marker, gradebook

HALF = ["half"] * 4


def rows(course: Course) -> dict[str, list[Any]]:
    return dump(f"sqlite:///{course.database}")


def test_the_list_is_anonymous_until_names_are_asked_for(course: Course) -> None:
    marker = Marker(course, "ann")
    seen = json.dumps([marker.session.content(), marker.listed, marker.open("hostile"), marker.open("plain-01")])
    assert "plain-01" not in seen and "onerror" in seen  # the text, not the name
    assert {entry["label"] for entry in marker.listed["entries"]} == {f"Text {n + 1}" for n in range(len(TEXTS))}
    named = [entry["label"] for entry in marker.ask("names", show=True)["entries"]]
    assert any(MARKUP in label for label in named)
    assert any("أمل" in label for label in named)


def test_texts_come_as_they_were_typed_one_at_a_time(course: Course) -> None:
    marker = Marker(course, "ann")
    assert marker.open("hostile")["texts"][0]["text"].startswith(MARKUP)
    assert marker.open("arabic")["texts"][0]["text"] == ARABIC
    assert MARKUP not in json.dumps(marker.open("plain-01"))
    assert len(json.dumps(marker.open("plain-01"))) < 3_000


def test_who_marked_it_and_when_is_kept_and_the_next_text_that_waits_follows(course: Course) -> None:
    marker = Marker(course, "ann")
    states = [entry["state"] for entry in marker.listed["entries"]]
    assert states.count("empty") == 2 and states.count("waiting") == len(TEXTS) - 2
    first = marker.listed["at"]
    assert states[first] == "waiting" and "waiting" not in states[:first]
    seen, at = [], first
    while at is not None:
        view = marker.ask("open", i=at)["view"]
        seen.append(at)
        reply = marker.save(view, HALF)
        assert reply["entry"] == {"state": "marked", "mark": 4.0}
        at = reply["at"]
    assert seen == [place for place, state in enumerate(states) if state == "waiting"]
    again = Marker(course, "ben").open("arabic")
    assert again["by"]["marker"] == "ann" and again["by"]["time"].endswith("+00:00")
    assert again["levels"] == HALF and again["mark"] == 4


def test_two_markers_at_once_lose_nothing(course: Course) -> None:
    ann, ben = Marker(course, "ann"), Marker(course, "ben")
    seen_by_ann, seen_by_ben = ann.open("plain-03"), ben.open("plain-03")
    assert ann.save(seen_by_ann, FULL, comment="From Ann")["ok"]
    before = rows(course)
    refused = ben.save(seen_by_ben, NONE, comment="From Ben")
    assert not refused["ok"]
    theirs = refused["theirs"]
    assert (theirs["mark"], theirs["comment"], theirs["by"]["marker"]) == (8, "From Ann", "ann")
    assert rows(course) == before
    assert ben.save(theirs, NONE, comment="From Ben")["ok"]  # having seen it
    assert ann.open("plain-03")["comment"] == "From Ben"


def test_a_mark_that_formgrader_gave_meanwhile_is_seen_too(course: Course) -> None:
    ann = Marker(course, "ann")
    view = ann.open("plain-04")
    in_formgrader(course, "plain-04", 3)
    refused = ann.save(view, FULL)
    assert not refused["ok"] and refused["theirs"]["mark"] == 3 and refused["theirs"]["by"] is None


def test_the_next_text_is_not_one_that_another_has_just_marked(course: Course) -> None:
    ann, ben = Marker(course, "ann"), Marker(course, "ben")
    view = ann.ask("open", i=ann.listed["at"])["view"]
    following = ann.ask("next", i=view["i"])["at"]
    assert ben.save(ben.ask("open", i=following)["view"], FULL)["ok"]
    assert ann.save(view, FULL)["at"] not in (None, view["i"], following)


@pytest.mark.parametrize(
    ("typed", "mark"), [("3,5", 3.5), ("3.5", 3.5), (" 8 ", 8), (",5", 0.5), ("0", 0), ("1,000", 1)]
)
def test_a_typed_number_is_taken_as_it_was_typed(course: Course, typed: str, mark: float) -> None:
    Marker(course, "ann").mark("plain-06", [], typed=typed)
    assert rows_of_mark(course, "plain-06") == mark


@pytest.mark.parametrize("typed", ["8,5", "-1", "1e0", "3,5,1", "nan", "three", "٣"])
def test_any_other_is_refused_and_says_why(course: Course, typed: str) -> None:
    ann, before = Marker(course, "ann"), rows(course)
    reply = ann.save(ann.open("plain-06"), [], typed=typed)
    assert not reply["ok"] and typed in reply["why"]
    assert rows(course) == before


def test_a_criterion_without_a_level_is_refused(course: Course) -> None:
    ann, before = Marker(course, "ann"), rows(course)
    for levels in (["full", "", "full", "full"], ["full"] * 3, ["full"] * 5, ["great"] * 4):
        assert not ann.save(ann.open("plain-06"), levels)["ok"]
    assert rows(course) == before


def test_all_empty_texts_get_0_and_no_other(course: Course) -> None:
    ann = Marker(course, "ann")
    reply = ann.ask("zero")
    assert reply["count"] == 2
    assert [one["mark"] for one in reply["entries"] if one["state"] == "marked"] == [0, 0]
    assert rows_of_mark(course, "empty-1") == rows_of_mark(course, "empty-2") == 0
    assert ann.ask("zero")["count"] == 0


def test_zeros_are_taken_back_where_nobody_was_since(course: Course) -> None:
    before = rows(course)
    ann, ben = Marker(course, "ann"), Marker(course, "ben")
    assert ann.ask("unzero")["count"] == 0
    assert (ann.ask("zero")["count"], ann.ask("unzero")["count"]) == (2, 2)
    assert rows(course) == before
    ann.ask("zero")
    assert ben.save(ben.open("empty-2"), FULL)["ok"]
    reply = ann.ask("unzero")
    assert reply["count"] == 1 and reply["entries"][ann.of("empty-1")]["state"] == "empty"
    assert rows_of_mark(course, "empty-2") == 8
    assert ann.ask("unzero")["count"] == 0


def test_comments_to_use_again_are_shared_and_can_be_dropped(course: Course) -> None:
    ann = Marker(course, "ann")
    of_guide = len(ann.listed["comments"])
    for _ in range(2):
        kept = ann.ask("comments", keep=f"  {MARKUP} ")["comments"]
    mine = [one for one in kept if one["id"]]
    assert [one["text"] for one in mine] == [MARKUP] and len(kept) == of_guide + 1
    assert kept == Marker(course, "ben").listed["comments"]
    assert len(ann.ask("comments", drop=mine[0]["id"])["comments"]) == of_guide


def test_a_second_marking_is_blind_and_leaves_the_mark_alone(course: Course) -> None:
    ann = Marker(course, "ann")
    for student in TEXTS:
        if not student.startswith("empty"):
            ann.mark(student, FULL if student < "plain-05" else HALF, comment="From Ann")
    before = rows(course)
    ben = Marker(course, "ben", turn=2, every=1)
    assert len(ben.listed["entries"]) == len(TEXTS) - 2
    views = [ben.ask("open", i=i)["view"] for i in range(len(TEXTS) - 2)]
    assert not any(word in json.dumps([ben.listed, views]) for word in ("From Ann", '"ann"', '"full"'))
    for view in views:  # their order is another one each time
        student = ben.session._list[view["i"]].student
        levels = FULL if student < "plain-05" and student != "plain-02" else HALF
        assert ben.save(view, levels)["ok"]
    assert rows(course) == before
    found = ben.ask("agreement")["agreement"]
    mark = found["rows"][0]
    assert found["n"] == found["by_two"] == mark["n"] == len(views)
    assert 0 < mark["alpha"] < 1 and mark["low"] <= mark["alpha"] <= mark["high"]
    assert len(found["rows"]) == 5
    assert len(Marker(course, "ben", turn=2, every=5).listed["entries"]) == -(-len(views) // 5)


def test_nothing_is_saved_while_a_class_is_graded(course: Course) -> None:
    ann = Marker(course, "ann")
    view, before = ann.open("plain-07"), rows(course)
    with held(course.root):
        assert not ann.save(view, FULL)["ok"]
    assert rows(course) == before
    assert ann.save(view, FULL)["ok"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        "list",
        {"kind": "open"},
        {"kind": "open", "i": -1},
        {"kind": "open", "i": True},
        {"kind": "open", "i": 10**9},
        {"kind": "save", "i": 0, "version": "x"},
        {"kind": "list", "task": 7},
        {"kind": "list", "every": 0},
        {"kind": "next"},
        {"kind": "__init__"},
    ],
)
def test_each_message_gets_a_reply_and_a_strange_one_changes_nothing(course: Course, message: Any) -> None:
    ann, before = Marker(course, "ann"), rows(course)
    reply = ann.session.reply(message)
    assert not reply["ok"] and reply["why"]
    assert rows(course) == before


def in_formgrader(course: Course, student: str, mark: float) -> None:
    with gradebook(course) as book:
        grade = book.find_grade(TASK, QUIZ, QUIZ, student)
        grade.manual_score, grade.needs_manual_grade = mark, False
        book.db.commit()


def rows_of_mark(course: Course, student: str) -> float | None:
    with gradebook(course) as book:
        mark: float | None = book.find_grade(TASK, QUIZ, QUIZ, student).manual_score
        return mark
