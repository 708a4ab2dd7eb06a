"""A pair on the page: two situations with the same options, one after the other, and then side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from support.browser import Reader, wait_until_mounted
from support.contrast import CONTRAST_SET
from support.pages import record, seed
from support.scene_page import CHOOSE, SECOND, choose, kept, open_page, scene, scene_site

pytestmark = pytest.mark.browser
ANSWERED = {"choice": "c", "sure": "fairly"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read the small pages and not the book."""
    with scene_site(tmp_path_factory.mktemp("pages")) as address:
        yield address


def debrief(page: Page) -> Locator:
    return page.locator(".ss-pair-debrief")


def test_the_second_follows_the_first_and_both_are_laid_side_by_side(reader: Reader) -> None:
    page = open_page(reader, "pair.html")
    first, second = scene(page, CHOOSE), scene(page, SECOND)
    expect(first).to_be_visible()
    expect(second).to_have_count(0)
    expect(page.get_by_role("heading", name=f"{CONTRAST_SET.title}: two situations")).to_be_visible()

    choose(first, CHOOSE, "a")
    expect(second).to_be_visible()
    expect(debrief(page)).to_be_empty()
    expect(second).to_contain_text("The second situation, with the same options")
    assert first.locator(".ss-option-text").all_text_contents() == second.locator(".ss-option-text").all_text_contents()
    first.get_by_role("button", name="Go on to the second situation").click()
    expect(second.get_by_role("heading", name=SECOND.title)).to_be_focused()

    choose(second, SECOND, "a", "Sure")
    expect(first.get_by_role("button", name="Go on to the second situation")).to_be_hidden()
    expect(debrief(page)).to_contain_text("a different one is strongest each time. You found it in one of the two.")
    shared, *_ = CHOOSE.stem.split(". ")
    for side, item, best in zip(debrief(page).locator(".ss-side").all(), (CHOOSE, SECOND), "ab", strict=True):
        expect(side).to_contain_text(item.stem.removeprefix(f"{shared}. "))
        expect(side).not_to_contain_text(shared)
        expect(side).to_contain_text(f"The strongest here: {item.options[best]}")
        expect(side).to_contain_text(f"What turned it: {item.key.turns_on}")
    said = [(CHOOSE.id, {"choice": "a", "sure": "fairly"}), (SECOND.id, {"choice": "a", "sure": "sure"})]
    assert kept(page) == said


def test_trying_one_situation_again_leaves_what_is_picked_in_the_other(reader: Reader) -> None:
    page = open_page(reader, "pair.html")
    first, second = scene(page, CHOOSE), scene(page, SECOND)
    choose(first, CHOOSE, "a")
    second.get_by_role("radio", name=SECOND.options["d"], exact=True).check()
    first.get_by_role("button", name="Try again").click()
    choose(first, CHOOSE, "b")
    expect(second.get_by_role("radio", name=SECOND.options["d"], exact=True)).to_be_checked()


def test_what_was_answered_before_is_shown_in_both(reader: Reader) -> None:
    seed(reader, record(CHOOSE.id, ANSWERED), record(SECOND.id, {"choice": "b"}))
    page = open_page(reader, "pair.html")
    expect(scene(page, CHOOSE).locator(".ss-result-title")).to_contain_text("You chose the second strongest.")
    expect(scene(page, SECOND).locator(".ss-result-title")).to_contain_text("You chose the strongest.")
    expect(debrief(page)).to_contain_text("Side by side")
    scene(page, SECOND).get_by_role("button", name="Try again").click()
    expect(debrief(page)).to_be_empty()
    assert kept(page) == [(CHOOSE.id, ANSWERED), (SECOND.id, {"choice": "b"})]


def test_an_answer_to_the_second_alone_shows_both(reader: Reader) -> None:
    seed(reader, record(SECOND.id, ANSWERED))
    page = open_page(reader, "pair.html")
    expect(scene(page, CHOOSE).locator(".ss-result")).to_be_hidden()
    expect(scene(page, SECOND).locator(".ss-result")).to_be_visible()
    expect(debrief(page)).to_be_empty()


def sides(page: Page) -> list[dict[str, float]]:
    """Where the two stand, both at one moment: the page may still be scrolling."""
    expect(debrief(page).locator(".ss-side")).to_have_count(2)
    found: list[dict[str, float]] = (
        debrief(page)
        .locator(".ss-side")
        .evaluate_all("sides => sides.map((side) => side.getBoundingClientRect().toJSON())")
    )
    return found


def test_by_touch_on_a_narrow_phone_everything_is_stacked(new_reader: Callable[..., Reader]) -> None:
    page = open_page(new_reader(has_touch=True, viewport={"width": 320, "height": 700}), "pair.html")
    for item, letter in ((CHOOSE, "b"), (SECOND, "b")):
        place = scene(page, item)
        place.locator(".ss-choice").filter(has_text=item.options[letter]).tap()
        place.get_by_role("button", name="Guessing").tap()
        expect(place.locator(".ss-result-title")).to_be_in_viewport(ratio=1)
    one, other = sides(page)
    assert one["bottom"] <= other["top"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [item for item, _ in kept(page)] == [CHOOSE.id, SECOND.id]


def test_on_a_wide_page_the_two_stand_beside_each_other(reader: Reader) -> None:
    seed(reader, record(CHOOSE.id, ANSWERED), record(SECOND.id, ANSWERED))
    one, other = sides(open_page(reader, "pair.html"))
    assert one["top"] == other["top"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_faults(new_reader: Callable[..., Reader], scheme: str) -> None:
    page = open_page(new_reader(color_scheme=scheme), "pair.html")
    assert Axe().run(page).response["violations"] == []
    choose(scene(page, CHOOSE), CHOOSE, "c")
    choose(scene(page, SECOND), SECOND, "b")
    assert Axe().run(page).response["violations"] == []


def test_a_reload_shows_the_same(reader: Reader) -> None:
    page = open_page(reader, "pair.html")
    choose(scene(page, CHOOSE), CHOOSE, "c")
    choose(scene(page, SECOND), SECOND, "b")
    shown = page.locator(".ss-pair").inner_text()
    page.reload()
    wait_until_mounted(page)
    assert page.locator(".ss-pair").inner_text() == shown


def test_without_javascript_both_can_be_read(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(java_script_enabled=False).open("pair.html")
    for text in [CONTRAST_SET.title, CHOOSE.stem, SECOND.stem, SECOND.title]:
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_text("How the key sees it")).to_have_count(2)
    expect(page.get_by_text(SECOND.key.feedback["d"], exact=True).last).to_be_hidden()
