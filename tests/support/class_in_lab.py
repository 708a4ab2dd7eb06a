"""A simulated class, and its desk in a JupyterLab: for a test that works at it, and for the pictures of the guide."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from support.jupyter import TOKEN, Jupyter, jupyter_server
from support.places import ROOT

QUIZ = "part-2"


@contextmanager
def class_in_lab(base: Path, learners: int = 12) -> Iterator[Jupyter]:
    """A JupyterLab that shows the folder of a class which has handed in one assignment, and is graded."""
    command: list[str | Path] = [Path(sys.executable).with_name("softskills"), "demo", base / "class"]
    subprocess.run(
        [*command, f"--learners={learners}", f"--assignment={QUIZ}"], cwd=ROOT, check=True, capture_output=True
    )
    lab = base / "lab"
    lab.mkdir()
    with jupyter_server(lab, lessons=base / "class" / "exercises") as server:
        yield server


def open_desk(browser: Browser, server: Jupyter, width: int = 1280) -> Page:
    """The desk's notebook with its cell run, and the class in view."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{server.address}/lab/tree/desk.ipynb?token={TOKEN}&reset")
    run_desk(page)
    return page


def run_desk(page: Page) -> None:
    """Run the cell of the open notebook."""
    page.get_by_text("| Idle").first.wait_for()
    page.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Shift+Enter")
    page.locator("iframe[title='The page']").first.wait_for()


def tab(page: Page, title: str) -> None:
    """Bring a tab of the desk into view."""
    page.locator(".jupyter-widget-tab .lm-TabBar-tabLabel").get_by_text(title, exact=True).click()


def marking_of(page: Page) -> Locator:
    """The desk for marking, with a text shown."""
    tab(page, "Mark")
    page.locator(".ss-marking .ss-to-mark .ss-typed").first.wait_for()
    return page.locator(".ss-marking")
