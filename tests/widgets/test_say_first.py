"""A sentence that the learner writes before three others are shown: kept as written, and marked by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from support.browser import Reader, wait_until_mounted
from support.pages import record, seed
from support.scene_page import SAY, kept, open_page, scene_site
from support.story_page import MARKUP

pytestmark = pytest.mark.browser
SENTENCE = "Where did the form stop?"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read the small pages and not the book."""
    with scene_site(tmp_path_factory.mktemp("pages")) as address:
        yield address


def box(page: Page) -> Locator:
    return page.get_by_role("textbox")


def others(page: Page) -> Locator:
    return page.locator(".ss-result")


def status(page: Page) -> Locator:
    return page.locator(".ss-status")


def test_the_others_come_after_ones_own(reader: Reader) -> None:
    page = open_page(reader, "say.html")
    for text in [SAY.text, SAY.goal or "", SAY.prompt, "Nobody marks this, and nor does a machine"]:
        expect(page.get_by_text(text)).to_be_visible()
    expect(others(page)).to_be_hidden()

    page.get_by_role("button", name="Show me three others").click()
    expect(status(page)).to_have_text("Write your sentence first. The three others come after it.")
    expect(box(page)).to_be_focused()
    expect(others(page)).to_be_hidden()
    assert kept(page) == []

    box(page).fill(SENTENCE)
    page.get_by_role("button", name="Show me three others").click()
    expect(page.get_by_role("heading", name="Three others")).to_be_focused()
    for sample in SAY.samples:
        expect(others(page).get_by_text(sample.text, exact=True)).to_be_visible()
        expect(others(page).get_by_text(sample.note, exact=True)).to_be_visible()
    assert kept(page) == [(SAY.id, {"text": SENTENCE})]


def test_what_is_ticked_is_kept_at_once(reader: Reader) -> None:
    page = open_page(reader, "say.html")
    box(page).fill(SENTENCE)
    page.get_by_role("button", name="Show me three others").click()
    page.get_by_role("checkbox", name=SAY.look_for[0]).check()
    page.get_by_role("checkbox", name=SAY.look_for[2]).check()
    page.get_by_role("checkbox", name=SAY.look_for[0]).uncheck()
    ticks = [[True, False, False], [True, False, True], [False, False, True]]
    said = [{"text": SENTENCE}, *({"text": SENTENCE, "ticks": one} for one in ticks)]
    assert kept(page) == [(SAY.id, answer) for answer in said]
    page.reload()
    wait_until_mounted(page)
    expect(box(page)).to_have_value(SENTENCE)
    assert [one.is_checked() for one in page.get_by_role("checkbox").all()] == [False, False, True]
    expect(status(page)).to_contain_text("Saved in this browser")


def test_the_sentence_can_be_changed_later(reader: Reader) -> None:
    seed(reader, record(SAY.id, {"text": SENTENCE, "ticks": [True, False, False]}))
    page = open_page(reader, "say.html")
    box(page).fill("Show me where it stops, please.")
    expect(status(page)).to_have_text("Changed, not saved yet.")
    page.get_by_role("button", name="Save my sentence").click()
    expect(status(page)).to_contain_text("Saved in this browser")
    assert kept(page)[1] == (SAY.id, {"text": "Show me where it stops, please.", "ticks": [True, False, False]})
    box(page).fill(" ")
    page.get_by_role("checkbox").nth(1).check()
    expect(status(page)).to_have_text("Not saved yet: your sentence is empty.")
    assert len(kept(page)) == 2


def test_a_sentence_is_there_after_leaving_in_the_middle_of_it(reader: Reader) -> None:
    page = open_page(reader, "say.html")
    expect(box(page)).to_have_accessible_name(SAY.prompt)
    box(page).fill(SENTENCE)
    page.reload()
    wait_until_mounted(page)
    expect(box(page)).to_have_value(SENTENCE)
    expect(others(page)).to_be_hidden()
    page.get_by_role("button", name="Show me three others").click()
    expect(page.get_by_role("heading", name="Three others")).to_be_focused()
    assert kept(page) == [(f"{SAY.id}/draft", {"text": SENTENCE}), (SAY.id, {"text": SENTENCE})]


def test_by_keyboard_and_on_a_narrow_phone(new_reader: Callable[..., Reader]) -> None:
    page = open_page(new_reader(has_touch=True, viewport={"width": 320, "height": 700}), "say.html")
    box(page).focus()
    page.keyboard.type(SENTENCE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Three others")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox").first).to_be_checked()
    page.locator(".ss-choice").nth(2).tap()
    assert kept(page)[-1] == (SAY.id, {"text": SENTENCE, "ticks": [True, False, True]})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("answer", [None, 7, {"text": 3, "ticks": "all"}, {"ticks": [True]}, {"text": "  "}])
def test_a_log_may_hold_anything(reader: Reader, answer: object) -> None:
    seed(reader, record(SAY.id, answer))
    page = open_page(reader, "say.html")
    expect(others(page)).to_be_hidden()
    assert kept(page) == [(SAY.id, answer)]


def test_what_was_typed_is_never_markup(reader: Reader) -> None:
    page = open_page(reader, "markup.html")
    box(page).fill(MARKUP)
    page.get_by_role("button", name="Show me three others").click()
    page.reload()
    wait_until_mounted(page)
    expect(box(page)).to_have_value(MARKUP)
    expect(page.locator("main img, main b")).to_have_count(0)
    expect(page.get_by_text(MARKUP, exact=True).first).to_be_visible()
    assert page.title() == "A page"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_faults(new_reader: Callable[..., Reader], scheme: str) -> None:
    page = open_page(new_reader(color_scheme=scheme), "say.html")
    assert Axe().run(page).response["violations"] == []
    box(page).fill(SENTENCE)
    page.get_by_role("button", name="Show me three others").click()
    assert Axe().run(page).response["violations"] == []


def test_without_javascript_it_can_be_read(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(java_script_enabled=False).open("say.html")
    expect(page.get_by_text(SAY.prompt)).to_be_visible()
    expect(page.get_by_text(SAY.samples[0].note)).to_be_hidden()
    page.locator("summary").click()
    expect(page.get_by_text(SAY.samples[0].note)).to_be_visible()
