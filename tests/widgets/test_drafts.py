"""What was typed or chosen and not sent is there again: after a crash, in another tab, and never in anybody's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from softskills.frontend import assemble
from softskills.items import Competency, Intention, Plan, Reflection, data_folder, load_bank
from softskills.widgets import (
    WIDGETS,
    CourseWidget,
    PairWidget,
    RatingWidget,
    SayFirstWidget,
    ScenarioWidget,
    StoryWidget,
    WritingWidget,
)
from support.browser import Reader, served, wait_until_mounted
from support.contrast import CONTRAST_SET
from support.look import theme_css
from support.pages import PREFIX
from support.scene_page import BEST_WORST, CHOOSE, GRADED, RANK, RATE_EACH, SAY, SECOND, choose, kept, scene
from support.story_page import STORY, html

pytestmark = pytest.mark.browser
BACK = "What you had begun here is back. It isn’t saved yet."

# As after a crash: nobody hears that the page is left.
UNHEARD = """for (const target of [window, document]) for (const name of ["pagehide", "visibilitychange"])
    target.addEventListener(name, event => event.stopImmediatePropagation(), true)"""
BLOCKED = """Object.defineProperty(window, "localStorage", { get() { throw new Error("SecurityError"); } })"""
DRAFTS = 'Object.keys(localStorage).filter(key => key.includes("/draft/")).sort()'

BANK = load_bank(data_folder())


def first(kind: type) -> object:
    return next(item for item in BANK.items.values() if isinstance(item, kind))


COMPETENCIES: list[Competency] = list(BANK.competencies.values())[:2]
PAGES: dict[str, list[CourseWidget]] = {
    "choose": [ScenarioWidget(CHOOSE, None)],
    "best-worst": [ScenarioWidget(BEST_WORST, None)],
    "rank": [ScenarioWidget(RANK, None)],
    "rate": [ScenarioWidget(RATE_EACH, None)],
    "graded": [ScenarioWidget(GRADED, None)],
    "pair": [PairWidget(CONTRAST_SET.title, CHOOSE, SECOND, None)],
    "say": [SayFirstWidget(SAY, None)],
    "story": [StoryWidget(STORY, None)],
    "reflection": [WritingWidget(first(Reflection), None)],  # type: ignore[arg-type]
    "intention": [WritingWidget(first(Intention), None)],  # type: ignore[arg-type]
    "plan": [WritingWidget(first(Plan), None)],  # type: ignore[arg-type]
    "ratings": [RatingWidget(COMPETENCIES, "now", None)],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read small pages with a widget each."""
    folder: Path = tmp_path_factory.mktemp("pages")
    names = [widget.front_end for widget in WIDGETS]
    for name, widgets in PAGES.items():
        (folder / f"{name}.html").write_text(html(*widgets), "utf-8")
    (folder / "softskills.js").write_text(assemble.page_script(names, PREFIX.split("/")[0]), "utf-8")
    (folder / "softskills.css").write_text(assemble.page_style(names), "utf-8")
    (folder / "theme.css").write_text(theme_css(), "utf-8")
    with served(folder) as address:
        yield address


def opened(reader: Reader, name: str) -> Page:
    page = reader.open(f"{name}.html")
    wait_until_mounted(page)
    return page


def wait_for_draft(page: Page) -> None:
    page.wait_for_function(f"{DRAFTS}.length > 0")


def again(page: Page) -> None:
    """Open the page once more, as after a crash."""
    wait_for_draft(page)
    page.wait_for_timeout(400)  # as long as the last letter may take to be kept
    page.reload()
    wait_until_mounted(page)


def status(place: Page | Locator) -> Locator:
    return place.locator(".ss-status").first


def text_fields(page: Page) -> Locator:
    return page.locator("textarea.ss-text, input.ss-text[type=text]")


def checked(page: Page) -> list[int]:
    """The places of all that is checked, among all that can be."""
    boxes = page.locator("input[type=radio], input[type=checkbox]").all()
    return [place for place, box in enumerate(boxes) if box.is_checked()]


def texts(page: Page) -> list[str]:
    return [field.input_value() for field in text_fields(page).all()]


def begin_rank(page: Page) -> None:
    page.get_by_role("button", name="Move down").first.click()


def begin_story(page: Page) -> None:
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio").nth(1).check()


def write_all(page: Page) -> None:
    for number, field in enumerate(text_fields(page).all()):
        field.press_sequentially(f"<b>half</b> of {number}")


def rate_some(page: Page) -> None:
    groups = page.locator("li.ss-option")
    groups.nth(0).get_by_role("radio").nth(3).check()
    groups.nth(2).get_by_role("radio").nth(0).check()


BEGIN: dict[str, Callable[[Page], None]] = {
    "choose": lambda page: page.get_by_role("radio").nth(2).check(),
    "best-worst": lambda page: page.get_by_role("radio").nth(1).check(),
    "rank": begin_rank,
    "rate": rate_some,
    "graded": lambda page: page.get_by_role("radio").nth(2).check(),
    "pair": lambda page: page.get_by_role("radio").nth(3).check(),
    "say": write_all,
    "story": begin_story,
    "reflection": write_all,
    "intention": write_all,
    "plan": write_all,
}


@pytest.mark.parametrize("kind", BEGIN)
def test_what_was_begun_is_there_again_after_a_crash_and_nothing_was_sent(reader: Reader, kind: str) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, kind)
    BEGIN[kind](page)
    order = page.locator(".ss-option-text").all_text_contents()
    shown, sent = (checked(page), texts(page)), kept(page)
    assert shown != ([], []) or kind == "rank"

    again(page)

    assert (checked(page), texts(page)) == shown
    assert page.locator(".ss-option-text").all_text_contents() == order
    expect(status(page)).to_have_text(BACK)
    assert kept(page) == sent
    again(page)
    assert (checked(page), texts(page)) == shown, "looking at it is no reason to forget it"


@pytest.mark.parametrize("kind", ["reflection", "intention", "plan"])
def test_a_draft_that_was_found_is_sent_when_the_learner_says_so_and_gone_then(reader: Reader, kind: str) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, kind)
    write_all(page)
    written = texts(page)
    sent = len(kept(page))
    again(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_contain_text("Saved in this browser")
    assert page.evaluate(DRAFTS) == []
    assert len(kept(page)) == sent + 1
    page.reload()
    wait_until_mounted(page)
    assert texts(page) == written
    expect(status(page)).to_contain_text("Saved in this browser")


def test_a_choice_is_gone_from_the_drafts_once_it_was_checked(reader: Reader) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, "choose")
    BEGIN["choose"](page)
    again(page)
    page.get_by_role("button", name="Sure", exact=True).click()
    expect(page.locator(".ss-result")).to_be_visible()
    assert page.evaluate(DRAFTS) == []
    page.reload()
    wait_until_mounted(page)
    expect(page.locator(".ss-result")).to_be_visible()


def test_a_second_try_that_was_begun_is_there_again_and_the_first_one_counts_still(reader: Reader) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, "choose")
    choose(scene(page, CHOOSE), CHOOSE, "a")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("radio", name=CHOOSE.options["b"], exact=True).check()
    again(page)
    expect(page.get_by_role("radio", name=CHOOSE.options["b"], exact=True)).to_be_checked()
    expect(page.locator(".ss-result")).to_be_hidden()
    assert [answer["choice"] for _, answer in kept(page)] == ["a"]


def test_the_second_situation_of_a_pair_is_unfolded_where_it_was_begun(reader: Reader) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, "pair")
    choose(scene(page, CHOOSE), CHOOSE, "a")
    scene(page, SECOND).get_by_role("radio").first.check()
    scene(page, CHOOSE).get_by_role("button", name="Try again").click()
    again(page)
    expect(scene(page, SECOND).get_by_role("radio").first).to_be_checked()
    expect(status(scene(page, SECOND))).to_have_text(BACK)


def test_the_others_stand_beside_a_sentence_that_was_changed_after_they_were_shown(reader: Reader) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, "say")
    text_fields(page).fill("One sentence")
    page.get_by_role("button", name="Show me three others").click()
    text_fields(page).press_sequentially(" more")
    again(page)
    assert texts(page) == ["One sentence more"]
    expect(page.get_by_role("heading", name="Three others")).to_be_visible()
    page.get_by_role("button", name="Save my sentence").click()
    assert kept(page)[-1][1]["text"] == "One sentence more"
    assert page.evaluate(DRAFTS) == []


def test_a_rating_made_in_the_last_moment_is_saved_when_the_page_is_open_again(reader: Reader) -> None:
    reader.context.add_init_script(UNHEARD)
    page = opened(reader, "ratings")
    # Its own saving never comes: the page crashes before.
    page.evaluate(
        "(real => { window.setTimeout = (act, after) => real(act, after === 500 ? 1e9 : after) })(setTimeout)"
    )
    page.locator(".ss-rating").first.get_by_role("radio").nth(4).check()
    assert kept(page) == []
    again(page)
    expect(status(page)).to_contain_text("Saved in this browser")
    assert kept(page) == [(f"rating/{COMPETENCIES[0].id}/now", {"level": 4, "evidence": ""})]
    assert page.evaluate(DRAFTS) == []


def test_leaving_the_page_saves_what_was_typed_and_leaves_no_draft(reader: Reader) -> None:
    page = opened(reader, "reflection")
    write_all(page)
    page.reload()
    wait_until_mounted(page)
    expect(status(page)).to_contain_text("Saved in this browser")
    assert len(kept(page)) == 1
    assert page.evaluate(DRAFTS) == []


def test_two_tabs_do_not_fight(reader: Reader) -> None:
    one = opened(reader, "reflection")
    field = text_fields(one)
    field.press_sequentially("One")
    wait_for_draft(one)
    other = opened(reader, "reflection")
    expect(text_fields(other)).to_have_value("One")
    text_fields(other).fill("Other")
    other.wait_for_timeout(400)
    expect(field).to_have_value("One")
    field.press("End")
    field.press_sequentially(", two")
    one.get_by_role("button", name="Save", exact=True).click()
    expect(status(one)).to_contain_text("Saved")
    expect(text_fields(other)).to_have_value("Other")
    text_fields(other).press_sequentially("!")
    other.wait_for_timeout(400)
    third = opened(reader, "reflection")
    expect(text_fields(third)).to_have_value("Other!")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(text_fields(one)).to_have_value("Other!")
    assert [answer for _, answer in kept(one)][-2:] == [{"text": "One, two"}, {"text": "Other!"}]
    assert other.evaluate(DRAFTS) == []


@pytest.mark.parametrize("kind", BEGIN)
def test_where_the_storage_is_blocked_nothing_breaks(reader: Reader, kind: str) -> None:
    reader.context.add_init_script(BLOCKED)
    page = opened(reader, kind)
    BEGIN[kind](page)
    page.wait_for_timeout(400)
    assert checked(page) or texts(page) or kind == "rank"
    expect(page.locator(".ss-widget").first).to_be_visible()


ODD = {
    "choose": '{"choice":"z"}',
    "rank": '{"order":["a"]}',
    "rate": '{"ratings":7}',
    "best-worst": '{"best":"z","worst":[]}',
    "story": '{"path":["x.y"]}',
    "say": '{"text":[]}',
    "reflection": '{"text":{}}',
}


@pytest.mark.parametrize("name", ODD)
def test_a_draft_of_another_version_is_passed_over(reader: Reader, name: str) -> None:
    item = PAGES[name][0].wants[0]
    page = reader.open(f"{name}.html")
    for odd in (ODD[name], "[]"):
        key = f"{PREFIX.split('/')[0]}/draft/{item}"
        text = f'{{"time":"2026-03-01T10:00:00.000Z","value":{odd}}}'
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        page.reload()
        wait_until_mounted(page)
        expect(page.locator(".ss-title").first).to_be_visible()
        assert checked(page) == []
        assert "".join(texts(page)) == ""
