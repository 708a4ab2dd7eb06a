"""Lessons in JupyterLab and Notebook with the course's extension: they run when opened, and say when they don't."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from softskills import answers
from support.jupyter import AT_REST, TOKEN, Jupyter, jupyter_server

pytestmark = pytest.mark.browser
PATIENCE = 180_000
"""Milliseconds for Jupyter to load, or a kernel to start, on a busy machine."""

REFLECTION = "listening-reflection"
QUESTIONS = (
    'from softskills import scenario\nscenario("listening-01")',
    'from softskills import scenario\nscenario("listening-05")',
    f'from softskills import reflection\nreflection("{REFLECTION}")',
)
PAGES = {"jupyterlab": "lab/tree", "notebook": "notebooks"}


@pytest.fixture(scope="module", params=PAGES)
def program(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def jupyter(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    with jupyter_server(tmp_path_factory.mktemp(program), program) as server:
        yield server


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    with jupyter_server(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser profile for all: it has Jupyter's scripts from the second page on."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    yield page
    page.close()


def go(page: Page, jupyter: Jupyter, name: str, program: str = "jupyterlab") -> None:
    page.goto(f"{jupyter.address}/{PAGES[program]}/{name}?token={TOKEN}&reset")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)


def widgets(page: Page) -> Locator:
    return page.locator(".ss-widget")


def bar(page: Page) -> Locator:
    return page.locator(".ss-lab-bar")


def scroll(page: Page) -> float:
    return float(page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop"))


def kept(folder: Path) -> list[object]:
    return [one.answer for one in answers.read(folder / "answers.jsonl").records if one.item == REFLECTION]


def write(page: Page, text: str) -> None:
    page.get_by_label("Your text").fill(text)


def test_a_lesson_runs_when_it_opens_and_comes_back_when_its_kernel_was_lost(
    jupyter: Jupyter, program: str, page: Page
) -> None:
    """Also: at the top, the learner's own cells alone, nothing to save, Ctrl+S, and where the learner was."""
    own = "open('ran', 'w').close()"
    file = jupyter.lay("main-path/01-lesson.ipynb", *QUESTIONS, own)
    before = file.read_bytes()
    go(page, jupyter, "main-path/01-lesson.ipynb", program)
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    expect(bar(page)).to_be_hidden(timeout=PATIENCE)
    assert scroll(page) == 0
    assert not (file.parent / "ran").exists()
    expect(page.locator(".jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)
    assert file.read_bytes() == before

    write(page, "typed and not left")
    expect(page.get_by_label("Your text")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Control+s")
    expect(page.locator(".ss-writing .ss-status")).to_contain_text("Saved in answers.jsonl", timeout=PATIENCE)
    assert kept(file.parent) == [{"text": "typed and not left"}]

    place = scroll(page)
    assert place > 0
    widgets(page).evaluate_all("all => all.forEach(one => one.classList.add('lost'))")
    os.kill(jupyter.kernel_process("main-path/01-lesson.ipynb"), signal.SIGKILL)
    expect(bar(page)).to_contain_text("what you answer now cannot be saved", timeout=PATIENCE)
    page.locator(".jp-Dialog", has_text="Kernel Restarting").get_by_role("button").last.click()
    bar(page).get_by_role("button", name="Reconnect").click()
    expect(page.locator(".ss-widget:not(.lost)")).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    expect(bar(page)).to_be_hidden(timeout=PATIENCE)
    expect(page.get_by_label("Your text")).to_be_in_viewport(timeout=PATIENCE)
    write(page, "and again")
    page.keyboard.press("Control+s")
    expect(page.locator(".ss-writing .ss-status")).to_contain_text("Saved in answers.jsonl", timeout=PATIENCE)
    assert kept(file.parent)[-1] == {"text": "and again"}


@pytest.mark.trial
def test_the_next_day_the_questions_are_there_to_be_read_and_then_run(lab: Jupyter, page: Page) -> None:
    name = "next-day/01-lesson.ipynb"
    file = lab.lay(name, *QUESTIONS)
    go(page, lab, name)
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    laid = file.read_bytes()
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)
    _until(lambda: file.read_bytes() != laid, page)
    page.goto("about:blank")
    lab.stop_kernel(name)

    held: list[Route] = []
    starting = "**/api/sessions*"
    page.route(starting, lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    go(page, lab, name)
    _until(lambda: bool(held), page)
    expect(page.locator(".ss-at-rest")).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    hint = page.get_by_text("Press ▶▶ to answer.").first
    expect(hint).to_be_attached(timeout=PATIENCE)
    expect(hint).to_be_hidden(timeout=PATIENCE)  # it is about to run by itself
    expect(page.get_by_text("displaying widget")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_text("Loading widget")).to_have_count(0, timeout=PATIENCE)
    assert widgets(page).count() == 0
    for route in held:
        route.continue_()
    page.unroute(starting)
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    assert scroll(page) == 0

    second = widgets(page).nth(1)
    second.evaluate("one => one.scrollIntoView()")
    top = _top_of(second)
    _until(lambda: bool(page.evaluate(f"localStorage.getItem('softskills/place/{name}')")), page)
    page.reload()
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    expect(bar(page)).to_be_hidden(timeout=PATIENCE)
    _until(lambda: abs(_top_of(second) - top) < 100, page)


def _top_of(widget: Locator) -> float:
    return float(widget.evaluate("one => one.getBoundingClientRect().top"))


def _until(is_so: Callable[[], bool], page: Page) -> None:
    for _ in range(PATIENCE // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that")


def test_a_notebook_of_ones_own_is_never_run(lab: Jupyter, page: Page) -> None:
    name = "own/mine.ipynb"
    lab.lay(name, QUESTIONS[0], mark={})
    go(page, lab, name)
    expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=PATIENCE)
    expect(page.get_by_text(AT_REST)).to_be_visible(timeout=PATIENCE)
    page.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-InputPrompt, .jp-OutputPrompt").get_by_text("[1]:").first).to_be_attached(timeout=PATIENCE)
    expect(bar(page)).to_have_count(0, timeout=PATIENCE)


@pytest.mark.trial
def test_a_lesson_that_this_computer_does_not_know_waits_to_be_asked(lab: Jupyter, page: Page) -> None:
    name = "from-elsewhere/01-lesson.ipynb"
    lab.lay(name, QUESTIONS[0], signed=False)
    go(page, lab, name)
    expect(bar(page)).to_contain_text("does not know this file", timeout=PATIENCE)
    expect(page.get_by_text(AT_REST)).to_be_visible(timeout=PATIENCE)
    assert widgets(page).count() == 0
    bar(page).get_by_role("button", name="Run the questions").click()
    expect(widgets(page)).to_have_count(1, timeout=PATIENCE)
    expect(bar(page)).to_be_hidden(timeout=PATIENCE)


@pytest.mark.trial
def test_kernels_that_were_shut_down_are_started_again_by_one_button(lab: Jupyter, page: Page) -> None:
    names = ["shut-down/01-lesson.ipynb", "shut-down/02-lesson.ipynb"]
    for name in names:
        lab.lay(name, QUESTIONS[0])
    go(page, lab, names[0])
    expect(widgets(page)).to_have_count(1, timeout=PATIENCE)
    page.locator(".jp-DirListing-item", has_text="02-lesson.ipynb").dblclick()
    expect(widgets(page)).to_have_count(2, timeout=PATIENCE)
    for name in names:
        lab.stop_kernel(name)
    shown = bar(page).locator("visible=true")
    expect(shown).to_contain_text("The kernel has stopped", timeout=PATIENCE)
    shown.get_by_role("button", name="Reconnect").click()
    expect(shown).to_have_count(0, timeout=PATIENCE)
    page.locator(".lm-TabBar-tab", has_text="01-lesson.ipynb").first.click()
    expect(shown).to_have_count(0, timeout=PATIENCE)
    page.locator(".ss-widget:visible").get_by_role("radio").first.check()
    _until(lambda: len(lab.ask("api/sessions")) >= len(names), page)
    assert all(lab.kernel_process(name) for name in names)


@pytest.mark.trial
def test_a_kernel_restarted_from_the_menu_is_noticed(lab: Jupyter, page: Page) -> None:
    """Restarted alone, the questions have lost it; restarted and run, they have it again."""
    name = "restarted/01-lesson.ipynb"
    lab.lay(name, *QUESTIONS)
    go(page, lab, name)
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)
    _restart(page, "Restart Kernel…")
    expect(bar(page)).to_contain_text("have lost their kernel", timeout=PATIENCE)
    _restart(page, "Restart Kernel and Run All Cells…")
    expect(bar(page)).to_be_hidden(timeout=PATIENCE)
    expect(widgets(page)).to_have_count(len(QUESTIONS), timeout=PATIENCE)


def _restart(page: Page, entry: str) -> None:
    page.locator(".lm-MenuBar-itemLabel", has_text="Kernel").first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
