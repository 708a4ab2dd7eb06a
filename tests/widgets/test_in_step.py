"""Open widgets keep in step with what other kernels and programs write to their log."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from softskills import answers
from softskills.course import ANSWERS
from softskills.items import data_folder, load_bank
from softskills.widgets import CourseWidget, in_step, widget_for

ITEM = "listening-reflection"
APPEND = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from softskills import answers
answers.append(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / ANSWERS


def open_widget(log: Path) -> CourseWidget:
    widget = widget_for(load_bank(data_folder()).items[ITEM], log)
    widget.send = lambda content, buffers=None: None
    return widget


def answer_of(widget: CourseWidget) -> object:
    return widget.records[ITEM]["answer"] if ITEM in widget.records else None


def ping(widget: CourseWidget) -> None:
    widget._handle_custom_msg({"kind": "ping", "n": 1}, [])


def test_an_answer_of_another_kernel_is_shown_in_a_second_while_nobody_does_anything(log: Path) -> None:
    async def kernel() -> list[object]:
        widgets = [open_widget(log), open_widget(log)]
        other = [sys.executable, "-c", APPEND, str(log), ITEM, "theirs"]
        await asyncio.to_thread(subprocess.run, other, check=True)
        for _ in range(100):
            if all(map(answer_of, widgets)):
                break
            await asyncio.sleep(0.1)
        return [answer_of(widget) for widget in widgets]

    with ThreadPoolExecutor() as threads:  # in this one the loop of a browser may run
        assert threads.submit(asyncio.run, kernel()).result() == ["theirs", "theirs"]


def test_without_a_loop_it_is_shown_with_the_next_message(log: Path) -> None:
    one, other = open_widget(log), open_widget(log)
    answers.append(log, ITEM, "theirs")
    assert answer_of(other) is None
    ping(one)
    assert [answer_of(one), answer_of(other)] == ["theirs", "theirs"]


def test_what_a_new_widget_or_an_own_answer_found_in_the_log_is_told_to_the_others_too(log: Path) -> None:
    first = open_widget(log)
    answers.append(log, ITEM, "theirs")
    assert answer_of(open_widget(log)) == "theirs"
    in_step.look(log)
    assert answer_of(first) == "theirs"
    answers.append(log, ITEM, "theirs again")
    records = [{"item": "target", "answer": {"kind": "none"}}]
    open_widget(log)._handle_custom_msg({"kind": "keep", "n": 1, "records": records}, [])
    assert answer_of(first) == "theirs again"


def test_what_is_no_longer_in_the_log_is_shown_no_longer(log: Path) -> None:
    answers.append(log, ITEM, "mine")
    widget = open_widget(log)
    assert answer_of(widget) == "mine"
    log.unlink()
    ping(widget)
    assert widget.records == {}


def test_widgets_on_another_log_hear_nothing_and_what_did_not_change_is_not_sent(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget, elsewhere = open_widget(log), open_widget(log.with_name("other.jsonl"))
    sent: list[object] = []
    for one in (widget, elsewhere):
        one.observe(sent.append, names="records")
    answers.append(log, "target", {"kind": "none"})
    ping(widget)
    assert sent == [], "no widget here wants to know it"
    answers.append(log, ITEM, "theirs")
    ping(elsewhere)
    assert [answer_of(widget), answer_of(elsewhere)] == [None, None]
    ping(widget)
    ping(widget)
    assert (len(sent), answer_of(elsewhere)) == (1, None)


def test_no_two_logs_share_their_drafts_and_a_page_names_none(log: Path) -> None:
    one, again, elsewhere = open_widget(log), open_widget(log), open_widget(log.with_name("other.jsonl"))
    assert one.drafts == again.drafts != elsewhere.drafts
    assert str(log.parent) not in one.drafts
    assert "drafts" not in widget_for(load_bank(data_folder()).items[ITEM], None).published()["state"]
