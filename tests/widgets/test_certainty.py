"""How sure one is of an answer, in every kind of scene; an order nobody touched; and a first try without points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from support.browser import Reader
from support.pages import record, seed
from support.scene_page import BEST_WORST, CHOOSE, RANK, RATE_EACH, kept, open_page, scene, scene_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """In this file, readers read the small pages and not the book."""
    with scene_site(tmp_path_factory.mktemp("pages")) as address:
        yield address


def band(place: Locator) -> Locator:
    return place.locator(".ss-result")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"choice": "c", "sure": "sure"}, "You were sure."),
        ({"choice": "c"}, "How sure you were: not said."),
        ({"choice": "c", "sure": "<b>very</b>"}, "How sure you were: not said."),
        ({"choice": "c", "sure": {"a": [1]}}, "How sure you were: not said."),
    ],
)
def test_how_sure_one_was_is_told_whatever_the_log_holds(reader: Reader, answer: object, words: str) -> None:
    seed(reader, record(CHOOSE.id, answer))
    page = open_page(reader, "choose.html")
    expect(band(scene(page, CHOOSE))).to_contain_text(words)
    assert kept(page) == [(CHOOSE.id, answer)]


def nth(page: Page, number: int) -> Locator:
    return page.locator(".ss-scenario").nth(number)


def answer_kinds(page: Page) -> None:
    """Pick the best and the worst the wrong way round, order the options anyhow, and rate them as the key does."""
    picks, order, rates = (nth(page, number) for number in range(3))
    best, worst = BEST_WORST.options["d"], BEST_WORST.options["a"]
    picks.get_by_role("radio", name=f"Most effective {best}", exact=True).check()
    picks.get_by_role("radio", name=f"Least effective {worst}", exact=True).check()
    picks.get_by_role("button", name="Guessing").click()
    order.get_by_role("button", name="Move down").first.click()
    order.get_by_role("button", name="Fairly sure").click()
    for letter, value in RATE_EACH.key.effectiveness.items():
        row = rates.get_by_role("listitem").filter(has_text=RATE_EACH.options[letter])
        row.get_by_role("radio").nth(value - 1).check()
    rates.get_by_role("button", name="Sure", exact=True).click()


def test_every_kind_asks_how_sure_and_keeps_it(reader: Reader) -> None:
    page = open_page(reader, "kinds.html")
    answer_kinds(page)
    expect(band(nth(page, 0))).to_contain_text("As most effective you chose the weakest.")
    expect(band(nth(page, 0))).to_contain_text("You were guessing. No points this time.")
    expect(band(nth(page, 2))).to_contain_text("You rated every option as the key does.")
    expect(band(nth(page, 2))).to_contain_text("You were sure. Your score: 100 out of 100.")
    expect(nth(page, 2).locator(".ss-result-title")).to_be_focused()
    expect(nth(page, 2).locator(".ss-result-title")).to_be_in_viewport(ratio=1)
    for number, open_ones in enumerate(
        [BEST_WORST.key.feedback[letter] for letter in letters] for letters in ("da", "a", "a")
    ):
        texts = [text for text in BEST_WORST.key.feedback.values() if nth(page, number).get_by_text(text).is_visible()]
        assert set(open_ones) <= set(texts), number
        assert len(texts) <= 2, number
        nth(page, number).locator("summary").click()
        for text in BEST_WORST.key.feedback.values():
            expect(nth(page, number).get_by_text(text)).to_be_visible()
    said = dict(kept(page))
    assert said[BEST_WORST.id] == {"best": "d", "worst": "a", "sure": "guessing"}
    assert said[RATE_EACH.id] == {"ratings": RATE_EACH.key.effectiveness, "sure": "sure"}
    assert sorted(said[RANK.id]["order"]) == sorted(RANK.options)
    assert said[RANK.id]["sure"] == "fairly"


def test_a_first_try_of_any_kind_gets_words_and_no_points(reader: Reader) -> None:
    page = open_page(reader, "first-try.html")
    answer_kinds(page)
    expect(band(nth(page, 0))).to_contain_text("You were guessing.")
    for number in range(3):
        expect(band(nth(page, number))).to_be_visible()
        assert not re.search("out of 100|points", nth(page, number).inner_text())


# An order that nobody touched


def test_an_untouched_order_is_asked_about_first(reader: Reader) -> None:
    page = open_page(reader, "kinds.html")
    place = nth(page, 1)
    place.get_by_role("button", name="Sure", exact=True).click()
    asked = place.get_by_role("group", name="You haven’t moved anything. Keep this order?")
    expect(asked.get_by_role("button", name="Keep this order")).to_be_focused()
    assert kept(page) == []

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(place.get_by_role("button", name="Move up").first).to_be_focused()
    assert kept(page) == []

    place.get_by_role("button", name="Guessing").click()
    page.keyboard.press("Enter")
    expect(place.locator(".ss-result-title")).to_be_focused()
    ((item, answer),) = kept(page)
    assert (item, answer["sure"]) == (RANK.id, "guessing")

    place.get_by_role("button", name="Try again").click()
    place.get_by_role("button", name="Sure", exact=True).click()
    expect(asked).to_have_count(1)


def test_a_touched_order_is_not_asked_about(reader: Reader) -> None:
    page = open_page(reader, "kinds.html")
    place = nth(page, 1)
    place.get_by_role("button", name="Move down").first.click()
    place.get_by_role("button", name="Move up").nth(1).click()
    place.get_by_role("button", name="Sure", exact=True).click()
    expect(place.locator(".ss-result-title")).to_be_focused()
    assert [item for item, _ in kept(page)] == [RANK.id]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_faults(new_reader: Callable[..., Reader], scheme: str) -> None:
    page = open_page(new_reader(color_scheme=scheme), "kinds.html")
    nth(page, 1).get_by_role("button", name="Sure", exact=True).click()
    assert Axe().run(page).response["violations"] == []
    nth(page, 1).get_by_role("button", name="Change it first").click()
    answer_kinds(page)
    assert Axe().run(page).response["violations"] == []
