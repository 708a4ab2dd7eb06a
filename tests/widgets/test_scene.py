"""A scene on the page: one option chosen of four, and what is then said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from support.browser import Reader, wait_until_mounted
from support.scene_page import CHOOSE, GRADED, choose, kept, open_page, scene, scene_site

pytestmark = pytest.mark.browser
KEY = CHOOSE.key  # a 5, c 4, b 2, d 1


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read the small pages and not the book."""
    with scene_site(tmp_path_factory.mktemp("pages")) as address:
        yield address


def band(place: Locator) -> Locator:
    return place.locator(".ss-result")


def status(place: Locator) -> Locator:
    return place.locator(".ss-status")


# Choosing one


@pytest.mark.parametrize(
    ("letter", "words", "best_too", "others"),
    [
        ("a", "You chose the strongest.", False, "The other three"),
        ("c", "You chose the second strongest.", True, "The other two"),
        ("b", "You chose the third strongest.", True, "The other two"),
        ("d", "You chose the weakest.", True, "The other two"),
    ],
)
def test_what_was_chosen_is_told_in_words(reader: Reader, letter: str, words: str, best_too: bool, others: str) -> None:
    place = scene(open_page(reader, "choose.html"), CHOOSE)
    choose(place, CHOOSE, letter)
    expect(band(place).locator(".ss-result-title")).to_contain_text(words)
    expect(band(place).get_by_text(KEY.feedback[letter])).to_be_visible()
    expect(band(place).get_by_text(KEY.feedback["a"])).to_be_visible()
    expect(band(place).get_by_role("heading", name="The strongest", exact=True)).to_have_count(int(best_too))
    expect(place.locator(".ss-choice").first).to_be_hidden()
    expect(band(place)).to_contain_text(f"What turned it: {KEY.turns_on}")
    folded = [KEY.feedback[one] for one in KEY.feedback if one not in (letter, "a")]
    for text in folded:
        expect(band(place).get_by_text(text)).to_be_hidden()
    band(place).get_by_text(others, exact=True).click()
    for text in folded:
        expect(band(place).get_by_text(text)).to_be_visible()
    assert "out of" not in place.inner_text()
    assert kept(place.page) == [(CHOOSE.id, {"choice": letter, "sure": "fairly"})]


def test_the_goal_stands_above_the_question_and_nothing_is_given_away(reader: Reader) -> None:
    place = scene(open_page(reader, "choose.html"), CHOOSE)
    text = place.inner_text()
    assert text.index(CHOOSE.stem[:40]) < text.index(f"Goal: {CHOOSE.goal}") < text.index(CHOOSE.question)
    assert not [one for one in (*KEY.feedback.values(), KEY.turns_on) if one in text]
    assert place.page.locator('[class="undefined"]').count() == 0


def test_by_keyboard_alone(reader: Reader) -> None:
    page = open_page(reader, "choose.html")
    place = scene(page, CHOOSE)
    shown = place.locator(".ss-option-text").all_text_contents()
    place.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place.get_by_role("button", name="Guessing")).to_be_focused()
    assert kept(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(place.locator(".ss-result-title")).to_be_focused()
    letter = next(letter for letter, text in CHOOSE.options.items() if text == shown[1])
    assert kept(page) == [(CHOOSE.id, {"choice": letter, "sure": "sure"})]
    page.keyboard.press("Tab")
    expect(place.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(place.get_by_role("radio").first).to_be_focused()
    expect(band(place)).to_be_hidden()


@pytest.mark.parametrize("width", [390, 320])
def test_by_touch_the_whole_row_is_what_one_taps(new_reader: Callable[..., Reader], width: int) -> None:
    page = open_page(new_reader(has_touch=True, viewport={"width": width, "height": 740}), "choose.html")
    place = scene(page, CHOOSE)
    for target in [*place.locator(".ss-choice").all(), *place.get_by_role("button").all()]:
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    row = place.locator(".ss-choice").filter(has_text=CHOOSE.options["b"])
    box = row.bounding_box()
    assert box is not None
    row.tap(position={"x": box["width"] - 5, "y": box["height"] - 5})
    sure = place.get_by_role("button", name="Sure", exact=True)
    lines = {button.bounding_box()["y"] for button in place.locator(".ss-sure-buttons button").all()}  # type: ignore[index]
    assert len(lines) == 1
    sure.tap()
    expect(place.locator(".ss-result-title")).to_be_focused()
    expect(place.locator(".ss-result-title")).to_be_in_viewport(ratio=1)
    assert kept(page) == [(CHOOSE.id, {"choice": "b", "sure": "sure"})]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CLEAR_OF_BAR = """([row, bar]) => {  // what has the focus is scrolled to, with the next frame
    const { bottom } = row.getBoundingClientRect();
    return bottom >= 0 && bottom <= bar.getBoundingClientRect().top;
}"""


def test_what_leads_on_keeps_in_reach_and_covers_nothing_that_has_the_focus(new_reader: Callable[..., Reader]) -> None:
    page = open_page(new_reader(viewport={"width": 390, "height": 520}), "choose.html")
    place = scene(page, CHOOSE)
    bar, rows = place.locator(".ss-bar"), place.locator(".ss-choice")
    page.evaluate("scrollTo(0, 0)")
    expect(bar).not_to_be_in_viewport()
    place.get_by_role("radio").first.evaluate("radio => radio.click()")
    expect(bar).to_be_in_viewport(ratio=1)
    rows.nth(0).get_by_role("radio").focus()
    for number in range(1, 4):
        page.keyboard.press("ArrowDown")
        expect(rows.nth(number).get_by_role("radio")).to_be_focused()
        page.wait_for_function(CLEAR_OF_BAR, arg=[rows.nth(number).element_handle(), bar.element_handle()])


def test_nothing_chosen_is_not_saved(reader: Reader) -> None:
    page = open_page(reader, "choose.html")
    place = scene(page, CHOOSE)
    place.get_by_role("button", name="Guessing").click()
    expect(status(place)).to_have_text("Not saved yet: choose one first.")
    expect(place.get_by_role("radio").first).to_be_focused()
    assert kept(page) == []


def test_after_a_reload_it_is_told_again_and_the_focus_is_left_alone(reader: Reader) -> None:
    page = open_page(reader, "choose.html")
    choose(scene(page, CHOOSE), CHOOSE, "c", "Guessing")
    page.reload()
    wait_until_mounted(page)
    place = scene(page, CHOOSE)
    expect(band(place)).to_contain_text("You chose the second strongest.")
    expect(band(place)).to_contain_text("You were guessing.")
    expect(status(place)).to_contain_text("Saved in this browser")
    assert page.evaluate("document.activeElement === document.body")


def test_trying_again_keeps_what_was_answered(reader: Reader) -> None:
    page = open_page(reader, "choose.html")
    place = scene(page, CHOOSE)
    choose(place, CHOOSE, "c")
    place.get_by_role("button", name="Try again").click()
    expect(band(place)).to_be_hidden()
    expect(status(place)).to_have_text("Your earlier answer is kept.")
    expect(place.get_by_role("radio", checked=True)).to_have_count(0)
    expect(place.get_by_role("radio").first).to_be_focused()
    assert kept(page) == [(CHOOSE.id, {"choice": "c", "sure": "fairly"})]
    choose(place, CHOOSE, "a", "Sure")
    assert kept(page)[1:] == [(CHOOSE.id, {"choice": "a", "sure": "sure"})]


def test_what_could_not_be_saved_can_be_sent_once_more(reader: Reader) -> None:
    page = open_page(reader, "choose.html")
    page.evaluate("""() => { window.set = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") } }""")
    place = scene(page, CHOOSE)
    choose(place, CHOOSE, "c")
    expect(status(place)).to_contain_text("Not saved:")
    page.evaluate("() => { Storage.prototype.setItem = window.set }")
    place.get_by_role("button", name="Save again").click()
    expect(status(place)).to_contain_text("Saved in this browser")
    expect(place.get_by_role("button", name="Save again")).to_be_hidden()
    assert kept(page) == [(CHOOSE.id, {"choice": "c", "sure": "fairly"})]


def test_what_another_tab_erases_is_said_to_be_saved_no_longer(reader: Reader) -> None:
    page, other = open_page(reader, "choose.html"), open_page(reader, "choose.html")
    choose(scene(page, CHOOSE), CHOOSE, "c")
    other.evaluate("localStorage.clear()")
    expect(band(scene(page, CHOOSE))).to_be_hidden()
    expect(status(scene(page, CHOOSE))).to_have_text("")


def test_a_browser_that_keeps_nothing_says_so_at_once(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    place = scene(open_page(reader, "choose.html"), CHOOSE)
    expect(status(place)).to_contain_text("This browser keeps nothing from this site")
    choose(place, CHOOSE, "c")
    expect(status(place)).to_contain_text("Not saved: this browser does not let this site keep data.")


def test_graded_it_is_saved_and_nothing_is_said(reader: Reader) -> None:
    page = open_page(reader, "graded.html")
    place = scene(page, GRADED)
    place.get_by_role("radio", name=GRADED.options["a"], exact=True).check()
    place.get_by_role("button", name="Save my answer").click()
    expect(status(place)).to_contain_text("Saved in this browser")
    expect(band(place)).to_be_hidden()
    expect(place.get_by_role("button")).to_have_count(1)
    place.get_by_role("radio", name=GRADED.options["b"], exact=True).check()
    expect(status(place)).to_have_text("Changed, not saved yet.")
    assert kept(page) == [(GRADED.id, {"choice": "a"})]


# Looks and access


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_faults(new_reader: Callable[..., Reader], scheme: str) -> None:
    page = open_page(new_reader(color_scheme=scheme), "choose.html")
    assert Axe().run(page).response["violations"] == []
    choose(scene(page, CHOOSE), CHOOSE, "c")
    page.locator("summary").click()
    assert Axe().run(page).response["violations"] == []


def test_the_choice_can_be_seen_in_forced_colours(new_reader: Callable[..., Reader]) -> None:
    place = scene(open_page(new_reader(forced_colors="active"), "choose.html"), CHOOSE)
    border = "row => getComputedStyle(row).borderTopWidth + getComputedStyle(row).borderTopColor"
    row = place.locator(".ss-choice").first
    before = row.evaluate(border)
    row.click()
    assert row.evaluate(border) != before


def test_without_javascript_the_key_lies_in_a_fold(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(java_script_enabled=False).open("choose.html")
    for text in [CHOOSE.stem, CHOOSE.goal or "", CHOOSE.question, *CHOOSE.options.values()]:
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text(KEY.feedback["a"])).to_be_hidden()
    page.get_by_text("How the key sees it").click()
    for text in [*KEY.feedback.values(), KEY.turns_on]:
        expect(page.get_by_text(text)).to_be_visible()
    graded = new_reader(java_script_enabled=False).open("graded.html")
    expect(graded.get_by_text(GRADED.options["a"])).to_be_visible()
    expect(graded.locator("details")).to_have_count(0)
