"""The preview of a file: it shows every item as learners see it, follows the file, and serves this machine only."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from softskills.authoring.preview import Preview
from softskills.authoring.server import HOST, PreviewServer, start_server
from softskills.authoring.templates import item_template
from softskills.course import course_at
from support.browser import Reader, wait_until_mounted
from support.environment import hearing_ctrl_c
from support.places import ROOT
from support.story import story_data, story_key_data

SETTINGS = course_at(ROOT).settings
STEM = "You lead a small team, and Amara is late."


def practice_set() -> dict[str, Any]:
    """A sound set with an item of every kind."""
    items = [
        yaml.safe_load(item_template(kind, f"{kind}-01", 0, SETTINGS))[0]
        for kind in ("best-worst", "rate-each", "rank")
    ]
    items[0] |= {"title": "A late start", "stem": STEM}
    items[1]["title"], items[2]["title"] = "A late end", "A long day"
    plan = {"id": "monday", "label": "On Monday", "hint": "One thing", "lines": 2}
    items += [
        story_data() | {"key": story_key_data()},
        {"id": "reflection-01", "kind": "reflection", "title": "Your week", "prompt": "What happened?"},
        {
            "id": "intention-01",
            "kind": "intention",
            "title": "Next time",
            "prompt": "Plan one thing.",
            "if_hint": "someone is late",
            "then_hint": "ask why",
        },
        {"id": "plan-01", "kind": "plan", "title": "Your plan", "prompt": "Plan it.", "fields": [plan]},
    ]
    return {"competency": "empathy", "items": items}


def quiz() -> dict[str, Any]:
    return {"quiz": "q", "title": "A graded quiz", "competency": "empathy", "points_each": 2, "items": [story_data()]}


def as_yaml(data: Any) -> str:
    once = json.loads(json.dumps(data))  # what stands twice in it is written out twice, without aliases
    return yaml.safe_dump(once, sort_keys=False, allow_unicode=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "set.yml"
    file.write_text(as_yaml(practice_set()), "utf-8")
    return file


def save(file: Path, old: str, new: str) -> int:
    """Replace `old` in the file by `new`, both in one line of their own. Returns the line."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def page_of(preview: Preview) -> str:
    answer = preview.answer("/")
    assert answer and answer[0] == "text/html"
    return answer[1]


# --- What is shown ---------------------------------------------------------------------------------------------------


def test_every_item_is_shown_with_its_id_its_kind_and_its_text(file: Path) -> None:
    html = page_of(Preview(file))
    for item in practice_set()["items"]:
        assert f"<code>{item['id']}</code> <span>{item['kind']}</span>" in html
    assert html.count('class="ss-island"') == html.count("As read without JavaScript") == 7
    assert html.count(f"<p>{STEM}</p>") == 2, "below the widget, and until the widget is there"
    assert 'class="faults"' not in html


def test_a_quiz_is_shown_as_it_is_graded(file: Path) -> None:
    file.write_text(as_yaml(quiz()), "utf-8")
    html = page_of(Preview(file))
    assert "<h1>A graded quiz</h1>" in html
    assert '"feedback":null' in html


def test_a_fault_stands_on_top_and_the_last_sound_items_below(file: Path) -> None:
    preview = Preview(file)
    before = page_of(preview)
    line = save(file, "kind: reflection", "kind: essay")
    after = page_of(preview)
    assert "1 fault in the file" in after
    assert f"<strong>Line {line}</strong>: <code>reflection-01</code>: items.4.kind: " in after
    assert after[after.index("<main>") :] == before[before.index("<main>") :]
    save(file, "kind: essay", "kind: reflection")
    assert 'class="faults"' not in page_of(preview)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file: "),
        ("items: [\n", "is not valid YAML"),
        ("competency: <b>\nitems:\n  - id: x\n", "items.0"),
        (as_yaml({"competency": "empathy", "items": practice_set()["items"] * 2}), "this id stands twice"),
        (as_yaml(quiz() | {"items": quiz()["items"] * 2}), "this id stands twice"),
    ],
)
def test_a_file_that_was_never_sound_shows_its_faults_alone(file: Path, text: str, said: str) -> None:
    file.write_text(text, "utf-8")
    html = page_of(Preview(file))
    assert said in html
    assert "There is nothing to show yet." in html
    assert "ss-island" not in html
    assert "<b>" not in html


def test_a_file_that_is_gone_is_a_fault(file: Path) -> None:
    preview = Preview(file)
    page_of(preview)
    file.unlink()
    html = page_of(preview)
    assert "cannot be read" in html
    assert STEM in html


def test_what_an_author_writes_is_never_markup(file: Path) -> None:
    save(file, "title: A late start", "title: '<img src=x onerror=alert(1)>'")
    save(file, "id: plan-01", "id: '</ul><script>alert(1)</script>'")
    html = page_of(Preview(file))
    assert "<script>alert" not in html
    save(file, "id: '</ul><script>alert(1)</script>'", "id: plan-01")
    html = page_of(Preview(file))
    assert "&lt;img src=x" in html
    assert "<img" not in html


def test_the_version_is_another_after_each_save(file: Path) -> None:
    preview, seen = Preview(file), set()
    for number in range(5):
        file.write_text(as_yaml(practice_set()) + f"# {number}\n", "utf-8")
        os.utime(file, ns=(0, number))  # as on a clock that ticks between two saves
        seen.add(preview.version())
        assert f'data-version="{preview.version()}"' in page_of(preview)
    file.unlink()
    assert len(seen | {preview.version()}) == 6


# --- The server ------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(file: Path) -> Iterator[PreviewServer]:
    with start_server(Preview(file), 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: PreviewServer, path: str, method: str = "GET", host: str | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(HOST, server.server_port, timeout=20)
    connection.request(method, path, headers={"Host": host or f"{HOST}:{server.server_port}"})
    return connection.getresponse()


@pytest.mark.parametrize("path", ["/", "/version", "/preview.js", "/preview.css"])
def test_the_page_and_its_parts_are_served(server: PreviewServer, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 200
    assert answer.read()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_nothing_else_is_served(server: PreviewServer, file: Path) -> None:
    for path in ("/set.yml", f"/../{file.name}", str(file), "/preview.py", "/favicon.ico"):
        assert ask(server, path).status == 404
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
        assert ask(server, "/", method).status >= 400


def test_only_this_machine_by_its_own_name_is_served(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    port = server.server_port
    assert ask(server, "/version", host=f"localhost:{port}").status == 200
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", HOST, f"{HOST}:{port + 1}"):
        answer = ask(server, "/version", host=host)
        assert (answer.status, b"set.yml" in answer.read()) == (403, False)


def test_a_busy_port_is_passed_over(file: Path) -> None:
    with socket.socket() as busy:
        busy.bind((HOST, 0))
        busy.listen()
        taken = busy.getsockname()[1]
        with start_server(Preview(file), taken) as server:
            assert taken < server.server_port <= taken + 100
            assert server.url == f"http://{HOST}:{server.server_port}/"


def test_the_command_serves_until_it_is_interrupted(file: Path) -> None:
    softskills = Path(sys.executable).with_name("softskills")
    command = hearing_ctrl_c(str(softskills), "preview", str(file), "--port", "0", "--no-browser")
    with subprocess.Popen(command, cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as shown:
        try:
            assert shown.stdout
            said = shown.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
            assert found, said
            connection = http.client.HTTPConnection(HOST, int(found[1]), timeout=20)
            connection.request("GET", "/")
            assert STEM in connection.getresponse().read().decode()
            shown.send_signal(signal.SIGINT)
            rest, errors = shown.communicate(timeout=60)
        finally:
            shown.kill()
    assert (rest, errors, shown.returncode) == ("Stopped.\n", "", 0)


def test_the_command_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    softskills = Path(sys.executable).with_name("softskills")
    done = subprocess.run([softskills, "preview", "gone.yml"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "there is no file gone.yml" in done.stderr


# --- In the browser --------------------------------------------------------------------------------------------------


@pytest.fixture
def new_author(browser: Browser, server: PreviewServer) -> Iterator[Callable[..., Page]]:
    """Opens the preview; at the end no other site was asked, and nothing went wrong."""
    opened: list[tuple[BrowserContext, Reader]] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1100, "height": 800}} | options))
        reader = Reader(context, server.url.rstrip("/"))
        opened.append((context, reader))
        page = reader.open("")
        wait_until_mounted(page)
        return page

    yield make
    for context, reader in opened:
        context.close()
        assert (reader.refused, reader.faults) == ([], [])


@pytest.mark.browser
def test_a_saved_change_is_shown_by_itself(file: Path, new_author: Callable[..., Page]) -> None:
    page = new_author()
    expect(page.locator(".ss-widget")).to_have_count(7)
    expect(page.locator(".ss-widget").get_by_text(STEM)).to_be_visible()
    save(file, STEM, "You lead a small team, and Birgit is early.")
    expect(page.locator(".ss-widget").get_by_text("Birgit is early.")).to_be_visible()
    expect(page.get_by_text("Amara is late.")).to_have_count(0)


@pytest.mark.browser
def test_a_fault_is_shown_with_its_line_until_it_is_mended(file: Path, new_author: Callable[..., Page]) -> None:
    page = new_author()
    line = save(file, f"stem: {STEM}", "steam: x")
    faults = page.get_by_role("region", name="2 faults in the file")
    expect(faults).to_contain_text(f"Line {line}: best-worst-01: items.0.steam: no such field is known here")
    expect(page).to_have_title(re.compile(r"^\(2 faults\) "))
    expect(page.locator(".ss-widget").get_by_text(STEM)).to_be_visible()
    save(file, "steam: x", "stem: You begin anew.")
    expect(faults).to_have_count(0)
    expect(page.locator(".ss-widget").get_by_text("You begin anew.")).to_be_visible()


def wait_until(page: Page, expression: str) -> None:
    """Until an expression is true there. Asked from here, as the page lets none of its own code be made of text."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {expression}")


@pytest.mark.browser
def test_the_author_stays_where_they_were(file: Path, new_author: Callable[..., Page]) -> None:
    page = new_author()
    top = "document.getElementById('story-01').getBoundingClientRect().top"
    page.evaluate("document.getElementById('story-01').scrollIntoView()")
    page.evaluate("window.scrollBy(0, 90)")
    wait_until(page, "window.scrollY > 500")
    before = page.evaluate(top)
    save(file, STEM, "You lead a small team, and Amara is late. " + "It rains. " * 200)
    expect(page.locator(".ss-widget").get_by_text("It rains.")).to_have_count(1)
    wait_until(page, f"Math.abs({top} - {before}) < 2")
    save(file, "kind: reflection", "kind: essay")
    expect(page.locator(".faults")).to_be_in_viewport()
    wait_until(page, f"Math.abs({top} - {before}) < 2")


@pytest.mark.browser
def test_answers_outlive_a_change_and_stay_apart_from_the_course(file: Path, new_author: Callable[..., Page]) -> None:
    page = new_author()
    scenario = page.locator("#best-worst-01")
    scenario.get_by_role("radio", name="Most effective What b does.").check()
    scenario.get_by_role("radio", name="Least effective What c does.").check()
    scenario.get_by_role("button", name="Fairly sure").click()
    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")
    page.locator("#reflection-01").get_by_label("Your text").fill("Not left yet")
    save(file, STEM, "You begin anew.")
    expect(scenario.locator(".ss-widget").get_by_text("You begin anew.")).to_be_visible()
    expect(scenario.locator(".ss-widget").get_by_text("You found the strongest and the weakest.")).to_be_visible()
    expect(page.locator("#reflection-01").get_by_label("Your text")).to_have_value("Not left yet")
    kept = page.evaluate("Object.entries(localStorage)")
    assert {name.split("/")[0] for name, _ in kept} == {"preview"}
    assert {json.loads(value)["item"] for _, value in kept} == {"reader", "best-worst-01", "reflection-01"}


@pytest.mark.browser
def test_the_page_says_when_the_preview_has_stopped(server: PreviewServer, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.url)
    state = page.locator("#state")
    expect(state).to_contain_text("This page follows the file")
    server.shutdown()
    server.server_close()
    expect(state).to_contain_text("The preview has stopped.")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_the_page_is_accessible_and_fits(file: Path, new_author: Callable[..., Page], scheme: str, width: int) -> None:
    save(file, "kind: reflection", "kind: reflection  # sound")
    page = new_author(color_scheme=scheme, viewport={"width": width, "height": 800})
    save(file, "kind: reflection  # sound", "kind: essay")
    expect(page.locator(".faults")).to_be_visible()
    wait_until_mounted(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all((int(part) > 127) == (scheme == "light") for part in re.findall(r"\d+", background)), background


@pytest.mark.browser
def test_the_course_s_own_files_can_be_previewed(browser: Browser) -> None:
    for file in (ROOT / "data/scenarios/listening.yml", ROOT / "exercises/source/part-1/quiz.yml"):
        with start_server(Preview(file), 0) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            context = browser.new_context()
            reader = Reader(context, server.url.rstrip("/"))
            page = reader.open("")
            wait_until_mounted(page)
            items = yaml.safe_load(file.read_text("utf-8"))["items"]
            count = sum(len(item.get("situations", [item])) for item in items)  # of a set each situation is shown
            expect(page.locator(".ss-widget")).to_have_count(count)
            assert (reader.refused, reader.faults) == ([], [])
            context.close()
            server.shutdown()
