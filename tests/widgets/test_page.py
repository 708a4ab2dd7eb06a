"""The published page in a real browser: it answers by itself, keeps what it is told, and asks no other site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from softskills.scoring import credit
from support.browser import Reader
from support.pages import STORED, answer, bank_item, check, radio, record, seed, stored_answers, widget
from support.places import LESSON

pytestmark = pytest.mark.browser


@pytest.fixture
def site(listening_site: str, listening_bank: None) -> str:
    """In the place of the built book: that of the small course, and its bank."""
    return listening_site


def test_answer_gives_feedback_for_every_option_and_is_saved(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")  # c is the best, b the second, d the worst
    scenario = widget(page, item.id)
    for text in item.key.feedback.values():
        expect(scenario.get_by_text(text)).to_have_count(0)

    answer(scenario, item, best="b", worst="d")

    told = [
        ("b", "Your pick as most effective: the second strongest"),
        ("d", "Your pick as least effective: the weakest"),
    ]
    for letter, words in [*told, ("c", "The strongest")]:
        part = scenario.locator(".ss-judged").filter(has_text=item.options[letter])
        expect(part.get_by_role("heading")).to_have_text(re.compile(f".{words}"))
        expect(part.get_by_text(item.key.feedback[letter])).to_be_visible()
    expect(scenario.get_by_text(item.key.feedback["a"])).to_be_hidden()
    scenario.get_by_text("The other one").click()
    expect(scenario.get_by_text(item.key.feedback["a"])).to_be_visible()
    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")
    assert stored_answers(page, item.id) == [{"best": "b", "worst": "d", "sure": "fairly"}]


@pytest.mark.parametrize(("best", "worst"), [("c", "d"), ("b", "d"), ("d", "c")])
def test_page_shows_the_score_that_python_computes(reader: Reader, best: str, worst: str) -> None:
    page, item = reader.lesson(), bank_item("listening-02")
    answer(widget(page, item.id), item, best, worst)
    points = max(0, round(100 * credit(item, {"best": best, "worst": worst}, item.key)))
    told = f"Your score: {points} out of 100." if points else "No points this time."
    expect(widget(page, item.id).locator(".ss-result")).to_contain_text(told)


def test_the_scene_before_a_lesson_is_a_first_try_without_points(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    answer(widget(page, item.id), item, best="d", worst="c")
    expect(widget(page, item.id).locator(".ss-result-title")).to_contain_text(
        "As most effective you chose the weakest."
    )
    assert not re.search("out of 100|points", widget(page, item.id).inner_text())


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_what_is_said_of_an_answer_comes_into_view(new_reader: Callable[..., Reader], width: int, height: int) -> None:
    page, item = new_reader(viewport={"width": width, "height": height}).lesson(), bank_item("listening-02")
    scenario = widget(page, item.id)
    answer(scenario, item, best="b", worst="a")
    told = scenario.locator(".ss-result-title")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport(ratio=1)
    expect(scenario.locator(".ss-judged .ss-quoted").first).to_be_in_viewport(ratio=1)


def test_reload_keeps_answer_feedback_and_order(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    before = widget(page, item.id).locator(".ss-option-text").all_text_contents()
    answer(widget(page, item.id), item, best="b", worst="a")

    page.reload()

    scenario = widget(page, item.id)
    expect(radio(scenario, "Most effective", item.options["b"])).to_be_checked()
    expect(radio(scenario, "Least effective", item.options["a"])).to_be_checked()
    expect(scenario.get_by_text(item.key.feedback["a"])).to_be_visible()  # picked as the least effective
    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")
    assert scenario.locator(".ss-option-text").all_text_contents() == before


def test_a_page_keeps_its_height_while_it_is_read(reader: Reader) -> None:
    """Otherwise going back, or reloading, leads to another place than the one that was left."""
    page = reader.lesson()
    height = page.evaluate("document.documentElement.scrollHeight")
    for island in page.locator(".ss-island").all():
        island.scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_second_page_sees_the_answer_at_once(reader: Reader) -> None:
    first, second, item = reader.lesson(), reader.lesson(), bank_item("listening-02")
    answer(widget(first, item.id), item, best="a", worst="c")
    expect(radio(widget(second, item.id), "Most effective", item.options["a"])).to_be_checked()
    third = reader.lesson()
    expect(radio(widget(third, item.id), "Least effective", item.options["c"])).to_be_checked()


def test_two_tabs_lose_nothing(reader: Reader) -> None:
    first, second = reader.lesson(), reader.lesson()
    one, two = bank_item("listening-01"), bank_item("listening-02")
    answer(widget(first, one.id), one, best="c", worst="d")
    answer(widget(second, two.id), two, best="a", worst="c")
    answer(widget(first, two.id), two, best="b", worst="c")
    assert stored_answers(second, one.id) == [{"best": "c", "worst": "d", "sure": "fairly"}]
    assert stored_answers(second, two.id) == [
        {"best": "a", "worst": "c", "sure": "fairly"},
        {"best": "b", "worst": "c", "sure": "fairly"},
    ]


def test_a_change_of_mind_is_a_new_record_and_the_newest_counts(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    scenario = widget(page, item.id)
    answer(scenario, item, best="a", worst="b")
    answer(scenario, item, best="c", worst="b")
    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")
    assert stored_answers(page, item.id) == [
        {"best": "a", "worst": "b", "sure": "fairly"},
        {"best": "c", "worst": "b", "sure": "fairly"},
    ]
    page.reload()
    expect(radio(widget(page, item.id), "Most effective", item.options["c"])).to_be_checked()


def test_the_newest_answer_counts_after_the_clock_was_set_back(new_reader: Callable[..., Reader]) -> None:
    reader, item = new_reader(), bank_item("listening-01")
    reader.context.clock.set_fixed_time("2026-06-10T10:00:00Z")
    page = reader.lesson()
    answer(widget(page, item.id), item, best="a", worst="b")
    reader.context.clock.set_fixed_time("2026-06-09T10:00:00Z")
    answer(widget(page, item.id), item, best="c", worst="d")
    page.reload()
    expect(radio(widget(page, item.id), "Most effective", item.options["c"])).to_be_checked()


def test_half_an_answer_is_not_saved_and_says_what_is_missing(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    scenario = widget(page, item.id)
    check(scenario)
    expect(scenario.get_by_role("status")).to_have_text("Not saved yet: pick the most effective option.")
    radio(scenario, "Most effective", item.options["a"]).check()
    check(scenario)
    expect(scenario.get_by_role("status")).to_contain_text("pick the least effective option too")
    assert page.evaluate("document.activeElement.name").endswith("-worst")
    assert stored_answers(page, item.id) == []


def test_one_option_cannot_be_both(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    scenario = widget(page, item.id)
    answer(scenario, item, best="a", worst="a")
    expect(scenario.get_by_role("status")).to_contain_text("can’t be both")
    expect(radio(scenario, "Most effective", item.options["a"])).to_be_checked()
    assert stored_answers(page, item.id) == []


def test_order_differs_between_readers(new_reader: Callable[..., Reader]) -> None:
    orders = set()
    for name in ("reader-0", "reader-1"):
        reader = new_reader()
        seed(reader, record("reader", {"seed": name}))
        orders.add(tuple(widget(reader.lesson(), "listening-01").locator(".ss-option-text").all_text_contents()))
    assert len(orders) == 2
    assert {frozenset(order) for order in orders} == {frozenset(bank_item("listening-01").options.values())}


def test_everything_by_keyboard(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    scenario = widget(page, item.id)
    shown = scenario.locator(".ss-option-text").all_text_contents()
    letters = [next(letter for letter, text in item.options.items() if text == option) for option in shown]

    scenario.locator("input").first.focus()
    page.keyboard.press("Space")  # best: first option
    page.keyboard.press("ArrowDown")  # best: second option
    page.keyboard.press("Tab")  # from the most effective to the least effective, whatever is picked where
    assert page.evaluate("document.activeElement.name").endswith("-worst")
    page.keyboard.press("Space")  # worst: first option
    page.keyboard.press("ArrowDown")  # over the best one, which stays picked
    page.keyboard.press("ArrowDown")  # worst: third option
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.name").endswith("-best")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    sure = scenario.get_by_role("group", name="How sure are you? Check my answer:").get_by_role("button")
    expect(sure.first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(scenario.get_by_role("status")).to_contain_text("Saved in this browser")
    assert stored_answers(page, item.id) == [{"best": letters[1], "worst": letters[2], "sure": "sure"}]


def test_focus_is_visible(reader: Reader) -> None:
    page = reader.lesson()
    page.locator(".ss-scenario input").first.focus()
    page.keyboard.press("Tab")
    style = page.evaluate("""() => {
        const s = getComputedStyle(document.activeElement.closest("label")); // which one taps as a whole
        return [s.outlineStyle, parseFloat(s.outlineWidth)] }""")
    assert style[0] == "solid"
    assert style[1] >= 2


def test_reflection_is_saved_on_leaving_and_never_read_as_markup(reader: Reader) -> None:
    page = reader.lesson()
    writing = widget(page, "listening-reflection")
    text = "<img src=x onerror=\"document.title='broken in'\"> I asked & listened"
    writing.get_by_label("Your text").fill(text)
    expect(writing.get_by_role("status")).to_have_text("Changed, not saved yet.")
    page.keyboard.press("Tab")
    expect(writing.get_by_role("status")).to_contain_text("Saved in this browser")
    writing.get_by_label("Your text").press_sequentially("!")
    page.reload()  # and the page is left in the middle of a sentence
    expect(widget(page, "listening-reflection").get_by_label("Your text")).to_have_value(f"{text}!")
    assert page.title() != "broken in"
    assert stored_answers(page, "listening-reflection") == [{"text": text}, {"text": f"{text}!"}]


def test_intention_is_saved_and_ticked_off(reader: Reader) -> None:
    page = reader.lesson()
    writing = widget(page, "listening-intention")
    writing.get_by_label("If", exact=True).fill("Dana begins")
    writing.get_by_label("then I will", exact=True).fill("wait three seconds")
    writing.get_by_role("button", name="Save").click()
    expect(writing.get_by_role("status")).to_contain_text("Saved in this browser")
    writing.get_by_label("I did it").check()
    expect(writing.get_by_role("status")).to_contain_text("Saved in this browser")
    page.reload()
    expect(widget(page, "listening-intention").get_by_label("I did it")).to_be_checked()
    last = {"if": "Dana begins", "then": "wait three seconds", "done": True}
    assert stored_answers(page, "listening-intention")[-1] == last


def test_half_an_intention_is_kept_and_what_is_missing_is_said(reader: Reader) -> None:
    page = reader.lesson()
    writing = widget(page, "listening-intention")
    writing.get_by_label("If", exact=True).fill("Dana begins")
    page.keyboard.press("Tab")
    expect(writing.get_by_role("status")).to_contain_text("Still missing: what you’ll do")
    page.reload()
    writing = widget(page, "listening-intention")
    expect(writing.get_by_label("If", exact=True)).to_have_value("Dana begins")
    expect(writing.get_by_role("status")).to_contain_text("Still missing: what you’ll do")
    half = {"if": "Dana begins", "then": "", "done": False}
    assert stored_answers(page, "listening-intention") == [half]
    writing.get_by_label("then I will", exact=True).fill("wait")
    page.keyboard.press("Tab")
    expect(writing.get_by_role("status")).not_to_contain_text("Still missing")
    assert stored_answers(page, "listening-intention") == [half, half | {"then": "wait"}]


def test_nothing_is_saved_while_the_page_is_only_read(reader: Reader) -> None:
    page = reader.lesson()
    assert [record["item"] for record in page.evaluate(STORED)] == ["reader"]


def test_another_project_on_the_same_origin_is_left_alone(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    page.evaluate("localStorage.setItem('theirs/answer/1', '{\"v\":1}')")
    answer(widget(page, item.id), item, best="c", worst="d")
    assert page.evaluate("localStorage.getItem('theirs/answer/1')") == '{"v":1}'


def test_damaged_records_are_passed_over_and_kept(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    prefix = "building-soft-skills/answer/"
    damaged = {
        f"{prefix}2026-01-01T00:00:00.000Z/a": "{not json",
        f"{prefix}2026-01-01T00:00:00.000Z/b": "null",
        f"{prefix}2026-01-01T00:00:00.000Z/c": json.dumps(
            {"v": 1, "time": "2026-01-01T00:00:00.000Z", "item": item.id, "answer": {"best": "z", "worst": 7}}
        ),
    }
    page.evaluate("damaged => Object.entries(damaged).forEach(([k, v]) => localStorage.setItem(k, v))", damaged)
    page.reload()
    expect(widget(page, item.id).get_by_role("radio", checked=True)).to_have_count(0)
    answer(widget(page, item.id), item, best="c", worst="d")
    expect(widget(page, item.id).get_by_role("status")).to_contain_text("Saved")
    for key, value in damaged.items():
        assert page.evaluate("key => localStorage.getItem(key)", key) == value


def test_a_full_browser_says_not_saved_and_keeps_what_it_had(reader: Reader) -> None:
    page, item = reader.lesson(), bank_item("listening-01")
    answer(widget(page, item.id), item, best="c", worst="d")
    page.evaluate("""() => { let size = 1 << 22; let n = 0;
        while (size >= 1) { try { localStorage.setItem("filler" + n++, "x".repeat(size)) } catch { size >>= 1 } } }""")
    answer(widget(page, item.id), item, best="a", worst="b")
    expect(widget(page, item.id).get_by_role("status")).to_contain_text("Not saved: this browser has no room left")
    assert stored_answers(page, item.id) == [{"best": "c", "worst": "d", "sure": "fairly"}]


def test_a_browser_without_storage_still_gives_feedback_and_says_not_saved(new_reader: Callable[..., Reader]) -> None:
    reader, item = new_reader(), bank_item("listening-01")
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = reader.lesson()
    answer(widget(page, item.id), item, best="c", worst="d")
    expect(widget(page, item.id).get_by_role("status")).to_contain_text("Not saved: this browser does not let")
    expect(widget(page, item.id).get_by_text(item.key.feedback["c"])).to_be_visible()


def test_without_javascript_a_scene_can_be_read_and_its_key_lies_in_a_fold(new_reader: Callable[..., Reader]) -> None:
    reader, item = new_reader(java_script_enabled=False), bank_item("listening-01")
    page = reader.open(f"{LESSON}.html")
    for text in [item.stem, item.question, *item.options.values()]:
        expect(page.get_by_text(" ".join(text.split())).first).to_be_visible()  # options stand in the fold again
    for text in item.key.feedback.values():
        expect(page.get_by_text(text)).to_be_hidden()
    page.locator(f"#item-{item.id} summary").click()
    for text in item.key.feedback.values():
        expect(page.get_by_text(text)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_off_a_narrow_page(new_reader: Callable[..., Reader], scheme: str) -> None:
    reader, item = new_reader(viewport={"width": 320, "height": 700}, color_scheme=scheme), bank_item("listening-01")
    page = reader.lesson()
    answer(widget(page, item.id), item, best="c", worst="d")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = page.evaluate("""() => [...document.querySelectorAll(".ss-widget, .ss-widget *")]
        .filter(node => node.getBoundingClientRect().right > 320).map(node => node.outerHTML.slice(0, 80))""")
    assert wide == []


CONTRAST = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = c => { const f = c.slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2] };
  const ground = node => { for (; node; node = node.parentElement) {
    const c = rgb(getComputedStyle(node).backgroundColor); if ((c[3] ?? 1) > 0.99) return c } return [255, 255, 255] };
  return [...document.querySelectorAll(".ss-widget *")].filter(n => n.offsetParent && [...n.childNodes]
      .some(c => c.nodeType === 3 && c.textContent.trim())).map(n => {
    const [a, b] = [light(rgb(getComputedStyle(n).color)), light(ground(n))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), n.className + ": " + n.textContent.slice(0, 40)] })
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(new_reader: Callable[..., Reader], scheme: str) -> None:
    reader, item = new_reader(color_scheme=scheme), bank_item("listening-01")
    page = reader.lesson()
    answer(widget(page, item.id), item, best="c", worst="d")
    page.wait_for_timeout(400)  # the theme fades colours in
    contrasts = page.evaluate(CONTRAST)
    assert len(contrasts) > 20
    assert [text for ratio, text in contrasts if ratio < 4.5] == []
