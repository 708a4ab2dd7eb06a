"""What a kernel replies to the messages of a widget's front end, whatever they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from softskills import answers
from softskills.course import ANSWERS, find_course
from softskills.items import data_folder, load_bank
from softskills.widgets import PracticeWidget, ProgressWidget, ScenarioWidget, WritingWidget, widget_for
from softskills.widgets.course_widget import REMEMBERED, CourseWidget
from softskills.widgets.messages import MAX_AT_ONCE
from support.pages import bank_item

ITEM = "listening-reflection"


class Front:
    """A front end: it sends messages, and holds the replies."""

    def __init__(self, widget: CourseWidget) -> None:
        self.replies: list[Any] = []
        self.widget = widget
        widget.send = lambda content, buffers=None: self.replies.append(content)

    def ask(self, message: Any) -> Any:
        before = len(self.replies)
        self.widget._handle_custom_msg(message, [])
        assert len(self.replies) == before + 1, "every message gets one reply"
        return self.replies[-1]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / ANSWERS


@pytest.fixture
def front(log: Path) -> Front:
    return Front(widget_for(load_bank(data_folder()).items[ITEM], log))


def keep(n: Any, *records: Any) -> dict[str, Any]:
    return {"kind": "keep", "n": n, "records": list(records)}


def answer(text: Any, item: Any = ITEM) -> dict[str, Any]:
    return {"item": item, "answer": text}


def given(log: Path) -> list[Any]:
    return [(one.item, one.answer) for one in answers.read(log).records if one.item != answers.READER]


def test_a_kept_answer_is_confirmed_with_the_record_that_counts_now(front: Front, log: Path) -> None:
    front.ask(keep(1, answer("first")))
    reply = front.ask(keep(2, answer("second")))
    record = reply["records"][ITEM]
    assert reply == {"kind": "kept", "n": 2, "records": {ITEM: record}}
    assert record["answer"] == "second"
    assert len(record["answers"]) == 2
    assert front.widget.records == {ITEM: record}
    assert given(log) == [(ITEM, "first"), (ITEM, "second")]


def test_several_answers_are_kept_and_told_to_every_open_widget_that_wants_them(front: Front, log: Path) -> None:
    other, elsewhere = (
        ProgressWidget(load_bank(data_folder()), log),
        ProgressWidget(load_bank(data_folder()), log.with_name("other.jsonl")),
    )
    front.ask(keep(1, answer("one"), answer("two", "target")))
    assert {item: one["answer"] for item, one in other.records.items()} == {ITEM: "one", "target": "two"}
    assert list(front.widget.records) == [ITEM], "it does not want the other"
    assert elsewhere.records == {}


def test_a_message_that_is_sent_once_more_is_kept_once(front: Front, log: Path) -> None:
    first = front.ask(keep(1, answer("one")))
    assert front.ask(keep(1, answer("one"))) == first
    assert given(log) == [(ITEM, "one")]


def test_a_message_that_was_not_kept_may_be_sent_once_more(
    front: Front, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(answers.log, "MAX_LOG_BYTES", 1)
        assert front.ask(keep(1, answer("one")))["kind"] == "not-kept"
    assert front.ask(keep(1, answer("one")))["kind"] == "kept"
    assert given(log) == [(ITEM, "one")]


def test_only_the_last_messages_are_remembered(front: Front) -> None:
    for n in range(REMEMBERED + 5):
        front.ask(keep(n, answer(n)))
    assert list(front.widget._replies) == list(range(5, REMEMBERED + 5))


CIRCLE: list[Any] = []
CIRCLE.append(CIRCLE)


@pytest.mark.parametrize(
    ("message", "why"),
    [
        pytest.param(None, "is not one that asks to keep answers", id="nothing"),
        pytest.param([keep(7, answer("x"))], "is not one that asks to keep answers", id="list"),
        pytest.param("keep", "is not one that asks to keep answers", id="text"),
        pytest.param({"n": 7}, "is not one that asks to keep answers", id="no kind"),
        pytest.param({"kind": ["keep"], "n": 7}, "is not one that asks to keep answers", id="odd kind"),
        pytest.param(keep(None, answer("x")), "has no number", id="no number"),
        pytest.param(keep(True, answer("x")), "has no number", id="true"),
        pytest.param(keep([7], answer("x")), "has no number", id="list as number"),
        pytest.param({"kind": "keep", "n": 7}, "holds no answers", id="no records"),
        pytest.param(keep(7), "holds no answers", id="empty"),
        pytest.param({"kind": "keep", "n": 7, "records": {"a": 1}}, "holds no answers", id="dictionary"),
        pytest.param(keep(7, *[answer("x")] * 1000), "holds 1000 answers; at most 20", id="a thousand"),
        pytest.param(keep(7, "x"), "no answer to an item", id="text as record"),
        pytest.param(keep(7, answer("x", 7)), "no answer to an item", id="number as item"),
        pytest.param(keep(7, answer("x", [ITEM])), "no answer to an item", id="list as item"),
        pytest.param(keep(7, {"item": ITEM}), "no answer to an item", id="no answer"),
        pytest.param(keep(7, answer("x"), answer("x", "")), "it names no item", id="second without item"),
        pytest.param(keep(7, answer("x", "x" * 101)), "it names no item", id="long item"),
        pytest.param(keep(7, answer("x" * 64_000)), "at most 64000 can be kept", id="too big"),
        pytest.param(keep(7, answer([[[[[[1]]]]]])), "nested more than 6 levels", id="too deep"),
        pytest.param(keep(7, answer(CIRCLE)), "could not be written", id="circle"),
        pytest.param(keep(7, answer(float("nan"))), "could not be written", id="not a number"),
        pytest.param(keep(7, answer("\ud800")), "could not be written", id="half a character"),
    ],
)
def test_an_odd_message_gets_a_reason_and_nothing_is_kept(front: Front, log: Path, message: Any, why: str) -> None:
    before = log.read_bytes()
    reply = front.ask(message)
    assert reply["kind"] == "not-kept"
    assert reply["n"] == (7 if isinstance(message, dict) and message.get("n") == 7 else None)
    assert why in reply["why"]
    assert log.read_bytes() == before
    assert front.widget.records == {}


def test_as_many_answers_as_may_come_at_once_are_kept(front: Front, log: Path) -> None:
    front.ask(keep(1, *[answer("x", f"item-{number}") for number in range(MAX_AT_ONCE)]))
    assert len(given(log)) == MAX_AT_ONCE


def test_an_error_that_nobody_foresaw_leaves_no_learner_waiting(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("all of it is taken")

    monkeypatch.setattr(answers.LogFile, "append", fail)
    with pytest.raises(MemoryError):
        CourseWidget._hear(front.widget, keep(7, answer("x")), [])
    assert front.replies[-1]["kind"] == "not-kept"
    assert "all of it is taken" in front.replies[-1]["why"]


def test_a_widget_of_a_published_page_keeps_nothing() -> None:
    front = Front(widget_for(load_bank(data_folder()).items[ITEM], None))
    assert isinstance(front.widget, WritingWidget)
    assert front.ask(keep(7, answer("x")))["why"] == "answers are not kept here"


def test_what_another_program_has_saved_counts_too(front: Front, log: Path) -> None:
    answers.append(log, ITEM, "theirs")
    reply = front.ask(keep(1, answer("mine")))
    assert len(reply["records"][ITEM]["answers"]) == 2


def test_a_set_is_brought_with_the_widget_of_each_scene(log: Path) -> None:
    bank = load_bank(data_folder())
    front = Front(PracticeWidget(bank, log, find_course().settings))
    reply = front.ask({"kind": "bring", "n": 7, "set": "listening-01"})
    assert (reply["kind"], reply["n"], list(reply["scenes"])) == ("set", 7, ["listening-01"])
    scene = reply["scenes"]["listening-01"]
    shown = ScenarioWidget(bank_item("listening-01"), None)
    assert scene == {"widget": "scenario", "state": {"content": shown.content, "wants": ["listening-01"]}}
    assert given(log) == []


@pytest.mark.parametrize("name", ["listening", "", "__proto__", "listening-reflection"])
def test_what_is_no_set_is_not_brought(log: Path, name: str) -> None:
    front = Front(PracticeWidget(load_bank(data_folder()), log, find_course().settings))
    reply = front.ask({"kind": "bring", "n": 7, "set": name})
    assert (reply["kind"], reply["n"]) == ("not-brought", 7)
    assert repr(name) in reply["why"]


@pytest.mark.parametrize("message", [{"n": 1}, {"set": "listening-01"}, {"n": "1", "set": "x"}, {"n": 1, "set": ["x"]}])
def test_a_message_that_asks_for_no_set_gets_one_reply_too(front: Front, message: dict[str, Any]) -> None:
    assert front.ask({"kind": "bring"} | message)["kind"] == "not-kept"


def test_a_widget_that_shows_no_sets_brings_none(front: Front) -> None:
    assert front.ask({"kind": "bring", "n": 1, "set": "listening-01"})["kind"] == "not-brought"
