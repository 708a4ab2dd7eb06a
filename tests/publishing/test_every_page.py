"""Every page of the book in a browser: it asks this site only, sets no cookie, keeps to its own policy, and is for all.

What axe finds on a phone in light colours is looked for in each run, and the other looks in the trials.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.axe import HEIGHT, Look, check_in
from support.browser import Reader, wait_until_mounted
from support.every_page import Visit, paths_in, visit_every_page

pytestmark = pytest.mark.browser

NARROW = 320
PHONE: Look = ("light", 390)
OTHERS: list[Look] = [("light", 1280), ("dark", 390), ("dark", 1280)]

HEIGHTS = """() => [...document.querySelectorAll(".ss-pair, .ss-widget.ss-scenario")]
    .map(one => [one.querySelector(".ss-title").textContent, one.getBoundingClientRect().height])"""
_RUNS_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def on_a_phone(page: Page) -> list[str]:
    """What is wrong with an open page on a phone, with all its folds open."""
    found = check_in([PHONE])(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    return [*found, *([f"it is wider than {NARROW} pixels"] if page.evaluate(_RUNS_OFF) else [])]


@pytest.fixture(scope="module")
def visits(browser: Browser, site: str, built_book: Path) -> list[Visit]:
    return visit_every_page(browser, site, built_book, on_a_phone)


def test_every_page_is_visited(visits: list[Visit], built_book: Path) -> None:
    assert [visit.path for visit in visits] == paths_in(built_book)


def test_no_page_asks_another_host(visits: list[Visit], site: str) -> None:
    asked = {
        visit.path: [url for url in visit.requests if not url.startswith((f"{site}/", "data:"))] for visit in visits
    }
    assert {path: urls for path, urls in asked.items() if urls} == {}


def test_no_page_sets_a_cookie(visits: list[Visit]) -> None:
    assert [visit.path for visit in visits if visit.cookies] == []


def test_nothing_goes_wrong_on_any_page(visits: list[Visit]) -> None:
    assert {visit.path: visit.errors for visit in visits if visit.errors} == {}


def test_every_page_names_its_icon_so_that_no_browser_guesses_one(built_book: Path) -> None:
    for path in paths_in(built_book):
        if path.startswith("_static/"):
            continue  # parts of the theme, no pages
        icon = re.search('<link rel="icon" href="([^"]+)"', (built_book / path).read_text("utf-8"))
        assert icon, path
        assert icon[1] == "data:," or (built_book / path).parent.joinpath(icon[1]).is_file(), path


def test_every_page_is_for_everyone_on_a_phone(visits: list[Visit]) -> None:
    assert {visit.path: visit.seen for visit in visits if visit.seen} == {}


@pytest.mark.trial
def test_every_page_is_for_everyone_in_dark_and_on_a_wide_screen(browser: Browser, site: str, built_book: Path) -> None:
    visits = visit_every_page(browser, site, built_book, check_in(OTHERS))
    assert {visit.path: visit.seen for visit in visits if visit.seen} == {}


def test_every_page_keeps_to_its_policy(visits: list[Visit]) -> None:
    assert {visit.path: visit.violations for visit in visits if visit.violations} == {}


def test_the_policy_lets_no_other_origin_and_no_script_of_another_text(built_book: Path) -> None:
    for path in paths_in(built_book):
        page = (built_book / path).read_text("utf-8")
        if 'http-equiv="refresh"' in page.lower():
            continue  # it leads on, and has nothing on it
        policy = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
        assert "default-src 'self';" in policy, path
        assert "unsafe-eval" not in policy
        assert "http" not in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2], path


def test_every_scene_fits_a_phone(new_reader: Callable[..., Reader], built_book: Path) -> None:
    """Title, situation, question, options and what checks them, on every page of the book."""
    page = new_reader(viewport={"width": 390, "height": 844}).open("index.html")
    site, measured, high = page.url.removesuffix("index.html"), 0, []
    for file in sorted(built_book.rglob("*.html")):
        if 'class="ss-island"' not in file.read_text("utf-8"):
            continue
        name = file.relative_to(built_book).as_posix()
        page.goto(f"{site}{name}")
        wait_until_mounted(page)
        for title, height in page.evaluate(HEIGHTS):
            measured += 1
            if height > 820:
                high.append((name, title, height))
    assert measured
    assert high == []
