"""A kernel that is killed while answers are saved, and a JupyterLab while one types: whatever was acknowledged is in
the file, before and after, and what was typed comes back.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from softskills import answers
from softskills.course import ANSWERS
from support.jupyter import TOKEN, jupyter_server
from support.places import ROOT
from support.ports import free_port

KILLS = 200
MOST = 12
"""Answers that are acknowledged before a kill, at most."""

# It forks, so that a new kernel does not have to import everything each time. What a kernel replies goes to a file, as
# in real life it goes to the front end.
KERNELS = """
import json, os, sys
from pathlib import Path
from softskills.items import Story, data_folder, load_bank
from softskills.widgets import widget_for

log, replies = Path(sys.argv[1]), Path(sys.argv[2])
bank = load_bank(data_folder())
story = next(item for item in bank.items.values() if isinstance(item, Story))

def answer_on(round):
    widget = widget_for(story, log)
    out = os.open(replies, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    def send(reply, buffers=None):
        assert reply["kind"] == "kept", reply
        os.write(out, (json.dumps([round, reply["n"]]) + "\\n").encode())
    widget.send = send
    n = 0
    while True:
        n += 1
        records = [{"item": item, "answer": [round, n, "x" * (n % 7) * 500]} for item in (story.id, story.run_id)]
        widget._handle_custom_msg({"kind": "keep", "n": n, "records": records}, [])

for line in sys.stdin:
    pid = os.fork()
    if not pid:
        answer_on(int(line))
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("gone", flush=True)
"""


@pytest.fixture
def kernels(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", KERNELS, str(tmp_path / ANSWERS), str(tmp_path / "replies")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def acknowledged(tmp_path: Path) -> list[tuple[int, int]]:
    """All that kernels replied to, as (round, number of the message)."""
    replies = tmp_path / "replies"
    lines = replies.read_text().splitlines(keepends=True) if replies.exists() else []
    return [tuple(json.loads(line)) for line in lines if line.endswith("\n")]


@pytest.mark.trial
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_every_acknowledged_answer_is_in_the_file_after_200_kills(
    kernels: subprocess.Popen[str], tmp_path: Path
) -> None:
    moments = random.Random(20_260_301)
    before: list[answers.Record] = []
    assert kernels.stdin and kernels.stdout
    for round in range(KILLS):
        print(round, file=kernels.stdin, flush=True)
        pid = int(kernels.stdout.readline())
        wanted = len(acknowledged(tmp_path)) + moments.randrange(MOST)
        while len(acknowledged(tmp_path)) < wanted:
            os.kill(pid, 0)  # raises if it ended by itself
        time.sleep(moments.random() * 0.01)  # somewhere in the middle of the next one
        os.kill(pid, signal.SIGKILL)
        assert kernels.stdout.readline() == "gone\n"
        log = answers.read(tmp_path / ANSWERS)
        assert log.records[: len(before)] == before, "what was there stays"
        before = log.records
        assert len(log.problems) <= round + 1, "a kill tears one line at most"
    kept = {(record.item, *record.answer[:2]) for record in before if record.item != answers.READER}
    sent = acknowledged(tmp_path)
    assert len({round for round, _ in sent}) > KILLS / 2, "most kernels were killed while they were answering"
    items = {item for item, *_ in kept}
    assert len(items) == 2
    assert [(item, *one) for one in sent for item in items if (item, *one) not in kept] == []


LABS = 6
"""JupyterLabs that are killed."""
OLD = 2.0
"""Seconds after which what was typed is to come back, whatever happens."""
ITEM = "listening-reflection"
PATIENCE = 180_000

DRAFTS = """Object.entries(localStorage).filter(([key]) => key.includes("/draft/"))
    .map(([, draft]) => JSON.parse(draft).value.text)"""

# Nobody hears that the page is left: so it is when a browser or a computer breaks down with JupyterLab.
UNHEARD = """for (const target of [window, document]) for (const name of ["pagehide", "visibilitychange"])
    target.addEventListener(name, event => event.stopImmediatePropagation(), true)"""


@pytest.mark.trial
@pytest.mark.browser
def test_what_was_typed_and_saved_is_there_after_each_of_6_killed_labs(browser: Browser, tmp_path: Path) -> None:
    moments = random.Random(20_261_128)
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(UNHEARD)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    log, port = tmp_path / "lessons" / ANSWERS, free_port()
    held, saved = "", set[str]()
    for round in range(LABS + 1):
        with jupyter_server(tmp_path, port=port) as lab:
            if not round:
                lab.lay("lesson.ipynb", f'from softskills import reflection\nreflection("{ITEM}")')
            page.goto(f"{lab.address}/lab/tree/lesson.ipynb?token={TOKEN}&reset")
            text = page.get_by_label("Your text")
            text.wait_for()
            assert text.input_value().startswith(held), "what was typed two seconds before is back"
            assert saved <= _texts(log)
            if round == LABS:
                break
            typed = _typed(page, moments.uniform(3, 6), saved, moments)
            family = [psutil.Process(lab.process), *psutil.Process(lab.process).children(recursive=True)]
            for process in family if round % 2 else family[:1]:  # a kernel whose server is gone ends by itself
                process.kill()
            now = time.monotonic()
            held = max((value for at, value in typed if at <= now - OLD), key=len, default=held)
            kept = {*page.evaluate(DRAFTS), *_texts(log)}
            assert any(one.startswith(held) for one in kept), "it's kept by then, even if the browser were killed too"
    assert len(saved) > LABS / 3, "some were killed after something had been saved"
    context.close()


def _typed(page: Page, seconds: float, saved: set[str], moments: random.Random) -> list[tuple[float, str]]:
    """Type for some time, and save now and then: what stood there when. `saved` gets what JupyterLab said it saved."""
    text, status = page.get_by_label("Your text"), page.locator(".ss-writing .ss-status")
    text.press("End")
    found = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        page.keyboard.type(moments.choice("abcdefgh "), delay=30)
        value = text.input_value()
        found.append((time.monotonic(), value))
        if moments.random() < 0.015:
            page.keyboard.press("Control+s")
            expect(status).to_contain_text("Saved in answers.jsonl", timeout=PATIENCE)
            if text.input_value() == value:
                saved.add(value)
    return found


def _texts(log: Path) -> set[str]:
    return {"", *(one.answer["text"] for one in answers.read(log).records if one.item == ITEM)}
