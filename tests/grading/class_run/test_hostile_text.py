"""Everything that a learner can type or name, seen by a grader in a real browser: it is text, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page

from softskills.course import ANSWERS
from support.grading_course import Course, Server, formgrader, lines
from support.mixed_quiz import MIXED, edit, write_mixed_assignment

STUDENT = "mallory"
HACK = "window.hacked=1"
BAIT = f'<img src="x" onerror="{HACK}">'
TYPED = f"""SEEN {BAIT}<script>{HACK}</script><svg onload="{HACK}"><iframe srcdoc="{BAIT}"></iframe>
</pre></code></div></textarea></script>--><style>body {{ display: none }}</style><base href="https://hostile.invalid/">

```
[go](javascript:{HACK}) ![pixel](https://hostile.invalid/pixel.png) <a href="javascript:{HACK}">go</a>
$\\href{{javascript:{HACK}}}{{x}}$ $$\\unicode{{<b>}}$$ {{{{ 7 * 7 }}}} {{% raw %}} &lt;b&gt;"""


def hostile_log(quiz_items: list[str], story: str) -> str:
    """Every field that a log has, with markup in it."""
    picks = {"best": BAIT, "worst": {BAIT: BAIT}}
    given = dict.fromkeys(quiz_items, picks) | {story: {"path": [BAIT]}, f"{story}/run": {"path": [BAIT]}}
    records = lines(given | {BAIT: BAIT, "text": {"text": TYPED}})
    return records + json.dumps({"v": BAIT, "time": BAIT, "item": BAIT}) + f"\n{BAIT}\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = Course(tmp_path_factory.mktemp("hostile"))
    quiz, _ = write_mixed_assignment(course)
    course.do("generate_assignment", MIXED)
    folder = course.submission(STUDENT, MIXED)
    *others, story = (item.id for item in quiz.scenarios)
    (folder / ANSWERS).write_text(hostile_log(others, story), "utf-8")
    for name in ("<img src=x onerror=window.hacked=1>", "'\"><b>", "$x$"):
        (folder / name).write_text(BAIT, "utf-8")
    (folder / "timestamp.txt").write_text(BAIT, "utf-8")

    def type_everywhere(cells: dict[str, Any]) -> None:
        for cell in cells.values():
            cell.source = TYPED
            cell.metadata["tags"] = [BAIT]
            cell.metadata.nbgrader["comment"] = BAIT

    for name in ("first", "second"):
        edit(folder / f"{name}.ipynb", type_everywhere)
    course.do("autograde", MIXED)
    course.do("generate_feedback", MIXED)
    return course


@pytest.fixture(scope="module")
def server(course: Course) -> Iterator[Server]:
    with formgrader(course) as server:
        yield server


@dataclass
class Grader:
    """A grader's browser, which reaches the server on this machine and files, and notes what else is asked for."""

    page: Page
    asked: list[str]

    def look_at(self, address: str) -> str:
        """Open a page, find that nothing on it is the learner's but text, and return its text."""
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")
        return self.text()

    def text(self) -> str:
        page = self.page
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[src=x], [onerror], svg[onload], iframe, base, [href^=javascript]").count() == 0
        assert page.locator("body").is_visible()
        assert not [url for url in self.asked if "hostile.invalid" in url]
        return " ".join(page.locator("body").inner_text().split())


@pytest.fixture
def grader(browser: Browser, server: Server) -> Iterator[Grader]:
    context = browser.new_context(extra_http_headers={"Authorization": f"token {server.token}"})
    asked: list[str] = []

    def gate(route: Any) -> None:
        asked.append(route.request.url)
        route.continue_() if route.request.url.startswith((server.url, "file:", "data:")) else route.abort()

    context.route("**/*", gate)
    page = context.new_page()
    page.on("dialog", lambda dialog: asked.append("hostile.invalid dialog"))
    yield Grader(page, asked)
    context.close()


def submission_ids(course: Course) -> dict[str, str]:
    with Gradebook(f"sqlite:///{course.database}", "soft-skills") as gradebook:
        return {name: gradebook.find_submission_notebook(name, MIXED, STUDENT).id for name in ("first", "second")}


AS_TYPED = " ".join(TYPED.split())


@pytest.mark.browser
def test_formgrader_shows_it_as_text(course: Course, server: Server, grader: Grader) -> None:
    ids = submission_ids(course)

    first = grader.look_at(f"{server.url}/formgrader/submissions/{ids['first']}/")
    second = grader.look_at(f"{server.url}/formgrader/submissions/{ids['second']}/")

    assert first.count(AS_TYPED) == 3, "the answer, the code and the written task"
    assert second.count(AS_TYPED) == 1
    assert "The answer {'best': '<img src" in first and "Total: 0 of" in first
    assert "it is of format '<img src=\"x\" onerror'" in first


@pytest.mark.browser
def test_feedback_shows_it_as_text(course: Course, grader: Grader) -> None:
    for name, times in (("first", 3), ("second", 1)):
        file = course.root / "feedback" / STUDENT / MIXED / f"{name}.html"
        assert grader.look_at(file.as_uri()).count(AS_TYPED) == times


@pytest.mark.browser
def test_formgraders_lists_and_its_log_window_show_it_as_text(course: Course, server: Server, grader: Grader) -> None:
    pages = ["manage_assignments", "gradebook", f"gradebook/{MIXED}", f"gradebook/{MIXED}/first", "manage_students"]
    for page in [*pages, f"manage_students/{STUDENT}", f"manage_students/{STUDENT}/{MIXED}"]:
        grader.look_at(f"{server.url}/formgrader/{page}")
    assert STUDENT in grader.look_at(f"{server.url}/formgrader/manage_submissions/{MIXED}")

    grader.page.locator("td.autograde a").click()
    grader.page.locator(".modal-body").wait_for()

    assert "<img src=x onerror=window.hacked=1>" in grader.text()
