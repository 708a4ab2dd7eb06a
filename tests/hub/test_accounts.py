"""A class on a JupyterHub, as deploy/one-machine sets it up, with real accounts: a round of it, and attacks on it.

The tests follow one another, as the days of a class do.
"""

from __future__ import annotations

import json
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

from support import hub as hubs
from support.hub import ADA, BEN, CLASS, COURSE_ID, EVE, GRADER, QUIZ, UNUSABLE, Hub, Session

pytestmark = [pytest.mark.trial, pytest.mark.skipif(bool(hubs.why_not()), reason=hubs.why_not())]

ANSWER = '{"v":1,"time":"2026-03-01T09:00:00.000Z","item":"%s","answer":%s}\n'


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    hubs.remove_accounts()
    hub = Hub()
    try:
        hub.install()
        hub.make_accounts()
        hub.set_up_course()
        hub.start()
        yield hub
    finally:
        hub.close()


@pytest.fixture(scope="module")
def ada(hub: Hub) -> Session:
    return served(hub, ADA)


@pytest.fixture(scope="module")
def eve(hub: Hub) -> Session:
    return served(hub, EVE)


@pytest.fixture(scope="module")
def grader(hub: Hub) -> Session:
    return served(hub, GRADER)


def served(hub: Hub, name: str) -> Session:
    """Somebody who has logged in, and whose server runs."""
    session = hub.session(name)
    assert session.log_in()[0] == 200
    session.spawn()
    return session


def assignments(hub: Hub) -> Path:
    return hub.exchange / COURSE_ID


def in_kernel(session: Session, code: str) -> str:
    """What a kernel of somebody's prints: begun, asked, and left running."""
    kernel = session.own("api/kernels", {"name": "python3"})["id"]
    cookies = "; ".join(f"{one.name}={one.value}" for one in session.jar if one.path in ("/", f"/user/{session.name}/"))
    address = f"{session.hub.url.replace('http', 'ws')}/user/{session.name}/api/kernels/{kernel}/channels"
    socket = websocket.create_connection(address, cookie=cookies, timeout=hubs.WAIT, origin=session.hub.url)
    header = {"msg_id": "1", "msg_type": "execute_request", "username": "", "session": "1", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    socket.send(json.dumps(message))
    printed = ""
    try:
        while True:
            answer = json.loads(socket.recv())
            kind, said = answer["header"]["msg_type"], answer["content"]
            if kind == "stream":
                printed += said["text"]
            if kind == "execute_reply":
                assert said["status"] == "ok", said
                return printed
    finally:
        socket.close()


# A round of the class


def test_a_name_that_nbgrader_cannot_use_is_refused_with_the_reason(hub: Hub) -> None:
    status, text = hub.session(UNUSABLE).log_in()
    assert status == 403
    assert "its id has &#39;+&#39;, which nbgrader cannot use" in text
    assert hub.session(ADA).log_in("wrong")[0] == 403


def test_a_learner_finds_the_lessons_and_the_exercise_and_no_tool_of_the_instructors(ada: Session) -> None:
    laid = {one["name"] for one in ada.own("api/contents/lessons")["content"]}
    assert "00-start.ipynb" in laid and len(laid) > 20
    [exercise] = ada.own(f"assignments?course_id={COURSE_ID}")["value"]
    assert (exercise["assignment_id"], exercise["status"]) == (QUIZ, "released")
    assert ada.ask(f"/user/{ADA}/formgrader")[0] == 404
    page = ada.ask(f"/user/{ADA}/lab")[1]
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert "@jupyter/nbgrader:formgrader" in config["disabledExtensions"]
    assert "@jupyter/nbgrader:assignment-list" not in config["disabledExtensions"]


def test_a_learner_answers_in_a_kernel_and_hands_in(hub: Hub, ada: Session) -> None:
    said = ada.own("assignments/fetch", {"course_id": COURSE_ID, "assignment_id": QUIZ})
    assert said["success"], said
    printed = in_kernel(
        ada,
        f"""
import os
os.chdir(os.path.expanduser("~/lessons/{QUIZ}"))
from pathlib import Path
from softskills.answers import append
from softskills.items import load_quiz
quiz = load_quiz(Path("quiz.yml"))
for scene in quiz.scenarios:
    if scene.kind == "choose":
        append(Path("answers.jsonl"), scene.id, {{"choice": "a"}})
from ipykernel.connect import get_connection_file
print(oct(os.stat("answers.jsonl").st_mode), oct(os.umask(0)), '"transport": "ipc"' in open(get_connection_file()).read())
""",
    )
    assert printed.split() == ["0o100600", "0o77", "True"]
    assert ada.own("assignments/submit", {"course_id": COURSE_ID, "assignment_id": QUIZ})["success"]


def test_the_class_is_graded_and_feedback_comes_back(hub: Hub, ada: Session) -> None:
    said = hub.grade("softskills", "grade", QUIZ)
    assert f"{ADA}" not in said or "refused" not in said
    hub.grade("nbgrader", "release_feedback", QUIZ, "--SafeReleaseFeedback.also_unmarked=True")
    assert ada.own("assignments/fetch_feedback", {"course_id": COURSE_ID, "assignment_id": QUIZ})["success"]
    [page] = (Path("/home") / ADA / "lessons" / QUIZ / "feedback").glob("*/*.html")
    assert "points" in page.read_text("utf-8")
    graded = hub.course / "autograded" / ADA / QUIZ
    assert (graded / "answers.jsonl").is_file()
