"""The desk for marking in a browser, over a real session and gradebook. All of it is one visit to one page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import Look, check_in
from support.grading_course import Course
from support.marking_class import ARABIC, FULL, MARKUP, Marker
from support.marking_page import darken, open_desk

LOOKS: list[Look] = [("light", 1280), ("light", 390)]


@pytest.mark.browser
def test_a_marker_at_the_desk(browser: Browser, course: Course) -> None:
    ada, ben = Marker(course, "ada"), Marker(course, "ben")
    page = open_desk(browser, ada.session)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        two_keys_mark_a_text(page, ada)
        three_keys_mark_one_that_is_nearly_full(page, ada)
        a_typed_number_stays_as_it_was_typed(page, ada)
        enter_saves_wherever_one_looked_before(page)
        what_was_not_saved_comes_back(page)
        nobody_is_overwritten(page, ada, ben)
        hostile_texts_are_text(page, ada)
        comments_come_by_two_keys(page)
        empty_texts_get_0_by_a_press(page)
        a_second_marking_shows_nothing_of_the_first(page)
        assert check_in(LOOKS)(page) == []  # with all folds open
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        darken(page)
        assert check_in([("dark", 390), ("dark", 1280)])(page) == []
        assert faults == []
    finally:
        page.close()


def at(page: Page) -> int:
    """The place of the text that is shown."""
    return int(page.get_by_label("Text", exact=True).input_value())


def go_to(page: Page, place: int) -> None:
    page.get_by_label("Text", exact=True).select_option(str(place))
    expect(page.locator(".ss-sheet .ss-subtitle")).to_have_text(f"Text {place + 1}")


def view_of(marker: Marker, place: int) -> dict[str, Any]:
    view: dict[str, Any] = marker.ask("open", i=place)["view"]
    return view


def two_keys_mark_a_text(page: Page, ada: Marker) -> None:
    place, heading = at(page), page.locator(".ss-sheet .ss-subtitle")
    heading.focus()
    page.keyboard.press("f")
    expect(page.locator(".ss-total")).to_have_text("8 of 8 points")
    page.keyboard.press("Enter")
    expect(page.locator(".ss-form .ss-status")).to_have_text(f"Text {place + 1} is saved: 8.")
    expect(heading).to_be_focused()  # and so is ready for the next
    assert at(page) != place
    assert view_of(ada, place)["levels"] == FULL


def three_keys_mark_one_that_is_nearly_full(page: Page, ada: Marker) -> None:
    place = at(page)
    for key in ("f", "2", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".ss-form .ss-status")).to_have_text(f"Text {place + 1} is saved: 7.")
    assert view_of(ada, place)["levels"] == ["full", "half", "full", "full"]


def a_typed_number_stays_as_it_was_typed(page: Page, ada: Marker) -> None:
    place, number = at(page), page.get_by_label("Mark as a number")
    number.fill("8,5")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".ss-form .ss-status")).to_contain_text("more than the 8 points")
    expect(number).to_have_value("8,5")
    expect(number).to_be_focused()
    assert view_of(ada, place)["mark"] is None
    number.fill("3,5")
    page.keyboard.press("Enter")
    expect(page.locator(".ss-form .ss-status")).to_have_text(f"Text {place + 1} is saved: 3.5.")
    assert view_of(ada, place)["mark"] == 3.5


def enter_saves_wherever_one_looked_before(page: Page) -> None:
    """After the example answers by their key, after a press on a fold, and when a level was missing at first."""
    status, heading = page.locator(".ss-form .ss-status"), page.locator(".ss-sheet .ss-subtitle")
    place = at(page)
    heading.focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("has no level yet")
    page.keyboard.press("e")
    expect(page.locator(".ss-examples > div")).to_be_focused()
    page.keyboard.press("f")
    expect(status).to_have_text("")
    page.keyboard.press("Enter")
    expect(status).to_have_text(f"Text {place + 1} is saved: 8.")
    place = at(page)
    page.locator(".ss-examples summary").click()
    page.keyboard.press("h")
    page.keyboard.press("Enter")
    expect(status).to_have_text(f"Text {place + 1} is saved: 4.")


def what_was_not_saved_comes_back(page: Page) -> None:
    place = at(page)
    page.get_by_label("Comment for the learner").fill("Not saved yet")
    go_to(page, 0 if place else 1)
    expect(page.get_by_label("Comment for the learner")).not_to_have_value("Not saved yet")
    go_to(page, place)
    expect(page.get_by_label("Comment for the learner")).to_have_value("Not saved yet")
    expect(page.locator(".ss-form .ss-status")).to_contain_text("isn’t saved yet")


def nobody_is_overwritten(page: Page, ada: Marker, ben: Marker) -> None:
    place = at(page)
    assert ben.save(view_of(ben, place), ["half"] * 4, comment=MARKUP)["ok"]
    page.locator(".ss-sheet .ss-subtitle").focus()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    both = page.get_by_role("alert")
    expect(both).to_contain_text("Nothing was overwritten.")
    expect(both).to_contain_text("There: 4, by ben")
    expect(both).to_contain_text("Yours: 0.")
    expect(both).to_contain_text(MARKUP)
    assert view_of(ada, place)["mark"] == 4
    both.get_by_role("button", name="Save mine in its place").click()
    expect(page.locator(".ss-form .ss-status")).to_have_text(f"Text {place + 1} is saved: 0.")
    assert (view_of(ada, place)["mark"], view_of(ada, place)["by"]["marker"]) == (0, "ada")


def hostile_texts_are_text(page: Page, ada: Marker) -> None:
    go_to(page, ada.of("hostile"))
    expect(page.locator(".ss-to-mark")).to_contain_text(MARKUP)
    assert page.title() == "Marking"
    assert page.locator(".ss-marking img, .ss-marking script").count() == 0
    page.get_by_label("Show names").check()
    expect(page.locator(".ss-sheet .ss-subtitle")).to_contain_text(MARKUP)
    page.get_by_label("Show names").uncheck()
    expect(page.locator(".ss-sheet .ss-subtitle")).not_to_contain_text("img")
    go_to(page, ada.of("arabic"))
    text = page.locator(".ss-typed", has_text=ARABIC)
    assert text.evaluate("one => getComputedStyle(one).direction") == "rtl"


def comments_come_by_two_keys(page: Page) -> None:
    page.get_by_label("Comment for the learner").fill("")  # it may be the text that was commented on before
    page.locator(".ss-sheet .ss-subtitle").focus()
    page.keyboard.press("c")
    first = page.locator(".ss-comment span").first.inner_text()
    page.keyboard.press("1")
    expect(page.get_by_label("Comment for the learner")).to_have_value(first)
    page.keyboard.press("e")
    expect(page.locator(".ss-examples")).to_have_attribute("open", "")


def empty_texts_get_0_by_a_press(page: Page) -> None:
    page.get_by_text("Empty texts, a second marking, agreement").click()
    page.get_by_role("button", name="Give 0 to all 2 empty texts").click()
    expect(page.get_by_text("2 empty texts have 0 points now.")).to_be_visible()
    expect(page.get_by_role("button", name="Take that back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 empty texts wait for a mark again.")).to_be_visible()
    expect(page.get_by_role("button", name="Take that back")).to_be_hidden()
    page.get_by_role("button", name="Give 0 to all 2 empty texts").click()
    expect(page.get_by_role("button", name="empty text")).to_be_hidden()


def a_second_marking_shows_nothing_of_the_first(page: Page) -> None:
    page.get_by_label("One text of every").fill("3")
    page.get_by_role("button", name="Mark a sample a second time").click()
    expect(page.get_by_text("Second marking. Of 5 texts: 5 to mark.")).to_be_visible()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_role("button", name="How far do the two agree?").click()
    expect(page.locator(".ss-agreement")).to_contain_text("No text was marked twice yet.")
