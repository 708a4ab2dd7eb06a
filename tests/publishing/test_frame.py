"""The frame of a page in a browser: contents, light and dark, and the dots of a lesson."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from softskills.items import Practice, PracticeStory, load_bank
from support.browser import Reader
from support.pages import record, seed
from support.places import LESSON, ROOT

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
PAGES = [
    "book/welcome.html",
    f"{LESSON}.html",
    "book/glossary.html",
    "book/teaching.html",
    "notebooks/your-progress.html",
]
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
)


def test_the_contents_are_a_drawer_on_a_phone(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(viewport=PHONE).open(f"{LESSON}.html")
    opener = page.get_by_role("button", name="Contents", exact=True)
    nav = page.get_by_role("navigation", name="Contents")
    expect(nav).to_be_hidden()
    opener.click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(nav.get_by_role("button", name="Close the contents")).to_be_focused()
    expect(nav.locator("[aria-current=page]")).to_be_in_viewport()
    for _ in range(60):  # nothing behind the drawer is reached
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.course-contents')"
        )
    page.keyboard.press("Escape")
    expect(nav).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.mouse.click(380, 600)
    expect(nav).to_be_hidden()


def test_the_contents_stand_beside_a_wide_page_and_open_the_part_one_is_in(reader: Reader) -> None:
    page = reader.open("book/glossary.html")
    nav = page.get_by_role("navigation", name="Contents")
    expect(nav.get_by_role("link", name="Glossary")).to_have_attribute("aria-current", "page")
    expect(nav.get_by_role("link", name="Collaboration")).to_be_hidden()
    nav.locator("summary", has_text="Why they matter at work").click()
    nav.get_by_role("link", name="Collaboration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Collaboration")
    expect(page.get_by_text("Part 2 · Why they matter at work")).to_be_visible()


def test_without_javascript_the_contents_open_by_their_link(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(viewport=PHONE, java_script_enabled=False).open(f"{LESSON}.html")
    nav = page.locator("nav.course-contents")
    expect(nav).to_be_hidden()
    page.get_by_role("link", name="Contents", exact=True).click()
    expect(nav).to_be_visible()
    nav.locator("summary", has_text="Why they matter at work").click()
    nav.get_by_role("link", name="Collaboration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Collaboration")


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_light_and_dark_are_kept_and_follow_the_device_when_they_agree_with_it(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(color_scheme="light")
    page = reader.open("book/glossary.html")
    light = ground(page)
    page.get_by_role("button", name="Dark colours").click()
    dark = ground(page)
    assert dark != light
    page.goto(f"{reader.site}/book/privacy.html")
    assert ground(page) == dark
    page.get_by_role("button", name="Light colours").click()
    assert ground(page) == light
    page.emulate_media(color_scheme="dark")
    assert ground(page) == dark


def test_a_browser_without_storage_has_all_of_the_frame(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport=PHONE)
    reader.context.add_init_script(NO_STORAGE)
    page = reader.open("book/glossary.html")
    before = ground(page)
    page.get_by_role("button", name="Dark colours").click()
    assert ground(page) != before
    page.get_by_role("button", name="Contents", exact=True).click()
    expect(page.get_by_role("navigation", name="Contents")).to_be_visible()
    assert reader.faults == []


def test_a_dot_is_filled_for_each_scene_that_was_answered(reader: Reader) -> None:
    bank = load_bank(ROOT / "data")
    lesson = next(one for one in bank.lessons if LESSON.endswith(one.file))
    story = next(name for name in lesson.items if isinstance(bank.items[name], PracticeStory))
    seed(reader, record("listening-01", {"best": "c", "worst": "d"}), record(f"{story}/run", {"path": []}))
    page = reader.lesson()
    total = sum(isinstance(bank.items[name], Practice | PracticeStory) for name in lesson.items)
    expect(page.locator(".scene-dot")).to_have_count(total)
    expect(page.locator(".page-facts")).to_contain_text(f"1 of {total} answered")
    expect(page.locator(".scene-dot").first).to_have_class("scene-dot is-answered")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.trial)])
def test_no_page_has_a_fault_that_axe_finds(new_reader: Callable[..., Reader], scheme: str) -> None:
    reader = new_reader(viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    page = reader.context.new_page()
    for name in PAGES:
        page.goto(f"{reader.site}/{name}")
        page.wait_for_load_state("networkidle")
        faults = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == [], name
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
