"""Scores go to a pretend platform once, and again only when they changed, whatever breaks on the way."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.passback_rows import SentRows, read_sent
from softskills.grading.passback.client import Client, Refused
from support.lti_platform import CLIENT, DEPLOYMENT
from support.passback_class import ASSIGNMENT, POINTS, Class

THERE = {f"user+{student}": points for student, points in POINTS.items()}


def noted(graded: Class) -> dict[str, dict[str, Any]]:
    return read_sent(CourseAssignment(graded.root, ASSIGNMENT), graded.platform.settings()["lineitems"])


def test_a_line_item_is_made_once_and_each_score_is_posted_once(graded: Class) -> None:
    graded.settle(deployment_id="9", key_id="of-ours")
    plan, outcome = graded.send()
    (item,) = graded.platform.line_items
    assert (item["label"], item["resourceId"], item["scoreMaximum"]) == (ASSIGNMENT, ASSIGNMENT, 10)
    assert outcome.is_new and outcome.sent == sorted(POINTS) and not outcome.ended
    assert graded.platform.stands() == THERE
    (told,) = graded.platform.assertions
    assert told["iss"] == CLIENT and told[DEPLOYMENT] == "9" and told["kid"] == "of-ours"
    score = graded.platform.scores[item["id"], "user+ada"][0]
    assert score["scoreMaximum"] == 10 and score["gradingProgress"] == "FullyGraded" and "comment" not in score

    plan, outcome = graded.send()
    assert plan.same == tuple(sorted(POINTS)) and not plan.changes and not outcome.is_new
    assert graded.platform.posted() == len(POINTS) and len(graded.platform.line_items) == 1

    graded.mark("ada", manual_score=9.5)
    _, outcome = graded.send()
    assert outcome.sent == ["ada"]
    assert graded.platform.stands() == THERE | {"user+ada": 9.5}


def test_a_line_item_that_is_there_is_found_on_a_later_page_whatever_its_neighbours(graded: Class) -> None:
    for name in ("part-1", "part-2+", "part-3"):
        graded.platform.add_line_item({"label": name, "resourceId": name, "scoreMaximum": 1})
    found = graded.platform.add_line_item({"label": "Unit 2", "resourceId": ASSIGNMENT, "scoreMaximum": 50})
    graded.platform.page_size = 1
    graded.platform.leaves_questions_aside = True
    _, outcome = graded.send()
    assert (outcome.line_item, outcome.is_new) == (found["id"], False)
    assert graded.platform.stands(3) == THERE


def test_two_line_items_are_for_the_instructor_to_choose_from(graded: Class) -> None:
    both = [graded.platform.add_line_item({"resourceId": ASSIGNMENT})["id"] for _ in range(2)]
    _, outcome = graded.send()
    assert all(item in outcome.ended for item in both) and graded.platform.posted() == 0
    graded.settle(line_items={ASSIGNMENT: both[1]})
    assert graded.send()[1].sent == sorted(POINTS)
    assert graded.platform.stands(1) == THERE and not graded.platform.stands(0)


def test_a_name_with_a_plus_is_asked_for_as_itself(graded: Class) -> None:
    client = graded.client()
    try:
        made = client.line_item("a+b &c", 10)
        assert made[1] and client.line_item("a+b &c", 10) == (made[0], False)
    finally:
        client.close()


def test_a_line_item_that_was_deleted_gets_all_scores_again(graded: Class) -> None:
    graded.send()
    graded.platform.line_items[0]["resourceId"] = "gone"
    plan, outcome = graded.send()
    assert outcome.is_new and outcome.sent == sorted(POINTS) and not plan.same
    assert graded.platform.stands(1) == THERE


def test_a_platform_that_is_down_is_asked_a_few_times_and_nothing_is_lost(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(204, {}), *[(500, {})] * 4]
    _, outcome = graded.send()
    assert outcome.sent == ["ada"] and "500" in outcome.ended
    assert graded.waits == [2, 4, 8] and graded.platform.posted() == 5
    _, outcome = graded.send()
    assert outcome.sent == ["benny", "cleo"] and not outcome.ended


def test_a_pause_that_the_platform_asks_for_is_kept(graded: Class) -> None:
    later = format_datetime(graded.now() + timedelta(seconds=90))
    graded.platform.planned["/scores"] = [(429, {"Retry-After": "17"}), (503, {"Retry-After": later})]
    _, outcome = graded.send()
    assert outcome.sent == sorted(POINTS)
    assert graded.waits == [17, 73]  # 17 of the 90 seconds are over
    graded.mark("ada", manual_score=1)
    graded.platform.planned["/scores"] = [(429, {"Retry-After": "3600"})]
    _, outcome = graded.send()
    assert "3600 seconds" in outcome.ended and len(graded.waits) == 2 and not outcome.sent


def test_nobody_there_is_said_and_nothing_is_noted_as_sent(graded: Class) -> None:
    graded.settle(**{"token_endpoint": "http://127.0.0.1:1/token"})
    _, outcome = graded.send()
    assert "cannot be reached" in outcome.ended and graded.waits == [2, 4, 8]
    assert noted(graded) == {}


def test_a_line_item_whose_making_nobody_heard_of_is_not_made_twice(graded: Class) -> None:
    graded.platform.add_line_item({"resourceId": "other"})
    graded.platform.planned["POST /course/lineitems"] = [(0, {})]
    _, outcome = graded.send()
    assert outcome.sent == sorted(POINTS) and len(graded.platform.line_items) == 2


def test_a_score_whose_taking_nobody_heard_of_is_not_taken_twice(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(0, {})]
    _, outcome = graded.send()
    assert outcome.sent == sorted(POINTS) and not outcome.refused
    assert graded.platform.posted() == 4
    assert [len(scores) for scores in graded.platform.scores.values()] == [1, 1, 1]


def test_stopped_between_sending_and_noting_the_same_score_is_sent_with_the_same_time(
    graded: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = SentRows.write

    def stopped(self: SentRows, student: str, line_item: str, sent: Any, trying: Any) -> None:
        if sent:
            raise KeyboardInterrupt
        write(self, student, line_item, sent, trying)

    monkeypatch.setattr(SentRows, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        graded.send()
    monkeypatch.setattr(SentRows, "write", write)
    assert noted(graded)["ada"]["trying"]["given"] == 8 and noted(graded)["ada"]["sent"] is None
    graded.waits.append(60)
    _, outcome = graded.send()
    assert outcome.sent == sorted(POINTS) and not outcome.refused
    (score,) = graded.platform.scores[graded.platform.line_items[0]["id"], "user+ada"]
    assert noted(graded)["ada"]["sent"]["time"] == score["timestamp"] and noted(graded)["ada"]["trying"] is None


def test_a_mark_that_changed_after_such_a_stop_is_sent_as_a_newer_one(
    graded: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded.platform.planned["/scores"] = [(0, {}), (500, {}), (500, {}), (500, {})]
    assert graded.send()[1].ended
    graded.mark("ada", manual_score=3)
    assert graded.send()[1].sent == sorted(POINTS)
    assert graded.platform.stands()["user+ada"] == 3


def test_a_platform_that_refuses_us_is_asked_once_and_nothing_is_noted(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(403, {})]
    _, outcome = graded.send()
    assert "403" in outcome.ended and list(outcome.refused) == ["ada"] and graded.platform.posted() == 1
    assert noted(graded) == {} and graded.waits == []


def test_one_learner_whom_the_platform_refuses_keeps_nobody_else_from_theirs(graded: Class) -> None:
    graded.platform.unknown_users.add("user+benny")
    _, outcome = graded.send()
    assert outcome.sent == ["ada", "cleo"] and "404" in outcome.refused["benny"] and not outcome.ended
    assert set(noted(graded)) == {"ada", "cleo"}


def test_a_score_that_the_platform_has_newer_is_not_noted_as_sent(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(409, {})]
    _, outcome = graded.send()
    assert "newer score" in outcome.refused["ada"] and "ada" not in noted(graded)


def test_a_token_that_ran_out_is_renewed_once(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(401, {})]
    assert graded.send()[1].sent == sorted(POINTS)
    assert len(graded.platform.assertions) == 2


def test_another_key_gets_no_token(graded: Class) -> None:
    graded.platform.public_key = type(graded.platform.public_key).generate_key(2048)
    _, outcome = graded.send()
    assert "invalid_client" in outcome.ended and graded.platform.posted() == 0


def test_nothing_is_sent_to_another_host(graded: Class) -> None:
    graded.platform.add_line_item({"resourceId": ASSIGNMENT})["id"] = "https://elsewhere.example/lineitem"
    _, outcome = graded.send()
    assert "another host" in outcome.ended and graded.platform.posted() == 0


def test_a_redirect_is_not_followed(graded: Class) -> None:
    graded.platform.planned["/scores"] = [(307, {"Location": f"{graded.platform.address}/course/lineitems"})]
    assert "307" in graded.send()[1].refused["ada"]


def test_comments_go_when_asked_for_and_are_taken_back(graded: Class) -> None:
    graded.comment("ada", "You asked first.")
    graded.send()
    assert graded.send(comments=True)[1].sent == ["ada"]
    assert not graded.send(comments=True)[0].changes and not graded.send()[0].changes
    graded.comment("ada", "")
    assert graded.send(comments=True)[1].sent == ["ada"]
    scores = graded.platform.scores[graded.platform.line_items[0]["id"], "user+ada"]
    assert [score.get("comment") for score in scores] == [None, "You asked first.", ""]
    assert not graded.send(comments=True)[0].changes


def test_what_waits_for_a_marker_is_held_back_unless_asked(graded: Class) -> None:
    graded.mark("ada", needs_manual_grade=True)
    plan, outcome = graded.send()
    assert "ada" in plan.held_back and outcome.sent == ["benny", "cleo"]
    graded.send(also_unmarked=True)
    scores = graded.platform.scores[graded.platform.line_items[0]["id"], "user+ada"]
    assert scores[0]["gradingProgress"] == "PendingManual"


def test_the_client_says_what_an_answer_without_sense_was(graded: Class) -> None:
    client: Client = graded.client()
    graded.platform.line_items.append({"resourceId": ASSIGNMENT})
    with pytest.raises(Refused, match="without an address"):
        client.line_item(ASSIGNMENT, 10)
    client.close()
