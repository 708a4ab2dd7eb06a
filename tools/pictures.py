"""Take the pictures of the README from the built book: `make pictures`.

Needs the book in _build/html and the path of a browser as the only argument (tools/browser.py finds one).
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from softskills.charts import Profile, radar_figure, save
from softskills.items import data_folder, load_bank

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "_build" / "html" / "notebooks"
ASSETS = ROOT / "book" / "assets"


def main(browser_path: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1180, "height": 1000}, color_scheme="light")
        answered_lesson(page)
        browser.close()
    profile()


def answered_lesson(page: Page) -> None:
    """A lesson with its first scenario answered."""
    page.add_init_script("Math.random = () => 0.4242")  # the same order of options in every picture
    page.goto((BOOK / "communication-listen-actively.html").as_uri())
    scenario = page.locator("#item-listening-01")
    scenario.get_by_role("radio", name="Most effective Take me through").check()
    scenario.get_by_role("radio", name="Least effective I begin with").check()
    scenario.get_by_role("button", name="Fairly sure").click()
    scenario.get_by_role("heading").first.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, document.querySelector('#item-listening-01').getBoundingClientRect().top - 90)")
    page.mouse.move(0, 0)
    page.wait_for_timeout(500)
    page.screenshot(path=ASSETS / "lesson-answered.png")


def profile() -> None:
    """The chart of a profile, before and now, with one competency not rated before."""
    names = [one.name for one in load_bank(data_folder()).competencies.values()]
    before, now = Profile("Before", [2, 3, 2, None, 3, 1, 2, 3]), Profile("Now", [3, 4, 4, 3, 3, 2, 4, 3])
    save(radar_figure(names, [before, now]), ASSETS / "profile.png")


if __name__ == "__main__":
    main(sys.argv[1])
