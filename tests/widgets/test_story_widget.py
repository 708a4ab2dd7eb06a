"""A story as a reader goes through it: choosing, coming back, and what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect

from softskills import answers, scenario
from softskills.items import data_folder, load_bank
from softskills.widgets import ScenarioWidget, StoryWidget
from support.browser import Reader, wait_until_mounted
from support.pages import STORED, bring, record, seed, unfold
from support.story import BEST_PATH, FORKS, SHORT_PATH, WORST_PATH, story_data
from support.story_page import (
    RUN,
    STORY,
    counting,
    go,
    open_page,
    status,
    stored,
    story,
    story_site,
    text_of,
    titles,
    told,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read the small pages and not the book."""
    with story_site(tmp_path_factory.mktemp("pages")) as address:
        yield address


# Telling and choosing


@pytest.mark.browser
def test_a_whole_run_by_keyboard_alone(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    focused = "document.activeElement.textContent"
    path: list[str] = []
    while not widget.get_by_text("Ending:").count():
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")  # passes over a choice: nothing may happen yet
        assert told(widget) == titles(path)
        assert len(stored(page)) == len(path)
        path.append(str(widget.get_by_role("radio", checked=True).get_attribute("value")))
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "Go on"
        page.keyboard.press("Enter")
        assert told(widget) == titles(path)
        assert page.evaluate(focused) == titles(path)[-1]
    assert counting(page) == {"path": path}
    expect(widget.get_by_text("Looking back")).to_have_count(1)
    widget.locator(".ss-debrief summary").first.focus()
    page.keyboard.press("Enter")
    expect(widget.get_by_text("It leads to").first).to_be_visible()


@pytest.mark.browser
def test_every_choice_is_saved_at_once_and_only_a_finished_path_is_an_answer(reader: Reader) -> None:
    page = open_page(reader)
    widget, path = story(page), BEST_PATH["path"]
    for number, step in enumerate(path, start=1):
        assert counting(page) is None
        go(widget, step)
        expect(status(widget)).to_contain_text("Saved in this browser")
        assert (RUN, path[:number]) in stored(page)
    assert stored(page)[:2] == [(RUN, path[:1]), (RUN, path[:2])]
    assert sorted(stored(page)[2:]) == [(STORY.id, path), (RUN, path)]  # within one millisecond, in any order
    expect(widget.get_by_role("radio")).to_have_count(0)
    expect(widget.get_by_role("button", name="Go on")).to_be_hidden()


@pytest.mark.browser
def test_going_on_without_a_choice_says_so(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    widget.get_by_role("button", name="Go on").click()
    expect(status(widget)).to_have_text("Pick a choice first.")
    expect(widget.get_by_role("radio").first).to_be_focused()
    assert stored(page) == []


@pytest.mark.browser
def test_what_was_chosen_stays_to_read_and_cannot_be_changed(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    expect(widget).to_contain_text("You can’t take a choice back")
    go(widget, *WORST_PATH["path"][:2])
    assert told(widget) == titles(WORST_PATH["path"][:2])
    assert widget.get_by_text("You chose:").locator("..").all_text_contents() == [
        f"You chose: {text_of(step)}" for step in WORST_PATH["path"][:2]
    ]
    expect(widget.get_by_role("radio")).to_have_count(len(FORKS["hall"]))
    first = widget.get_by_text(STORY.scenes["desk"].text)
    expect(first).to_be_hidden()
    widget.get_by_text("Read it again").first.click()
    expect(first).to_be_visible()


@pytest.mark.browser
def test_choices_stand_in_another_order_for_other_readers_and_in_one_for_each(
    new_reader: Callable[..., Reader],
) -> None:
    seeds, orders = set(), set()
    for name in (None, None, "reader-0", "reader-1"):  # two to whom chance gives a seed, and two with one of ours
        reader = new_reader()
        if name:
            seed(reader, record("reader", {"seed": name}))
        page = open_page(reader)
        order = story(page).locator("label").all_text_contents()
        page.reload()
        wait_until_mounted(page)
        assert story(page).locator("label").all_text_contents() == order
        orders.add(tuple(order))
        seeds |= {one["answer"]["seed"] for one in page.evaluate(STORED) if one["item"] == "reader"}
    assert len(seeds) == 4
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(text_of(f"desk.{letter}") for letter in "abc")}


# Coming back


@pytest.mark.browser
def test_a_reload_in_the_middle_goes_on_where_the_reader_stood(reader: Reader) -> None:
    page = open_page(reader)
    go(story(page), "desk.b", "office.c")
    shown = [story(page).locator(part).all_text_contents() for part in (".ss-scene", ".ss-value", "label")]
    page.reload()
    wait_until_mounted(page)
    widget = story(page)
    assert [widget.locator(part).all_text_contents() for part in (".ss-scene", ".ss-value", "label")] == shown
    expect(status(widget)).to_contain_text("Saved in this browser")
    assert page.evaluate("document.activeElement === document.body")
    go(widget, "hall.a")
    assert counting(page) == {"path": ["desk.b", "office.c", "hall.a"]}
    page.reload()
    wait_until_mounted(page)
    assert told(story(page)) == titles(["desk.b", "office.c", "hall.a"])
    expect(story(page).get_by_text("Looking back")).to_have_count(1)


@pytest.mark.browser
def test_a_new_run_never_replaces_the_finished_one_until_it_is_finished_too(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    go(widget, *SHORT_PATH["path"])
    first = stored(page)
    widget.get_by_role("button", name="Start again").click()
    assert told(widget) == titles([])
    assert page.evaluate("document.activeElement.textContent") == "Chapter 1: At the desk"
    expect(widget.get_by_text("Looking back")).to_have_count(0)
    expect(widget).to_contain_text("Your finished run counts until you finish another.")
    go(widget, "desk.c", "office.a")
    page.reload()
    wait_until_mounted(page)
    widget = story(page)
    assert told(widget) == titles(["desk.c", "office.a"])
    expect(widget).to_contain_text("Your finished run counts until you finish another.")
    assert counting(page) == SHORT_PATH
    go(widget, "hall.c")
    assert counting(page) == WORST_PATH
    assert stored(page)[: len(first)] == first
    times = [one["time"] for one in page.evaluate(STORED) if one["item"] == STORY.id]
    assert len(times) == 2


@pytest.mark.browser
def test_another_ending_is_offered_from_where_it_is_open_until_all_are_found(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    endings = widget.locator(".ss-endings")
    another = widget.get_by_role("button", name="Look for another ending")
    expect(endings).to_be_hidden()
    go(widget, *SHORT_PATH["path"])
    expect(endings).to_have_text("Endings found: 1 of 3.")
    expect(widget).to_contain_text("Another ending is open from chapter 2, by another choice.")
    unseen = [STORY.scenes[name].title for name in ("agreed", "parted")]
    widget.locator(".ss-debrief summary").last.click()
    expect(widget).to_contain_text("It leads to an ending you haven’t found yet.")
    assert not [title for title in unseen if title in widget.inner_text()]
    another.click()
    assert told(widget) == titles(["desk.a"])
    go(widget, "hall.a")
    page.reload()
    wait_until_mounted(page)
    expect(endings).to_have_text("Endings found: 2 of 3.")
    another.click()
    go(widget, "hall.c")
    expect(endings).to_have_text("You’ve found all 3 endings.")
    expect(another).to_be_hidden()
    page.evaluate("localStorage.clear()")
    open_page(reader).evaluate("localStorage.setItem('building-soft-skills/answer/0', 'nothing')")
    expect(endings).to_be_hidden()
    expect(status(widget)).to_have_text("")


@pytest.mark.browser
def test_the_same_story_twice_and_in_another_tab_stays_in_step(reader: Reader) -> None:
    page, other = open_page(reader, "twice.html"), open_page(reader)
    names = page.locator(".ss-story input").evaluate_all("all => all.map(one => one.name)")
    assert len(set(names)) == 2
    go(story(page), "desk.b")
    assert told(story(page, 1)) == titles(["desk.b"])
    expect(story(other).locator(".ss-here")).to_contain_text("At the office")
    assert page.evaluate("document.activeElement.closest('.ss-story') === document.querySelector('.ss-story')")
    go(story(page, 1), "office.b")
    assert told(story(page)) == titles(["desk.b", "office.b"])
    go(story(other), "hall.a")
    for number in (0, 1):
        expect(story(page, number).get_by_text("You made the best choice every time.")).to_have_count(1)
    ids = page.evaluate("[...document.querySelectorAll('.ss-story [id]')].map(node => node.id)")
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.browser
def test_what_is_answered_while_a_page_still_mounts_is_known_to_the_widgets_that_come_later(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader()
    reader.context.add_init_script("""let now = 0;
        performance.now = () => (now += 1000); // each look at the clock is a slice later
        const later = window.setTimeout; // and the browser's turn lasts
        window.setTimeout = (call, wait, ...more) => (wait === 100 ? 0 : later(call, wait, ...more));
        window.requestAnimationFrame = call => { window.goOn = call };""")
    page = reader.open("twice.html")
    page.wait_for_function("() => Boolean(window.goOn)")
    page.evaluate("window.first = goOn; delete window.goOn; first()")
    expect(page.locator(".ss-story")).to_have_count(1)
    go(story(page), "desk.b")
    page.wait_for_function("() => Boolean(window.goOn)")
    page.evaluate("goOn()")
    wait_until_mounted(page)
    assert told(story(page, 1)) == titles(["desk.b"])
    assert reader.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("run", "finished", "shown"),
    [
        (None, None, []),
        ({"path": ["desk.z"]}, None, []),
        ({"path": ["hall.a"]}, None, []),
        ({"path": ["desk.constructor"]}, None, []),
        ({"path": "desk.a"}, None, []),
        ({"path": [["desk.a"]]}, None, []),
        ("desk.a", {"path": ["desk.a"]}, []),
        (7, {"path": ["desk.a", "hall.b", "hall.b"]}, []),
        ({"path": ["desk.b", 3]}, SHORT_PATH, SHORT_PATH["path"]),
        ({"steps": []}, WORST_PATH, WORST_PATH["path"]),
    ],
)
def test_what_is_no_path_is_passed_over_and_kept(reader: Reader, run: Any, finished: Any, shown: list[str]) -> None:
    kept = [record(RUN, run), record(STORY.id, finished)]
    seed(reader, *kept)
    page = open_page(reader)
    assert told(story(page)) == titles(shown)
    assert [one for one in page.evaluate(STORED) if one["item"] != "reader"] == kept


@pytest.mark.browser
def test_a_run_goes_to_another_browser_as_a_file(reader: Reader, new_reader: Callable[..., Reader]) -> None:
    page = open_page(reader)
    go(story(page), *SHORT_PATH["path"])
    story(page).get_by_role("button", name="Start again").click()
    go(story(page), "desk.b")
    page.goto(f"{reader.site}/progress.html")
    wait_until_mounted(page)
    unfold(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers as a file").click()
    other = open_page(new_reader(), "progress.html")
    expect(bring(other, Path(download.value.path()).read_bytes())).to_contain_text("0 left out")
    other.goto(f"{reader.site}/practice.html")
    wait_until_mounted(other)
    assert told(story(other)) == titles(["desk.b"])
    expect(story(other)).to_contain_text("Your finished run counts until you finish another.")
    assert counting(other) == SHORT_PATH


# When it cannot be saved


FILL = """() => { let size = 1 << 22; let n = 0;
    while (size >= 1) { try { localStorage.setItem("filler" + n++, "x".repeat(size)) } catch { size >>= 1 } } }"""
MAKE_ROOM = (
    """() => Object.keys(localStorage).filter(k => k.startsWith("filler")).forEach(k => localStorage.removeItem(k))"""
)


@pytest.mark.browser
def test_a_full_browser_says_not_saved_and_the_next_choice_saves_all(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    go(widget, "desk.b")
    page.evaluate(FILL)
    go(widget, "office.b")
    expect(status(widget)).to_contain_text("Not saved: this browser has no room left")
    assert told(widget) == titles(["desk.b", "office.b"])
    assert stored(page) == [(RUN, ["desk.b"])]
    page.evaluate(MAKE_ROOM)
    go(widget, "hall.a")
    expect(status(widget)).to_contain_text("Saved in this browser")
    assert counting(page) == BEST_PATH
    page.reload()
    wait_until_mounted(page)
    assert told(story(page)) == titles(BEST_PATH["path"])


@pytest.mark.browser
def test_an_ending_that_was_not_saved_can_be_saved_again(reader: Reader) -> None:
    page = open_page(reader)
    widget = story(page)
    save = widget.get_by_role("button", name="Save again")
    go(widget, "desk.a")
    expect(save).to_be_hidden()
    page.evaluate(FILL)
    go(widget, "hall.b")
    expect(status(widget)).to_contain_text("Not saved")
    expect(widget.get_by_text("Your finished run counts")).to_have_count(0)
    save.click()
    expect(status(widget)).to_contain_text("Not saved")
    page.evaluate(MAKE_ROOM)
    save.click()
    expect(status(widget)).to_contain_text("Saved in this browser")
    expect(save).to_be_hidden()
    expect(widget).to_contain_text("Your finished run counts until you finish another.")
    assert counting(page) == SHORT_PATH


@pytest.mark.browser
def test_a_choice_that_is_not_saved_is_not_replaced_by_what_another_tab_saves(reader: Reader) -> None:
    page, other = open_page(reader), open_page(reader)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    go(story(page), "desk.b")
    expect(status(story(page))).to_contain_text("Not saved")
    page.evaluate("() => { addEventListener('storage', () => { window.heard = true }) }")  # after the page's own
    go(story(other), "desk.c")
    page.wait_for_function("window.heard")
    assert told(story(page)) == titles(["desk.b"])
    assert stored(page) == [(RUN, ["desk.c"])]


# Finding a story


def test_scenario_finds_the_right_widget_for_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quiz = {"quiz": "small", "title": "A quiz", "competency": "active-listening", "points_each": 2}
    (tmp_path / "quiz.yml").write_text(yaml.safe_dump(quiz | {"items": [story_data()]}), "utf-8")
    monkeypatch.chdir(tmp_path)
    graded = scenario(STORY.id)
    assert isinstance(graded, StoryWidget)
    assert graded.content["feedback"] is None
    assert graded.wants == [STORY.id, RUN]
    kinds = {}
    for item in load_bank(data_folder()).items.values():
        if item.kind in ("best-worst", "rate-each", "rank", "branching"):
            kinds[item.kind] = item
    for kind, item in kinds.items():
        found = scenario(item.id)
        assert isinstance(found, StoryWidget if kind == "branching" else ScenarioWidget)
        assert found.content["feedback"]["effectiveness"] == item.key.effectiveness
    with pytest.raises(LookupError, match="Did you mean 'story-01'"):
        scenario("story-1")
    with pytest.raises(LookupError, match="call it with another function"):
        scenario("listening-reflection")


def test_a_story_widget_keeps_what_it_is_told_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "answers.jsonl"
    widget, other = StoryWidget(STORY, log), StoryWidget(STORY, log)
    for kept in ([(RUN, {"path": ["desk.a"]})], [(STORY.id, SHORT_PATH), (RUN, SHORT_PATH)]):
        records = [{"item": item, "answer": answer} for item, answer in kept]
        widget._handle_custom_msg({"kind": "keep", "n": len(kept), "records": records}, [])
    assert [(one.item, one.answer) for one in answers.read(log).records if one.item != "reader"] == [
        (RUN, {"path": ["desk.a"]}),
        (STORY.id, SHORT_PATH),
        (RUN, SHORT_PATH),
    ]
    assert other.records == widget.records
    assert len(other.records[STORY.id]["answers"]) == 1
    assert repr(widget) == f"StoryWidget('{STORY.id}', '{RUN}')"
