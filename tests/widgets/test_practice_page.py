"""Today's practice and one from before, on a page, over days and weeks of a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import icalendar
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support.browser import Reader, wait_until_mounted
from support.contrast import OPTIONS
from support.pages import STORED, record, seed, unfold
from support.practice_site import (
    CLOSING,
    SHOUTED,
    STORY,
    WEEKLY,
    at,
    choose,
    item_id,
    open_practice,
    practice_site,
    said,
    shown,
    situation_of,
)
from support.story_page import go

pytestmark = pytest.mark.browser

NextReader = Callable[..., Reader]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("practice")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """In the place of the built book: the small site."""
    with practice_site(folder) as address:
        yield address


def next_scene(page: Page, name: str = "Next scene") -> None:
    page.get_by_role("button", name=name).click()


def answer_shown(page: Page, hit: bool = True, sure: str = "Sure") -> str:
    """Answer the scene that is shown, and return its title."""
    title = shown(page)
    choose(page.locator(".ss-practice .ss-scenario"), situation_of(title), hit, sure)
    return title


def answer_all(page: Page, hit: bool = True) -> list[str]:
    """Answer scene after scene to the end, and return their titles."""
    titles = []
    while page.locator(".ss-practice .ss-scenario").count():
        before = shown(page)
        titles.append(answer_shown(page, hit))
        page.locator(".ss-next button").click()
        expect(page.locator(".ss-stage .ss-title").filter(has_not_text=before)).to_be_visible()
    return titles


def records(page: Page) -> list[dict[str, Any]]:
    return [one for one in page.evaluate(STORED) if one["item"] != "reader"]


def open_progress(reader: Reader) -> Page:
    page = reader.open("progress.html")
    wait_until_mounted(page)
    unfold(page)
    return page


def share(page: Page, name: str) -> list[str]:
    """What stands beside a name with a share, in a part of progress that is unfolded."""
    row = page.locator(".ss-share").filter(has=page.get_by_text(name, exact=True))
    return row.locator(".ss-share-text, .ss-share-more").all_inner_texts()


# What is practised


def test_who_has_not_begun_is_offered_the_first_lesson(reader: Reader) -> None:
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    expect(page.locator(".ss-practice")).to_contain_text("scenes of the first lesson")
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 2")
    assert answer_shown(page) == "Every week from now on 0"
    next_scene(page)
    expect(page.locator(".ss-count")).to_have_text("Scene 2 of 2")
    answer_shown(page, hit=False)
    next_scene(page, "Finish")
    expect(page.locator(".ss-stage")).to_contain_text("1 of 2 right.")
    expect(page.locator(".ss-stage")).to_contain_text("Back on Saturday, 28 November.")


def test_what_comes_back_is_a_situation_not_seen_before(reader: Reader) -> None:
    seed(reader, said(0, WEEKLY, "2026-11-26T10:00"), said(0, CLOSING, "2026-11-26T10:01"))
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    assert shown(page) == "After the call 0"
    expect(page.locator(".ss-practice").get_by_role("radio", checked=True)).to_have_count(0)


def test_when_all_were_seen_the_one_seen_longest_ago_comes_with_its_feedback_out_of_sight(reader: Reader) -> None:
    seed(
        reader,
        said(0, WEEKLY, "2026-11-20T10:00"),
        said(0, CLOSING, "2026-11-19T10:00"),
        said(0, SHOUTED, "2026-11-21T10:00"),
    )
    reader.context.clock.install(time=at(28))
    page = open_practice(reader)
    assert shown(page) == "The counter closes 0"
    expect(page.locator(".ss-practice .ss-result")).to_be_hidden()
    expect(page.locator(".ss-practice").get_by_role("radio", checked=True)).to_have_count(0)
    answer_shown(page)
    expect(page.locator(".ss-practice .ss-result")).to_be_visible()
    assert [one["item"] for one in records(page)].count(item_id(0, CLOSING)) == 2


def test_sure_and_wrong_comes_first_and_neighbours_train_different_skills(reader: Reader) -> None:
    logged = [said(n, WEEKLY, f"2026-11-{10 + n}T10:00") for n in range(6)]
    logged.append(said(6, WEEKLY, "2026-11-20T10:00", hit=False, sure="sure"))
    seed(reader, *logged)
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    titles = answer_all(page)
    numbers = [int(title.rsplit(" ", 1)[1]) for title in titles]
    assert len(numbers) == 5
    assert numbers[0] == 6
    assert sorted(numbers[1:]) == [0, 1, 2, 3]
    assert all(one % 3 != other % 3 for one, other in pairwise(numbers))


def test_five_a_day_and_a_page_loaded_again_goes_on(reader: Reader) -> None:
    seed(reader, *(said(n, WEEKLY, "2026-11-20T10:00") for n in range(7)))
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    answer_shown(page)
    next_scene(page)
    answer_shown(page, hit=False)
    page.reload()
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 3")
    answer_all(page)
    expect(page.locator(".ss-stage")).to_contain_text("4 of 5 right.")
    expect(page.locator(".ss-stage")).to_contain_text("Back on Saturday, 28 November.")
    page.reload()
    expect(page.locator(".ss-stage h3")).to_have_text("Done for today")
    expect(page.locator(".ss-stage")).to_contain_text("4 of 5 right.")


def test_over_weeks_hits_move_a_set_on_and_a_miss_brings_it_back(new_reader: NextReader) -> None:
    reader = new_reader(timezone_id="Europe/London")
    days = [(26, True), (27, True), (30, True), (37, False), (38, True), (41, True)]
    reader.context.clock.install(time=at(26))
    page = open_practice(reader)
    answer_all(page)
    for (day, hit), (following, _) in pairwise(days[1:]):
        page.clock.set_fixed_time(at(day - 1, 23) if day not in {27, 38} else at(day, 0))
        page.reload()
        if day not in {27, 38}:
            expect(page.locator(".ss-stage h3")).to_have_text("Nothing is due today")
            page.clock.set_fixed_time(at(day))
            page.reload()
        expect(page.locator(".ss-count")).to_have_text("Scene 1 of 1")
        answer_all(page, hit)
        back = at(following).strftime("%A, %-d %B")
        expect(page.locator(".ss-stage")).to_contain_text(f"Back on {back}.")


def test_a_night_with_a_clock_change_is_one_day(new_reader: NextReader) -> None:
    reader = new_reader(timezone_id="Europe/London")
    seed(reader, said(0, WEEKLY, "2026-10-24T22:30"))  # half past eleven on the last evening of summer time
    reader.context.clock.install(time="2026-10-25T00:30:00Z")
    page = open_practice(reader)
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 1")


# What counts


def test_copying_the_answer_from_the_feedback_moves_nothing(reader: Reader) -> None:
    seed(
        reader,
        *(said(n, WEEKLY, "2026-11-20T10:00") for n in (0, 3)),
        said(3, CLOSING, "2026-11-20T11:00"),
        record("rating/asking/now", {"level": 3, "evidence": ""}, "2026-11-20T12:00:00.000Z"),
    )
    reader.context.clock.install(time=at(27))
    lesson = reader.open("lesson.html")
    wait_until_mounted(lesson)
    scene = lesson.locator(".ss-scenario").nth(1)
    choose(scene, CLOSING, hit=False)

    def looks_back() -> list[str]:
        calibration = reader.open("calibration.html")
        wait_until_mounted(calibration)
        unfold(calibration)
        parts = open_progress(reader).locator(".ss-glance, .ss-lesson, .ss-share").all_inner_texts()
        return [*parts, *calibration.get_by_role("row").all_inner_texts()]

    before = looks_back()
    scene.get_by_role("button", name="Try again").click()
    choose(scene, CLOSING, hit=True)
    expect(scene.get_by_role("status")).to_contain_text("Saved")
    assert [one["answer"]["choice"] for one in records(lesson) if one["item"] == item_id(0, CLOSING)] == ["a", "b"]
    assert looks_back() == before
    progress = open_progress(reader)
    expect(progress.locator(".ss-progress")).to_contain_text("Practised again today: 1 scene.")


def test_a_clock_that_was_ahead_a_certainty_of_another_kind_and_what_is_gone_break_nothing(reader: Reader) -> None:
    odd = [
        said(0, WEEKLY, "2026-11-25T10:00", sure="certain"),
        said(0, CLOSING, "2027-06-01T10:00", hit=False, sure="sure"),
        record("set-9-forms-weekly", {"choice": "a", "sure": "sure"}, "2026-11-25T10:00:00.000Z"),
        record(item_id(1, WEEKLY), {"choice": "z", "sure": ["sure"]}, "2026-11-25T10:00:00.000Z"),
        record(item_id(1, CLOSING), "b", "2026-11-25T10:00:00.000Z"),
        record("constructor", {"choice": "a"}, "2026-11-25T10:00:00.000Z"),
    ]
    seed(reader, *odd)
    reader.context.clock.install(time=at(27))
    progress = open_progress(reader)
    assert share(progress, "Asking") == ["100 of 100", "1 of 10 scenes answered"]
    assert share(progress, "Sure") == []
    page = open_practice(reader)
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 1")
    answer_all(page)
    assert len(records(page)) == len(odd) + 1


def test_an_erased_storage_begins_anew(reader: Reader) -> None:
    seed(reader, said(0, WEEKLY, "2026-11-25T10:00"))
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 1")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(page.locator(".ss-practice")).to_contain_text("scenes of the first lesson")


def test_progress_shows_how_sure_and_how_right_and_what_is_due(reader: Reader) -> None:
    seed(
        reader,
        *(said(n, WEEKLY, "2026-11-20T10:00", hit=n > 0, sure="sure") for n in range(4)),
        said(4, WEEKLY, "2026-11-20T10:00", sure="guessing"),
    )
    reader.context.clock.install(time=at(27))
    page = open_progress(reader)
    assert [share(page, name) for name in ("Sure", "Guessing", "Fairly sure")] == [
        ["3 of 4 right"],
        ["1 of 1 right"],
        [],
    ]
    due = page.locator(".ss-glance li").filter(has_text="Due")
    expect(due).to_contain_text("5 scenes, about 6 minutes")
    due.get_by_role("link", name="Practise").click()
    expect(page.locator(".ss-count")).to_have_text("Scene 1 of 5")


# The calendar


def test_the_next_days_are_saved_as_a_calendar_that_a_library_reads(new_reader: NextReader) -> None:
    reader = new_reader(timezone_id="America/Los_Angeles")
    seed(reader, said(0, WEEKLY, "2026-11-27T10:00"))
    reader.context.clock.set_fixed_time("2026-11-27T20:00:00-08:00")
    page = open_practice(reader)
    expect(page.locator(".ss-stage h3")).to_have_text("Nothing is due today")
    with page.expect_download() as offered:
        page.get_by_role("button", name="Save the next days for your calendar").click()
    assert offered.value.suggested_filename == "practice-days.ics"
    content = Path(offered.value.path()).read_bytes()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    events: list[Any] = [*icalendar.Calendar.from_ical(content).walk("VEVENT")]
    days = [event["DTSTART"].dt for event in events]
    assert days == [date(2026, 11, 28), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 29), date(2027, 2, 27)]
    assert [event["DTEND"].dt.toordinal() - event["DTSTART"].dt.toordinal() for event in events] == [1] * 5
    assert {str(event["SUMMARY"]) for event in events} == {"Today's practice: A course; of forms"}
    assert str(events[0]["UID"]) == "practice-20261128@building-soft-skills"
    assert events[0]["DTSTAMP"].dt.isoformat() == "2026-11-28T04:00:00+00:00"
    assert str(events[0]["URL"]).endswith("/practice.html")


# Loading


def test_a_scene_that_does_not_come_is_told_and_tried_again(new_reader: NextReader) -> None:
    reader = new_reader()
    reader.context.clock.install(time=at(27))
    reader.context.route("**/sets/set-0.js", lambda route: route.abort())
    page = open_practice(reader)
    expect(page.get_by_role("alert")).to_contain_text("The scene did not come")
    reader.context.unroute("**/sets/set-0.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".ss-practice .ss-scenario")).to_be_visible()


def test_a_catalogue_that_does_not_come_is_told_and_tried_again(new_reader: NextReader) -> None:
    reader = new_reader()
    seed(reader, said(2, WEEKLY, "2026-11-20T10:00"))
    reader.context.route("**/catalogue.js", lambda route: route.abort())
    page = open_practice(reader)
    expect(page.get_by_role("alert")).to_contain_text("did not come")
    reader.context.unroute("**/catalogue.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".ss-practice .ss-scenario")).to_be_visible()


def test_a_new_reader_needs_the_catalogue_after_the_first_answer_only(new_reader: NextReader) -> None:
    reader = new_reader()
    reader.context.clock.install(time=at(27))
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    reader.context.route("**/catalogue.js", lambda route: route.abort())
    page = open_practice(reader)
    expect(page.locator(".ss-practice .ss-scenario")).to_be_visible()
    assert "catalogue.js" not in asked
    answer_shown(page)
    expect(page.get_by_role("alert")).to_contain_text("did not come")
    expect(page.locator(".ss-practice .ss-result"), "what was answered stays").to_be_visible()
    reader.context.unroute("**/catalogue.js")
    page.locator(".ss-failed").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    next_scene(page)
    answer_shown(page, hit=False)
    next_scene(page, "Finish")
    expect(page.locator(".ss-stage")).to_contain_text("1 of 2 right.")


def test_progress_of_a_new_reader_fills_with_the_first_answer_of_another_tab(new_reader: NextReader) -> None:
    reader = new_reader()
    reader.context.clock.install(time=at(27))
    page = reader.open("progress.html")
    expect(page.locator(".ss-glance")).to_contain_text("Nothing here yet")
    other = open_practice(reader)
    answer_shown(other)
    expect(page.locator(".ss-glance")).to_contain_text("1 scene")
    page.locator(".ss-fold > summary", has_text="Skills").click()
    expect(page.locator(".ss-folds")).to_contain_text("1 of ")


def test_it_works_from_a_folder(browser: Browser, folder: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((folder / "practice.html").as_uri())
    expect(page.locator(".ss-practice .ss-scenario")).to_be_visible()
    page.context.close()


def test_only_the_sets_that_are_shown_are_loaded(reader: Reader) -> None:
    seed(reader, said(2, WEEKLY, "2026-11-20T10:00"))
    reader.context.clock.install(time=at(27))
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    open_practice(reader)
    assert [url.rsplit("/", 1)[1] for url in asked if "/softskills/" in url] == ["catalogue.js", "set-2.js"]


# One from before


def test_one_from_before_is_one_not_seen_yet(reader: Reader) -> None:
    seed(reader, said(0, WEEKLY, "2026-11-20T10:00"))
    reader.context.clock.install(time=at(27))
    page = reader.open("before.html")
    expect(page.locator(".ss-before .ss-title")).to_have_text("The counter closes 0")
    choose(page.locator(".ss-before .ss-scenario"), CLOSING)
    page.reload()
    expect(page.locator(".ss-before .ss-title"), "today's stays for the day").to_have_text("The counter closes 0")
    expect(page.locator(".ss-before .ss-result")).to_be_visible()
    reader.context.clock.set_system_time(at(28))
    page.reload()
    expect(page.locator(".ss-before .ss-title")).to_have_text("After the call 0")


def test_a_story_from_before_begins_anew(reader: Reader) -> None:
    path = {"path": ["desk.b", "office.b", "hall.a"]}
    seed(reader, *(record(name, path, "2026-11-20T10:00:00.000Z") for name in (STORY.id, STORY.run_id)))
    page = reader.open("story.html")
    story = page.locator(".ss-before .ss-story")
    expect(story.locator(".ss-here .ss-scene-title")).to_contain_text("At the desk")
    go(story, "desk.a")
    expect(story.locator(".ss-here .ss-scene-title")).to_contain_text("At the hall")
    expect(story.get_by_role("status").last).to_contain_text("Saved")


def test_without_javascript_a_scene_can_be_read(new_reader: NextReader) -> None:
    page = new_reader(java_script_enabled=False).open("before.html")
    expect(page.get_by_text("The two of you have half an hour.")).to_be_visible()
    for option in OPTIONS.values():
        expect(page.get_by_role("listitem").filter(has_text=option).first).to_be_visible()


# For everyone


def test_practice_by_keyboard_leads_from_scene_to_scene(reader: Reader) -> None:
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    expect(page.locator("body")).to_be_focused()  # a page that has just opened takes the focus nowhere
    answer_shown(page)
    page.get_by_role("button", name="Next scene").focus()
    page.keyboard.press("Enter")
    heading = page.locator(".ss-practice .ss-scenario .ss-title")
    expect(heading).to_have_text("The counter closes 0")
    expect(heading).to_be_focused()
    expect(page.locator(".ss-count")).to_have_attribute("role", "status")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Finish").press("Enter")
    expect(page.get_by_role("heading", name="Done for today")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_runs_off_a_narrow_screen(new_reader: NextReader, scheme: str) -> None:
    reader = new_reader(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    seed(reader, said(0, WEEKLY, "2026-11-20T10:00", hit=False, sure="sure"))
    reader.context.clock.install(time=at(27))
    page = open_practice(reader)
    answer_shown(page)
    progress = open_progress(reader)
    for one in (page, progress):
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(one)
        assert found.violations_count == 0, found.generate_report()
    next_scene(page, "Finish")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
