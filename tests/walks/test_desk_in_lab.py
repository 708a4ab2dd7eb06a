"""An instructor at the desk in a real JupyterLab, with a simulated class: all by its tabs, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.axe import check_in
from support.class_in_lab import QUIZ, class_in_lab, marking_of, open_desk, run_desk, tab
from support.jupyter import Jupyter

pytestmark = pytest.mark.trial

FAILED = "It ended with exit status"
COMMAND = 60_000
"""Milliseconds that a command may take on a machine with other things to do."""


def test_an_instructor_at_the_desk(browser: Browser, tmp_path: Path) -> None:
    with class_in_lab(tmp_path) as server:
        page = open_desk(browser, server)
        the_class_is_in_view(page)
        two_keys_mark_a_text(page)
        what_was_not_saved_is_there_after_a_reload(page)
        the_report_is_a_file_and_in_view(page, server)
        grading_says_what_it_did(page)
        a_scene_left_out_moves_marks(page)
        page.close()


def the_class_is_in_view(page: Page) -> None:
    expect(page.locator(".widget-dropdown select").first).to_have_value(QUIZ)
    frame = page.frame_locator("iframe[title='The page']").first
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    expect(frame.get_by_text("simulated-001").first).to_be_attached()


def two_keys_mark_a_text(page: Page) -> None:
    desk = marking_of(page)
    desk.locator(".ss-to-mark").click()
    for name, most in (("F", "full"), ("H", "half")):
        label = desk.locator(".ss-sheet .ss-subtitle").inner_text()
        page.keyboard.press(name.lower())
        expect(desk.get_by_role("radio", checked=True).first).to_have_value(most)
        page.keyboard.press("Enter")
        expect(desk.locator(".ss-form .ss-status")).to_contain_text(f"{label} is saved")
        expect(desk.locator(".ss-sheet .ss-subtitle")).not_to_have_text(label)
    assert [one for one in check_in([("light", 1280)])(page) if "ss-" in one] == []


def what_was_not_saved_is_there_after_a_reload(page: Page) -> None:
    desk = marking_of(page)
    label = desk.locator(".ss-sheet .ss-subtitle").inner_text()
    desk.get_by_label("Comment for the learner").fill("Not saved before the page went")
    page.reload()
    run_desk(page)
    desk = marking_of(page)
    expect(desk.locator(".ss-sheet .ss-subtitle")).to_have_text(label)
    expect(desk.get_by_label("Comment for the learner")).to_have_value("Not saved before the page went")
    expect(desk.locator(".ss-form .ss-status")).to_contain_text("isn’t saved yet")


def the_report_is_a_file_and_in_view(page: Page, server: Jupyter) -> None:
    tab(page, "Report")
    page.get_by_role("button", name="Make the report").click()
    frame = page.frame_locator("iframe[title='The page']").last
    expect(frame.get_by_role("heading", name="Hand-ins and scores")).to_be_visible(timeout=COMMAND)
    assert (server.root / "reports" / f"{QUIZ}.html").is_file()


def grading_says_what_it_did(page: Page) -> None:
    tab(page, "Grade")
    page.get_by_role("button", name="Grade", exact=True).click()
    said = page.locator("pre", has_text="graded before")
    expect(said).to_be_visible(timeout=COMMAND)
    assert "\x1b" not in said.inner_text()
    expect(page.get_by_text(FAILED)).to_have_count(0)


def a_scene_left_out_moves_marks(page: Page) -> None:
    tab(page, "Regrade")
    page.get_by_label("How", exact=True).select_option("Leave a scene out")
    page.get_by_label("Scene", exact=True).select_option(index=1)
    page.get_by_role("button", name="Show whose marks move").click()
    expect(page.locator("pre", has_text="Nothing was changed.")).to_contain_text("would move for", timeout=COMMAND)
