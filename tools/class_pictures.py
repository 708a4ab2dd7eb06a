"""Take the pictures of the guide for instructors from a simulated class: `make pictures`.

Needs the path of a browser as its argument (tools/browser.py finds one). A second argument names a folder other than
book/assets/teaching. Few colours are in them, so few are kept.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # which has a class to look at

from support.browser import BROWSER_ARGUMENTS
from support.class_in_lab import QUIZ, class_in_lab, marking_of, open_desk, tab

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "book" / "assets" / "teaching"
LEARNERS = 60
COLOURS = 64


def main(browser_path: str, folder: Path = PICTURES) -> None:
    os.environ["LOGNAME"] = "ada"  # who marks
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, TemporaryDirectory() as base:
        browser = playwright.chromium.launch(executable_path=browser_path, args=BROWSER_ARGUMENTS)
        with class_in_lab(Path(base), LEARNERS) as server:
            page = open_desk(browser, server, width=1180)
            page.keyboard.press("Control+b")  # only the notebook, without the list of files
            take(page, folder / "desk.png")
            desk = marking_of(page)
            desk.locator(".ss-to-mark").click()
            for key in "f3":
                page.keyboard.press(key)
            desk.locator(".ss-bar").scroll_into_view_if_needed()
            desk.locator(".ss-title").evaluate("one => one.scrollIntoView()")
            take(page, folder / "marking.png")
            tab(page, "Report")
            page.get_by_role("button", name="Make the report").click()
            page.get_by_text("The report is in").wait_for()
            page.close()
            report(browser, server.root / "reports" / f"{QUIZ}.html", folder / "report.png")
        browser.close()


def report(browser: Browser, file: Path, to: Path) -> None:
    """Where the class's choices are, and what to rewrite."""
    page = browser.new_page(viewport={"width": 1000, "height": 760})
    page.goto(file.as_uri())
    page.locator("#repair, #situations").first.evaluate("one => one.scrollIntoView()")
    take(page, to)
    page.close()


def take(page: Page, to: Path) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)  # whatever still moves comes to rest
    page.screenshot(path=to)
    with Image.open(to) as picture:
        picture.convert("RGB").quantize(COLOURS).save(to, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:3]))
