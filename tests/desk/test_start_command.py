"""`softskills start`: what it says, and a learner who opens JupyterLab by it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from typer.testing import CliRunner

from softskills import answers
from softskills.cli import app
from softskills.course import Course
from softskills.desk.note import NOTES
from support.desk import ASKING, HANGING_UP, edit, mini_course, rewrite, write_a_note
from support.environment import unmeasured
from support.ports import free_port

SECONDS = 300
PATIENCE = SECONDS * 1000


def run(*arguments: str | Path) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["start", "--only-lay", *map(str, arguments)])
    return ran.exit_code, ran.output


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    made = mini_course(tmp_path / "course")
    monkeypatch.chdir(made.root)
    return made


def test_in_a_course_the_folder_is_beside_its_notebooks(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.data)
    code, said = run()
    assert (code, said) == (0, f"3 notebooks in {course.root / 'my-lessons'}.\n")
    assert (course.root / "my-lessons" / ASKING).is_file()


def test_elsewhere_it_is_the_one_that_is_named(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("SOFTSKILLS_COURSE", str(course.root))
    assert run()[0] == run("elsewhere")[0] == 0
    assert (tmp_path / "home" / "my-lessons" / ASKING).is_file()
    assert (tmp_path / "home" / "elsewhere" / ASKING).is_file()


def test_it_says_what_is_new_and_what_was_kept(course: Course, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run(folder)
    write_a_note(folder / ASKING, "Mine")
    rewrite(course, "erst-fragen", "News.")
    lines = run(folder)[1].splitlines()
    assert lines == [
        f"3 notebooks in {folder}: 0 new, 1 updated.",
        f"You had changed {ASKING}. Yours is kept as 01-erst-fragen (yours).ipynb.",
    ]


def test_what_cannot_be_done_ends_in_a_sentence(course: Course) -> None:
    code, said = run(course.notebooks)
    assert code == 1 and "belongs to the course itself" in said and "Traceback" not in said


class Started:
    """`softskills start` as a process of its own, with JupyterLab's settings and runtime of this test alone."""

    def __init__(self, course: Course, folder: Path, base: Path) -> None:
        places = ["JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"]
        places += ["JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SETTINGS_DIR"]
        ports = {name: str(free_port()) for name in ("LAB_PORT", "BOOK_PORT")}
        self.environment = unmeasured() | {place: str(base / place.lower()) for place in places} | ports
        self.command = [str(Path(sys.executable).parent / "softskills"), "start", str(folder)]
        self.output = base / "said.txt"
        self.root = course.root
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                self.command, cwd=self.root, env=self.environment, stdout=output, stderr=subprocess.STDOUT
            )
        self.address = self.found(r"JupyterLab  (\S+)")

    def found(self, pattern: str) -> str:
        """What the command says, once it does."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if match := re.search(pattern, self.output.read_text("utf-8")):
                return match[1]
            assert self.process.poll() is None, self.output.read_text("utf-8")
            time.sleep(0.2)
        raise AssertionError(self.output.read_text("utf-8"))

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(SECONDS) == 0
        return self.output.read_text("utf-8")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Started, Path]]:
    base = tmp_path_factory.mktemp("start")
    course = mini_course(base / "course")
    (course.built_book).mkdir(parents=True)
    (course.built_book / "index.html").write_text("<title>The book</title>", "utf-8")
    folder = base / "mine"
    first = Started(course, folder, base)
    yield first, folder
    if first.process.poll() is None:
        first.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page, title: str) -> None:
    heading = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").get_by_role("heading", name=title).first
    expect(heading).to_be_visible(timeout=PATIENCE)


@pytest.mark.browser
def test_the_way_in_and_through(started: tuple[Started, Path], page: Page) -> None:
    """From the start page to a lesson, by it to the next, and back: alive at once, and in one page of JupyterLab."""
    command, folder = started
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", refuse)
    page.goto(command.address)
    shown(page, "Gespräche am Telefon")
    page.evaluate("document.body.dataset.same = 'page'")
    active = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    start = active.locator(".ss-start")
    expect(start.get_by_text("Not begun")).to_have_count(2, timeout=PATIENCE)
    with urllib.request.urlopen(
        str(start.get_by_role("link", name="The course as a book").get_attribute("href"))
    ) as book:
        assert b"The book" in book.read()
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    expect(page.get_by_text("Assignment List", exact=True)).to_be_visible()
    expect(page.get_by_text("Formgrader", exact=True)).to_have_count(0)
    page.keyboard.press("Escape")

    start.get_by_role("link", name="Begin here:").click()
    shown(page, "Erst fragen")
    expect(active.locator(".ss-scenario").first).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("x")
    page.keyboard.press("d")
    page.keyboard.press("d")
    count = len([cell for cell in cells_of(folder / ASKING) if cell["cell_type"] == "code"])
    expect(active.locator(".jp-CodeCell")).to_have_count(count)
    active.get_by_role("link", name="→").last.click()
    shown(page, "Gut auflegen")
    active.get_by_role("link", name="All lessons").last.click()
    expect(active.locator(".ss-start")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.body.dataset.same") == "page", "JupyterLab was loaded anew"
    assert dialogs == []
    (tabs,) = (folder / NOTES / "workspaces").iterdir()  # of this folder alone: others have lessons of the same names
    assert ASKING in tabs.read_text("utf-8")


@pytest.mark.browser
def test_links_in_your_progress_lead_to_the_lessons(started: tuple[Started, Path], page: Page) -> None:
    command, folder = started
    answers.append(folder / "answers.jsonl", "verabreden-01", {"ratings": {"a": 1, "b": 2, "c": 3, "d": 4}})
    page.goto(command.address.replace("00-start", "03-dein-stand"))
    shown(page, "Dein Stand")
    progress = page.locator(".ss-progress")
    expect(progress).to_be_visible(timeout=PATIENCE)
    go_on = progress.get_by_role("link", name="Go on: Gut auflegen")
    assert urlsplit(str(go_on.get_attribute("href"))).path == f"/lab/tree/{HANGING_UP}", "where there's no extension"
    go_on.click()
    shown(page, "Gut auflegen")


def cells_of(notebook: Path) -> list[dict[str, Any]]:
    return list(json.loads(notebook.read_text("utf-8"))["cells"])


def test_a_second_start_names_the_first_and_a_stop_is_clean(started: tuple[Started, Path]) -> None:
    command, folder = started
    edit(folder / ASKING, lambda data: data["cells"][0]["metadata"].update(collapsed=True))
    before = (folder / ASKING).read_bytes()
    second = subprocess.run(
        command.command, cwd=command.root, env=command.environment, capture_output=True, text=True, timeout=SECONDS
    )
    assert second.returncode == 0 and command.address in second.stdout
    assert (folder / ASKING).read_bytes() == before, "an open lesson isn't laid anew under who reads it"
    assert command.stop().endswith("Stopped.\n")
    log = folder / ".softskills" / "lab.log"
    assert log.stat().st_mode & 0o077 == 0, "the log holds the token"
