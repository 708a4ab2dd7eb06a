"""A class on a JupyterHub, as deploy/one-machine sets it up, with real accounts: a round of it, and attacks on it.

The tests follow one another, as the days of a class do.
"""

from __future__ import annotations

import json
import re
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import websocket
from playwright.sync_api import Browser, expect

from support import hub as hubs
from support.hub import ADA, BEN, CLASS, COURSE_ID, EVE, GRADER, QUIZ, UNUSABLE, Hub, Session
from support.pages import widget

WHY_NOT = hubs.why_not()
pytestmark = [pytest.mark.trial, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

LESSON = "communication-listen-actively.ipynb"
ANSWER = '{"v":1,"time":"2026-03-01T09:00:00.000Z","item":"%s","answer":%s}\n'


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    hubs.remove_accounts()
    hub = Hub()
    try:
        try:
            hub.install()
        except hubs.CannotBeHad as error:
            pytest.skip(str(error))
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


def laid(session: Session) -> list[str]:
    """What is in somebody's folder of lessons."""
    return [one["name"] for one in session.own("api/contents/lessons")["content"]]


def assignments(hub: Hub) -> Path:
    return hub.exchange / COURSE_ID


def in_kernel(session: Session, code: str) -> str:
    """What the kernel of somebody prints. The first who asks has it begun."""
    running = session.own("api/kernels") or [session.own("api/kernels", {"name": "python3"})]
    kernel = running[0]["id"]
    cookies = "; ".join(f"{one.name}={one.value}" for one in session.jar if one.path in ("/", f"/user/{session.name}/"))
    address = f"{session.hub.url.replace('http', 'ws')}/user/{session.name}/api/kernels/{kernel}/channels"
    socket = websocket.create_connection(address, cookie=cookies, timeout=hubs.WAIT, origin=session.hub.url)
    this = {"msg_id": uuid4().hex, "username": "", "session": uuid4().hex}
    header = {"msg_type": "execute_request", "version": "5.3", **this}
    content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    socket.send(json.dumps(message))
    printed = ""
    over: set[str] = set()
    try:
        while over != {"replied", "idle"}:
            answer = json.loads(socket.recv())
            kind, said = answer["header"]["msg_type"], answer["content"]
            if answer["parent_header"].get("msg_id") != this["msg_id"]:
                continue
            if kind == "stream":
                printed += said["text"]
            elif kind == "execute_reply":
                assert said["status"] == "ok", said
                over.add("replied")
            elif kind == "status" and said["execution_state"] == "idle":
                over.add("idle")
    finally:
        socket.close()
    return printed


# A round of the class


def test_a_name_that_nbgrader_cannot_use_is_refused_with_the_reason(hub: Hub) -> None:
    status, text = hub.session(UNUSABLE).log_in()
    assert status == 403
    assert "its id has &#39;+&#39;, which nbgrader cannot use" in text
    assert hub.session(ADA).log_in("wrong")[0] == 403


def test_a_learner_finds_the_lessons_and_the_exercise_and_no_tool_of_the_instructors(ada: Session) -> None:
    assert "00-start.ipynb" in laid(ada) and len(laid(ada)) > 20
    [exercise] = ada.own(f"assignments?course_id={COURSE_ID}")["value"]
    assert (exercise["assignment_id"], exercise["status"]) == (QUIZ, "released")
    assert ada.ask(f"/user/{ADA}/formgrader")[0] == 404
    page = ada.ask(f"/user/{ADA}/lab")[1]
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    assert "@jupyter/nbgrader:formgrader" in config["disabledExtensions"]
    assert "@jupyter/nbgrader:assignment-list" not in config["disabledExtensions"]


@pytest.mark.browser
def test_a_lesson_opens_in_a_browser_with_its_questions_and_keeps_an_answer(
    hub: Hub, ada: Session, browser: Browser
) -> None:
    context = browser.new_context()
    for one in ada.jar:
        context.add_cookies([{"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": one.path}])
    page = context.new_page()
    page.set_default_timeout(1000 * hubs.WAIT)
    lesson = next(name for name in laid(ada) if name.endswith(LESSON))
    page.goto(f"{hub.url}/user/{ADA}/lab/tree/lessons/{lesson}")
    reflection = widget(page, "listening-reflection")
    reflection.get_by_label("Your text").fill("What only ada may read")
    reflection.get_by_role("button", name="Save").click()
    expect(reflection).to_contain_text("Saved in answers.jsonl", timeout=1000 * hubs.WAIT)
    context.close()
    log = Path("/home", ADA, "lessons", "answers.jsonl")
    assert "What only ada may read" in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600 and log.stat().st_uid == hubs.user(ADA)


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
umask = os.umask(0o77)
print(oct(os.stat("answers.jsonl").st_mode), oct(umask), '"transport": "ipc"' in open(get_connection_file()).read())
""",
    )
    assert printed.split() == ["0o100600", "0o77", "True"]
    assert ada.own("assignments/submit", {"course_id": COURSE_ID, "assignment_id": QUIZ})["success"]


def test_the_class_is_graded_and_feedback_comes_back(hub: Hub, ada: Session) -> None:
    said = hub.grade("softskills", "grade", QUIZ)
    assert "1 submission graded now" in said and ADA not in said
    hub.grade("nbgrader", "release_feedback", QUIZ, "--SafeReleaseFeedback.also_unmarked=True")
    assert ada.own("assignments/fetch_feedback", {"course_id": COURSE_ID, "assignment_id": QUIZ})["success"]
    [page] = (Path("/home") / ADA / "lessons" / QUIZ / "feedback").glob("*/*.html")
    assert "points" in page.read_text("utf-8")
    graded = hub.course / "autograded" / ADA / QUIZ
    assert (graded / "answers.jsonl").is_file()


# What a learner tries on others


def test_nobody_can_move_away_the_course_or_what_another_handed_in(hub: Hub) -> None:
    said = hub.python(
        EVE,
        f"""
import os, shutil
course = {str(assignments(hub))!r}
handed_in = {str(handed_in(hub, ADA)[0])!r}
def tried(what, *given):
    try:
        what(*given)
    except OSError as error:
        return type(error).__name__
    return "done"
print(
    tried(os.rename, course, course + ".gone"),
    tried(os.rename, course + "/inbound", course + "/inbound.gone"),
    tried(os.rename, handed_in, handed_in + ".gone"),
    tried(os.rmdir, course + "/outbound"),
    tried(os.mkdir, course + "/outbound/part-9"),
    tried(os.listdir, course + "/inbound"),
    tried(os.listdir, course + "/feedback"),
    tried(shutil.rmtree, handed_in + "/../../outbound/{QUIZ}"),
)
""",
    )
    assert said.split() == ["PermissionError"] * 8
    assert handed_in(hub, ADA)


LISTEN = """
import time, zmq
heard = zmq.Context().socket(zmq.SUB)
heard.subscribe(b"")
for port in {ports}:
    heard.connect("tcp://127.0.0.1:" + str(port))
print("listening", flush=True)
count, end = 0, time.monotonic() + 4
while (left := end - time.monotonic()) > 0:
    if heard.poll(1000 * left):
        heard.recv_multipart()
        count += 1
print("heard", count)
"""


def test_what_another_does_is_seen_neither_by_watching_nor_by_listening(hub: Hub, ada: Session, eve: Session) -> None:
    begun = in_kernel(ada, "print(1)")
    assert begun == "1\n"
    ports = hubs.listening(hubs.user(ADA))
    assert ports  # at least that of the server, which asks who comes
    with hub.begin(EVE, "python", "-c", LISTEN.format(ports=ports)) as listening:
        assert listening.stdout and listening.stdout.readline() == "listening\n"
        in_kernel(ada, "import time\nfor _ in range(20):\n    print('what only ada may see')\n    time.sleep(0.1)")
        heard, _ = listening.communicate(timeout=hubs.WAIT)
    assert heard == "heard 0\n"
    ran = hubs.processes(hubs.user(ADA))
    said = hub.python(
        EVE,
        f"""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
watch = libc.inotify_init()
print(libc.inotify_add_watch(watch, {str(assignments(hub) / "inbound").encode()!r}, 0xFFF))
seen = []
for process in {ran!r}:
    for name in ("environ", "fd", "cwd"):
        path = f"/proc/{{process}}/{{name}}"
        try:
            os.readlink(path) if name == "cwd" else os.listdir(path) if name == "fd" else open(path).read()
            seen.append(path)
        except OSError:
            pass
for path in {["/home/" + ADA, f"/home/{ADA}/.jupyter-run", "/home/" + GRADER, str(hub.course), str(hub.state)]!r}:
    try:
        os.listdir(path)
        seen.append(path)
    except OSError:
        pass
print(seen)
""",
    )
    assert said.split() == ["-1", "[]"]
    commands = [Path(f"/proc/{one}/cmdline").read_bytes() for one in ran]
    assert commands and not any(b"token" in one.lower() for one in commands)


def test_no_page_of_the_grader_is_shown_to_a_learner_or_within_another_page(
    hub: Hub, ada: Session, eve: Session, grader: Session
) -> None:
    for path in (f"/user/{GRADER}/formgrader", f"/user/{GRADER}/lab", f"/user/{ADA}/api/contents/lessons"):
        status, text, _ = eve.ask(path)
        assert status in (403, 404), path
        assert "gradebook" not in text and "answers.jsonl" not in text
    status, text, headers = grader.ask(f"/user/{GRADER}/formgrader")
    assert status == 200 and "formgrader" in text.lower()
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_names_that_are_secrets_stand_in_no_log_that_a_learner_can_read(hub: Hub) -> None:
    [submission] = handed_in(hub, ADA)
    secret = submission.name.rpartition("+")[2]
    feedback = next((assignments(hub) / "feedback").glob("*.html")).stem
    assert secret in (hub.state / "hub.log").read_text("utf-8", "replace")  # nbgrader writes it there
    found = hub.python(
        EVE,
        f"""
import os
seen = 0
for top in {["/var/log", "/run", "/home/" + ADA, "/home/" + EVE, "/home/" + GRADER, str(hub.run)]!r}:
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.islink(path) or not os.path.isfile(path) or {submission.name!r} in path:
                continue
            try:
                with open(path, "rb") as file:
                    text = file.read(5_000_000)
            except OSError:
                continue
            seen += 1
            if {secret.encode()!r} in text or {feedback.encode()!r} in text:
                print("found in", path)
print("looked at", seen > 0)
""",
    )
    assert found.strip() == "looked at True"


HOSTILE = """
import os, shutil, socket
os.umask(0)
inbound, released, secret, victim = {given!r}
me = os.environ["USER"]
def make(name, time):
    folder = f"{{inbound}}/{{name}}+{quiz}+{{time}}+x"
    shutil.copytree(released, folder)
    with open(folder + "/timestamp.txt", "w") as file:
        file.write(time)
    return folder
make(victim, "2026-03-01 09:00:00.000000 UTC")                     # in another's name
make(me + "+" + victim, "2026-03-01 09:00:01.000000 UTC")
link = make(me, "2026-03-01 09:00:02.000000 UTC")
os.symlink(secret, link + "/answers.jsonl")                        # a link to what the grader can read
pipe = make(me, "2026-03-01 09:00:03.000000 UTC")
os.mkfifo(pipe + "/answers.jsonl")                                 # a pipe, which holds up whoever reads it
device = make(me, "2026-03-01 09:00:04.000000 UTC")
os.chdir(device)
socket.socket(socket.AF_UNIX).bind("answers.jsonl")
os.symlink("/home", f"{{inbound}}/{{me}}+{quiz}+2026-03-01 09:00:05.000000 UTC+x")
try:
    os.link(secret, link + "/keys.yml")
except OSError as error:
    print(type(error).__name__)
"""


def test_links_pipes_and_foreign_names_are_refused_and_the_class_is_graded(hub: Hub) -> None:
    given = [str(assignments(hub) / "inbound"), str(assignments(hub) / "outbound" / QUIZ)]
    given += [str(hub.course / "keys" / f"{QUIZ}.yml"), BEN]
    said = hub.python(EVE, HOSTILE.format(given=given, quiz=QUIZ))
    assert said.split() == ["PermissionError"], said
    said = hub.grade("softskills", "grade", QUIZ, refusing=True)
    assert f"bears the name of {BEN}, and was handed in by {EVE}" in said
    for kind in ("is a link", "is a pipe", "is a socket or device", "'+'"):
        assert kind in said
    submitted = {one.name for one in (hub.course / "submitted").iterdir()}
    assert ADA in submitted and not {BEN, EVE} & submitted


SWAPS = """
import os, shutil, time
os.umask(0)
inbound, released, secret = {given!r}
folder = f"{{inbound}}/{{os.environ['USER']}}+{quiz}+2026-03-02 09:00:00.000000 UTC+x"
shutil.copytree(released, folder)
with open(folder + "/timestamp.txt", "w") as file:
    file.write("2026-03-02 09:00:00.000000 UTC")
file, own, link = (f"{{folder}}/{{name}}" for name in ("answers.jsonl", "own", "link"))
with open(own, "w") as log:
    log.write("mine\\n")
os.symlink(secret, link)
end, swaps = time.monotonic() + {seconds}, 0
print("begun", flush=True)
while time.monotonic() < end:
    for source in (own, link):
        other = source + ".next"
        os.link(source, other, follow_symlinks=False)
        os.rename(other, file)
        swaps += 1
print(swaps)
"""


def test_a_file_that_is_swapped_for_a_link_while_it_is_collected_never_leads_out(hub: Hub) -> None:
    given = [str(assignments(hub) / "inbound"), str(assignments(hub) / "outbound" / QUIZ)]
    given += [str(hub.course / "keys" / f"{QUIZ}.yml")]
    with hub.begin(EVE, "python", "-c", SWAPS.format(given=given, quiz=QUIZ, seconds=6)) as swapping:
        assert swapping.stdout and swapping.stdout.readline() == "begun\n"
        for _ in range(2):
            hub.grade("softskills", "grade", QUIZ, "--student", EVE, "--no-feedback", refusing=True)
        said, _ = swapping.communicate(timeout=hubs.WAIT)
    assert swapping.returncode == 0 and int(said) > 1_000, said
    keys = (hub.course / "keys" / f"{QUIZ}.yml").read_bytes()
    taken = (hub.course / "submitted" / EVE / QUIZ).rglob("*")
    assert not [file for file in taken if file.is_file() and file.read_bytes()[:200] == keys[:200]]


def test_twelve_hand_in_at_once_while_the_class_is_graded_and_none_is_lost(hub: Hub) -> None:
    """Each from a folder of their own, as the menu of JupyterLab does it."""
    for name in CLASS:
        make = f"""
import os, shutil
place = os.path.expanduser("~/lessons/{QUIZ}")
os.makedirs(os.path.dirname(place), exist_ok=True)
shutil.rmtree(place, ignore_errors=True)
shutil.copytree({str(assignments(hub) / "outbound" / QUIZ)!r}, place)
open(place + "/answers.jsonl", "w").write({ANSWER % ("rating/empathy/now", '{"level":3,"evidence":""}')!r})
"""
        assert hub.python(name, make) == ""
    stop = threading.Event()

    def grade_until_told() -> int:
        runs = 0
        while not stop.is_set():
            hub.grade("softskills", "grade", QUIZ, "--no-feedback", refusing=True)
            runs += 1
        return runs

    with ThreadPoolExecutor(1) as pool:
        grading = pool.submit(grade_until_told)
        try:
            submits = [hub.begin(name, "nbgrader", "submit", QUIZ, more=hub.learner_settings()) for name in CLASS]
            for submit in submits:
                output, _ = submit.communicate(timeout=hubs.WAIT)
                assert submit.returncode == 0, output
        finally:
            stop.set()
    assert grading.result() >= 1
    hub.grade("softskills", "grade", QUIZ, "--no-feedback", refusing=True)
    for name in CLASS:
        newest = max(handed_in(hub, name), key=lambda one: (one / "timestamp.txt").read_text("utf-8"))
        for step in ("submitted", "autograded"):
            kept = hub.course / step / name / QUIZ
            assert (kept / "timestamp.txt").read_bytes() == (newest / "timestamp.txt").read_bytes(), name
    told = json.loads(hub.grade("softskills", "status", QUIZ, "--json"))
    assert {one["student"] for one in told["learners"] if "missing" not in one["states"]} >= {*CLASS}


# What the administrator is told


def test_the_check_finds_this_hub_safe_and_names_what_is_undone(hub: Hub, ada: Session) -> None:
    whole = hub.check()
    assert whole.returncode == 0, whole.stdout
    assert "0 things unsafe" in whole.stdout and "13 learners, 1 grader" in whole.stdout
    hub.exchange.chmod(0o777)
    home = Path("/home") / BEN
    home.chmod(0o755)
    Path("/home", GRADER).chmod(0o755)
    hub.course.chmod(0o755)
    try:
        undone = hub.check()
    finally:
        hub.exchange.chmod(0o1777)
        for folder in (home, Path("/home", GRADER), hub.course):
            folder.chmod(0o700)
    assert undone.returncode == 1
    for said in (f"chmod 1777 {hub.exchange}", f"Others can enter {home}", f"{ADA} can read {hub.course}"):
        assert said in undone.stdout


def handed_in(hub: Hub, name: str) -> list[Path]:
    """What an account itself has handed in."""
    found = (assignments(hub) / "inbound").glob(f"{name}+{QUIZ}+*")
    return [one for one in found if one.is_dir() and one.stat().st_uid == hubs.user(name)]
