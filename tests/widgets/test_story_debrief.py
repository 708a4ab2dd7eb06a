"""What a story shows of how it went: values, score and debrief in practice, nothing of them when it is graded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from softskills.items import Story
from softskills.publishing.islands import island
from softskills.scoring import credit
from softskills.widgets import StoryWidget
from support.browser import Reader
from support.story import BEST_PATH, SHORT_PATH, WORST_PATH
from support.story_page import (
    GRADED,
    MARKUP,
    STORY,
    counting,
    go,
    open_page,
    private_texts,
    status,
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


# Practice


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "values", "change"),
    [
        ([], ["Trust: 2 of 5", "Days left: 3 of 3"], ""),
        (["desk.b"], ["Trust: 3 of 5", "Days left: 3 of 3"], "Trust: up by 1, now 3. Days left: still 3."),
        (["desk.c"], ["Trust: 0 of 5", "Days left: 2 of 3"], "Trust: down by 2, now 0. Days left: down by 1, now 2."),
        (
            WORST_PATH["path"],
            ["Trust: 0 of 5", "Days left: 2 of 3"],
            "Trust: still 0. Days left: still 2.",
        ),
        (
            ["desk.b", "office.b", "hall.c"],
            ["Trust: 0 of 5", "Days left: 3 of 3"],
            "Trust: down by 3, now 0. Days left: still 3.",
        ),
    ],
)
def test_values_are_told_in_words_and_stay_within_their_limits(
    reader: Reader, path: list[str], values: list[str], change: str
) -> None:
    page = open_page(reader)
    widget = story(page)
    go(widget, *path)
    assert widget.locator(".ss-value").all_text_contents() == values
    assert widget.locator(".ss-change").text_content() == change
    assert widget.locator(".ss-change").get_attribute("role") == "status"
    shown = widget.locator("meter").evaluate_all("all => all.map(one => [one.value, one.min, one.max])")
    assert shown == [[int(values[0].split()[1]), 0, 5], [int(values[1].split()[2]), 0, 3]]


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [BEST_PATH, WORST_PATH, SHORT_PATH, {"path": ["desk.b", "office.c", "hall.b"]}, {"path": ["desk.a", "hall.a"]}],
)
def test_the_end_tells_how_often_the_best_was_chosen(reader: Reader, path: dict[str, list[str]]) -> None:
    page = open_page(reader)
    go(story(page), *path["path"])
    steps = [step.split(".") for step in path["path"]]
    worth = [(STORY.key.effectiveness[scene], letter) for scene, letter in steps]
    best = sum(letter == max(values, key=values.__getitem__) for values, letter in worth)
    counted = f"You made the best choice {'once' if best == 1 else f'{best} times'} in {len(steps)}."
    told = {0: "The best choices were others this time.", len(steps): "You made the best choice every time."}
    expect(story(page).get_by_text(told.get(best, counted), exact=True)).to_have_count(1)
    assert not re.search("out of 100|points", story(page).inner_text())


@pytest.mark.browser
def test_the_debrief_shows_ones_own_choice_the_best_and_where_the_others_lead(reader: Reader) -> None:
    page = open_page(reader)
    widget, key = story(page), STORY.key
    for feedback in (text for texts in key.feedback.values() for text in texts.values()):
        expect(page.get_by_text(feedback)).to_have_count(0)
    go(widget, "desk.a", "hall.a")
    forks = widget.locator(".ss-debrief .ss-log > li")
    expect(forks).to_have_count(2)

    desk = forks.nth(0)
    expect(desk.get_by_role("heading", name="Chapter 1: At the desk", exact=True)).to_be_visible()
    expect(desk).to_contain_text(f"You chose: {text_of('desk.a')}")
    expect(desk.locator("> .ss-effect")).to_contain_text("2 of 5: slightly effective.")
    expect(desk.get_by_text(key.feedback["desk"]["a"])).to_be_visible()
    best = desk.locator(".ss-better")
    expect(best).to_contain_text(f"The best choice here: {text_of('desk.b')}")
    expect(best).to_contain_text("5 of 5: very effective.")
    expect(best).to_contain_text(key.feedback["desk"]["b"])
    others = desk.locator("details li")
    expect(others.first).to_be_hidden()
    desk.get_by_text("Where the other choices lead").click()
    assert sorted(others.locator("p:first-child").all_text_contents()) == [text_of("desk.b"), text_of("desk.c")]
    for letter in "bc":
        other = others.filter(has_text=text_of(f"desk.{letter}"))
        expect(other).to_contain_text(
            "It leads to the scene At the office: You stand at the office, and Amara looks up."
        )
    expect(others.filter(has_text=text_of("desk.c"))).to_contain_text(key.feedback["desk"]["c"])

    hall = forks.nth(1)
    expect(hall.locator("> .ss-effect")).to_contain_text("5 of 5: very effective. The best choice here.")
    expect(hall.locator(".ss-better")).to_have_count(0)
    expect(hall.locator("details")).to_contain_text("It leads to an ending you haven’t found yet.")


@pytest.mark.browser
def test_other_choices_that_lead_to_the_same_place_are_said_to(reader: Reader) -> None:
    page = open_page(reader)
    go(story(page), *BEST_PATH["path"])
    office = story(page).locator(".ss-debrief .ss-log > li").nth(1)
    expect(office.locator("details li").first).to_contain_text("It leads to the same place At the hall:")


# The graded story


def test_a_graded_story_ships_nothing_of_its_key() -> None:
    shipped = island(StoryWidget(GRADED, None).published())
    assert "Say a at the desk." in shipped
    for word in [*private_texts(), *STORY.key.values, "effect", "weight", "rationale", '"values"']:
        assert word not in shipped
    state = json.loads(re.search(r"<script[^>]*>(.*)</script>", shipped).group(1))  # type: ignore[union-attr]
    assert state["content"]["feedback"] is None
    assert set(state["content"]["item"]) == set(Story.model_fields)
    assert all(isinstance(step, str) and ">" in step for step in state["content"]["steps"])


@pytest.mark.browser
def test_a_graded_story_tells_the_story_and_not_how_good_it_went(reader: Reader) -> None:
    page = open_page(reader, "graded.html")
    widget = story(page)
    go(widget, *WORST_PATH["path"])
    assert told(widget) == titles(WORST_PATH["path"])
    expect(widget).to_contain_text("In the end it is parted.")
    expect(status(widget)).to_contain_text("Saved in this browser")
    expect(widget).to_contain_text("Your finished run counts until you finish another. Graded: no feedback here.")
    for words in ["Looking back", "score", "effective", "best", *private_texts()]:
        expect(widget.get_by_text(words)).to_have_count(0)
    expect(page.locator("meter, .ss-debrief details, .ss-state, .ss-endings")).to_have_count(0)
    answer = counting(page)
    assert credit(GRADED, answer, STORY.key) < 0.0
    assert credit(GRADED, BEST_PATH, STORY.key) == 1.0
    widget.get_by_role("button", name="Start again").click()
    assert counting(page) == answer == WORST_PATH


# Text, looks and access


@pytest.mark.browser
def test_text_is_never_markup(reader: Reader) -> None:
    page = open_page(reader, "markup.html")
    widget = story(page)
    expect(widget.get_by_role("heading", name=MARKUP).first).to_be_visible()
    for _ in range(3):
        widget.get_by_role("radio").first.check()
        widget.get_by_role("button", name="Go on").click()
        if widget.get_by_text("Looking back").count():
            break
    for summary in widget.locator("summary").all():
        summary.click()
    expect(widget.get_by_text("Looking back")).to_be_visible()
    assert page.locator("img, .ss-widget b").count() == 0
    assert page.title() == "A page"


@pytest.mark.browser
def test_without_javascript_the_story_can_be_read_and_its_key_lies_in_folds(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(java_script_enabled=False).open("practice.html")
    first = STORY.scenes[STORY.start]
    for text in [STORY.title, STORY.stem, STORY.question, first.title, first.text]:
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    assert page.get_by_role("listitem").all_text_contents() == [choice.text for choice in first.choices.values()]
    for text in private_texts():
        expect(page.get_by_text(text, exact=True).first).to_be_hidden()
    page.get_by_text("How it goes on, scene by scene").click()
    for fold in page.get_by_text("How the key sees it").all():
        fold.click()
    feedback = [text for texts in STORY.key.feedback.values() for text in texts.values()]
    for text in [*feedback, *(scene.title for scene in STORY.scenes.values())]:
        expect(page.get_by_text(text, exact=True).first).to_be_visible()


def in_the_middle_and_at_the_end(page: Page) -> Iterator[str]:
    """Goes through a run and stops where there is most to see."""
    widget = story(page)
    go(widget, "desk.c", "office.a")
    yield "middle"
    go(widget, "hall.c")
    for summary in widget.locator("summary").all():
        summary.click()
    yield "end"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["practice.html", "graded.html"])
def test_axe_finds_nothing(new_reader: Callable[..., Reader], name: str, scheme: str) -> None:
    page = open_page(new_reader(color_scheme=scheme), name)
    for where in in_the_middle_and_at_the_end(page):
        results = Axe().run(page, context=".ss-widget")
        assert results.response["passes"], "axe looked at nothing"
        assert results.violations_count == 0, where + results.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["practice.html", "graded.html"])
def test_nothing_runs_off_a_narrow_page(new_reader: Callable[..., Reader], name: str) -> None:
    page = open_page(new_reader(viewport={"width": 320, "height": 700}), name)
    for where in in_the_middle_and_at_the_end(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, where
        wide = page.evaluate("""() => [...document.querySelectorAll(".ss-widget, .ss-widget *")]
            .filter(node => node.getBoundingClientRect().right > 320).map(node => node.outerHTML.slice(0, 80))""")
        assert wide == [], where


@pytest.mark.browser
def test_the_focus_on_a_new_scene_is_visible_after_the_keyboard(reader: Reader) -> None:
    page = open_page(reader)
    story(page).get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    style = page.evaluate("""() => {
        const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)] }""")
    assert style[0] == "solid"
    assert style[1] >= 2


@pytest.mark.browser
def test_the_debrief_is_printed_in_short_and_without_buttons(reader: Reader) -> None:
    page = open_page(reader)
    go(story(page), *WORST_PATH["path"])
    page.emulate_media(media="print")
    expect(story(page).locator(".ss-debrief")).to_be_visible()
    expect(story(page).locator(".ss-debrief details").first).to_be_hidden()
    expect(story(page).get_by_role("button")).to_have_count(0)
