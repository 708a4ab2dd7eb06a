"""Self-rating, profile, calibration and progress on the published page, as a reader uses them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from softskills.charts import Profile
from softskills.charts.measures import NARROW
from softskills.charts.radar import radar_figure
from softskills.course import course_at
from softskills.items import load_bank
from softskills.items.occupations import load_occupations
from support.browser import Reader, wait_until_mounted
from support.drawings import commands, drawn, vertices
from support.pages import STORED, bank_item, bring, record, seed, unfold, widget
from support.places import LISTENING_COURSE, contract

pytestmark = pytest.mark.browser

START = "notebooks/where-you-stand-today.html"
PLAN = "notebooks/your-profile-and-plan.html"
PROGRESS = "notebooks/your-progress.html"
LESSON = "notebooks/communication-listen-actively.html"
DATA = LISTENING_COURSE / "data"
BANK = load_bank(DATA)
ATTRIBUTION = course_at(LISTENING_COURSE).settings.attribution["occupations"]
COMPETENCIES = list(BANK.competencies.values())
LINES = contract("record_lines")


@pytest.fixture
def site(listening_site: str, listening_bank: None) -> str:
    """In the place of the built book: that of the small course, and its bank."""
    return listening_site


def as_file(*records: dict[str, Any]) -> bytes:
    return "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in records).encode()


def open_page(reader: Reader, path: str) -> Page:
    page = reader.open(path)
    wait_until_mounted(page)
    unfold(page)
    return page


def rating(page: Page, competency: str) -> Locator:
    name = BANK.competencies[competency].name
    return page.locator(".ss-rating").filter(has=page.locator("legend", has_text=name)).first


def kept(page: Page) -> Locator:
    """What the first self-rating of the page says of keeping."""
    return page.locator(".ss-ratings .ss-status").first


def shown(page: Page, competency: str) -> Locator:
    """The rating of a competency in the first self-rating of the page, which shows one at a time."""
    one, form = rating(page, competency), page.locator(".ss-ratings").first
    back = form.get_by_role("button", name="Back")
    while back.is_visible():
        back.click()
    while not one.is_visible():
        form.get_by_role("button", name=re.compile("Skip|Rate the other")).click()
    return one


def rate(page: Page, competency: str, level: int) -> None:
    shown(page, competency).get_by_role("radio").nth(level).check()


def row(table: Locator, name: str) -> list[str]:
    """The cells beside a name, whether or not the part they are in is unfolded."""
    return table.locator("tr").filter(has=table.page.get_by_text(name, exact=True)).locator("td").all_text_contents()


def stored(page: Page) -> list[dict[str, Any]]:
    return [one for one in page.evaluate(STORED) if one["item"] != "reader"]


# Self-rating


def test_every_level_of_every_competency_can_be_read_while_choosing(reader: Reader) -> None:
    page = open_page(reader, START)
    # What a reader sees of each: innerText leaves out what is hidden.
    seen = {one.id: " ".join(shown(page, one.id).inner_text().split()) for one in COMPETENCIES}
    for competency in COMPETENCIES:
        for level in competency.levels:
            assert " ".join(level.split()) in seen[competency.id]


def test_a_rating_is_kept_and_comes_back(reader: Reader) -> None:
    page = open_page(reader, START)
    shown(page, "active-listening").get_by_role("radio").nth(2).check()
    expect(kept(page)).to_contain_text("Saved in this browser")
    page.reload()
    expect(shown(page, "active-listening").get_by_role("radio").nth(2)).to_be_checked()
    expect(shown(page, "collaboration").get_by_role("radio", name="Not rated")).to_be_checked()
    assert [(one["item"], one["answer"]) for one in stored(page)] == [
        ("rating/active-listening/before", {"level": 2, "evidence": ""})
    ]


def test_evidence_is_asked_for_at_4_and_5_and_kept(reader: Reader) -> None:
    page = open_page(reader, START)
    one = shown(page, "active-listening")
    one.get_by_role("radio").nth(3).check()
    expect(one.get_by_label("One line of evidence")).to_be_hidden()
    one.get_by_role("radio").nth(4).check()
    one.get_by_label("One line of evidence").fill("Monday: said <b>it</b> back")
    page.keyboard.press("Tab")
    expect(kept(page)).to_contain_text("Saved in this browser")
    page.reload()
    expect(shown(page, "active-listening").get_by_label("One line of evidence")).to_have_value(
        "Monday: said <b>it</b> back"
    )


def test_a_rating_taken_back_is_not_rated_and_never_a_zero(reader: Reader) -> None:
    page = open_page(reader, START)
    one = shown(page, "active-listening")
    one.get_by_role("radio").nth(2).check()
    one.get_by_role("radio", name="Not rated").check()
    expect(kept(page)).to_contain_text("Saved in this browser")
    assert stored(page)[-1]["answer"] == {"level": None, "evidence": ""}
    expect(page.locator(".ss-profile")).to_contain_text("Nothing is rated yet")


def test_rating_by_keyboard_saves_where_the_arrows_come_to_rest(reader: Reader) -> None:
    reader.context.clock.install()
    page = open_page(reader, START)
    page.clock.pause_at("2099-01-01")  # however slow this machine is, no level is rested on
    shown(page, "collaboration").get_by_role("radio").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(kept(page)).to_contain_text("Saved in this browser")
    assert [one["answer"]["level"] for one in stored(page)] == [3]


def test_three_moments_are_three_ratings(reader: Reader) -> None:
    page = open_page(reader, PLAN)
    now, then = page.locator(".ss-ratings").all()
    now.locator(".ss-rating").first.get_by_role("radio").nth(4).check()
    then.locator(".ss-rating").first.get_by_role("radio").nth(2).check()
    expect(now.locator(".ss-status")).to_contain_text("Saved")
    expect(then.locator(".ss-status")).to_contain_text("Saved")
    first = COMPETENCIES[0]
    found = {one["item"]: one["answer"]["level"] for one in stored(page)}
    assert found == {f"rating/{first.id}/now": 4, f"rating/{first.id}/then": 2}
    assert row(page.locator(".ss-profile table"), first.name) == ["2", "4"]


def test_three_skills_come_first_one_at_a_time_and_then_the_others_on_wish(reader: Reader) -> None:
    page = open_page(reader, START)
    form = page.locator(".ss-ratings")
    one, two, three = BANK.rated_first
    others = [one.id for one in COMPETENCIES if one.id not in BANK.rated_first]

    def is_at(competency: str, count: str) -> None:
        expect(rating(page, competency).get_by_role("heading")).to_be_focused()
        expect(rating(page, competency)).to_contain_text(count)
        expect(form.locator(".ss-rating:visible")).to_have_count(1)

    expect(rating(page, one)).to_contain_text("1 of 3")
    form.get_by_role("button", name="Next").click()
    expect(form).to_contain_text("Nothing is picked yet.")
    rating(page, one).get_by_role("radio").nth(2).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # as Next does
    is_at(two, "2 of 3")
    form.get_by_role("button", name="Skip").click()
    is_at(three, "3 of 3")
    form.get_by_role("button", name="Back").click()
    is_at(two, "2 of 3")
    rating(page, two).get_by_role("radio").nth(3).check()
    form.get_by_role("button", name="Next").click()
    form.get_by_role("button", name="Skip").click()
    end = form.get_by_role("heading", name="2 of 3 skills rated")
    expect(end).to_be_focused()
    expect(form).to_contain_text("kept in this browser")
    form.get_by_role("button", name="Rate the other five").click()
    is_at(others[0], "1 of 5")
    for _ in others:
        form.get_by_role("button", name="Skip").click()
    expect(form.get_by_role("heading", name="0 of 5 skills rated")).to_be_focused()
    expect(form.get_by_role("button", name="Rate the other")).to_have_count(0)
    assert [(one["item"], one["answer"]) for one in stored(page)] == [
        (f"rating/{one}/before", {"level": 2, "evidence": ""}),
        (f"rating/{two}/before", {"level": 3, "evidence": ""}),
    ]


def test_who_comes_back_goes_on_where_they_were_and_a_rating_just_given_is_kept(reader: Reader) -> None:
    page = open_page(reader, START)
    one, two, three = BANK.rated_first
    rate(page, one, 2)
    page.reload()  # sooner than it would have been kept by itself
    wait_until_mounted(page)
    expect(rating(page, two)).to_be_visible()
    expect(rating(page, one)).to_be_hidden()
    for name in (two, three):
        rate(page, name, 3)
    page.reload()
    wait_until_mounted(page)
    expect(page.locator(".ss-ratings").get_by_role("heading", name="3 of 3 skills rated")).to_be_visible()
    expect(page.locator(".ss-ratings").get_by_role("button", name="Rate the other five")).to_be_visible()


# Where to begin


def begin_here(page: Page) -> Locator:
    return page.locator(".ss-begin-here")


def test_where_to_begin_names_the_first_lessons_until_something_is_known(reader: Reader) -> None:
    page = open_page(reader, PROGRESS)
    expect(begin_here(page)).to_contain_text("Rate yourself on a skill, or answer two scenes")
    titles = [lesson.title for lesson in BANK.lessons if lesson.part][:3]
    assert begin_here(page).get_by_role("link").all_text_contents() == titles
    begin_here(page).get_by_role("link").first.click()
    page.wait_for_url(f"**/{LESSON}")


def test_where_to_begin_follows_a_rating_as_it_is_given(reader: Reader) -> None:
    page = open_page(reader, START)
    rate(page, "networking-and-learning", 1)
    expect(begin_here(page).get_by_role("listitem").first).to_contain_text("Your profile and plan")
    expect(begin_here(page).get_by_role("listitem").first).to_contain_text("You rated yourself 1 of 5 on this")
    expect(begin_here(page).get_by_role("listitem").nth(1)).to_contain_text("You haven’t rated or practised this yet")


# The profile


def test_moving_a_rating_moves_the_shape_at_once(reader: Reader) -> None:
    page = open_page(reader, START)
    shown(page, "collaboration").get_by_role("radio").nth(2).check()
    expect(kept(page)).to_contain_text("Saved in this browser")
    radio = shown(page, "problem-solving").get_by_role("radio").nth(5)
    before, after = radio.evaluate(
        """radio => { const shape = () => document.getElementById("profile-before-line").getAttribute("d");
            const before = shape(); radio.click(); return [before, shape()] }"""
    )  # all within one task: nothing has been saved or awaited in between
    assert before != after
    assert row(page.locator(".ss-profile table"), "Problem-solving") == ["5"]


SHOW = """values => values.forEach(([item, level]) => document.dispatchEvent(
    new CustomEvent("softskills:draft", { detail: { item, answer: { level } } })))"""


def show(page: Page, moment: str, values: list[int | None]) -> tuple[str | None, list[tuple[float, float] | None]]:
    """Set all ratings of a moment on the page; the line's path and the visible markers."""
    pairs = zip(COMPETENCIES, values, strict=True)
    page.evaluate(SHOW, [[f"rating/{one.id}/{moment}", value] for one, value in pairs])
    marks = page.evaluate(
        """id => [...document.getElementById(id).children].map(use =>
            use.getAttribute("display") === "none" ? null : [use.getAttribute("x"), use.getAttribute("y")])""",
        f"profile-{moment}-markers",
    )
    path = page.locator(f"#profile-{moment}-line").get_attribute("d")
    return path, [mark and (float(mark[0]), float(mark[1])) for mark in marks]


def test_the_live_chart_is_where_matplotlib_draws_it(reader: Reader) -> None:
    page = open_page(reader, START)
    dice = random.Random(20260301)
    names = [one.name for one in COMPETENCIES]
    for case in range(30):
        levels: list[int | None] = [1, 2, 3, 4, 5]
        values = [dice.choice(levels + ([None] if case % 2 else [])) for _ in names]
        if not any(values):
            continue
        path, marks = show(page, "before", values)
        ((fresh, fresh_marks),) = drawn(radar_figure(names, [Profile("Before", values)], NARROW))
        assert commands(path or "") == commands(fresh), values
        for mine, theirs in zip(vertices(path or ""), vertices(fresh), strict=True):
            assert mine == pytest.approx(theirs, abs=1e-5), values
        for mine, theirs in zip([mark for mark in marks if mark], fresh_marks, strict=True):
            assert mine == pytest.approx(theirs, abs=1e-5), values


def test_the_live_chart_differs_when_one_rating_does(reader: Reader) -> None:
    page = open_page(reader, START)
    values: list[int | None] = [3] * len(COMPETENCIES)
    path, marks = show(page, "before", values)
    for axis in range(len(values)):
        other = [*values[:axis], 4, *values[axis + 1 :]]
        other_path, other_marks = show(page, "before", other)
        assert other_path != path
        assert [a == b for a, b in zip(marks, other_marks, strict=True)].count(False) == 1


def test_chart_table_and_text_say_the_same(reader: Reader) -> None:
    first, second = COMPETENCIES[0], COMPETENCIES[1]
    seed(
        reader,
        record(f"rating/{first.id}/before", {"level": 2, "evidence": ""}),
        record(f"rating/{first.id}/now", {"level": 3, "evidence": ""}),
        record(f"rating/{second.id}/now", {"level": 5, "evidence": "x"}),
    )
    page = open_page(reader, PLAN)
    table = page.locator(".ss-profile table")
    assert row(table, first.name) == ["2", "3"]
    assert row(table, second.name) == ["not rated", "5"]
    assert table.get_by_role("rowheader").all_text_contents()[:2] == [second.name, first.name]
    words = page.locator(".ss-profile svg[role=img]").first.get_attribute("aria-label") or ""
    assert f"{first.name}: Before 2, Now 3." in words
    assert f"{second.name}: Before not rated, Now 5." in words
    assert page.locator(".ss-legend li").all_text_contents() == ["Before", "Now"]


def test_a_damaged_rating_is_passed_over(reader: Reader) -> None:
    first = COMPETENCIES[0]
    seed(reader, *(record(f"rating/{first.id}/{m}", a) for m, a in [("before", 7), ("now", {"level": 99})]))
    page = open_page(reader, PLAN)
    expect(page.locator(".ss-profile")).to_contain_text("Nothing is rated yet")


def test_an_occupation_stands_beside_the_profile_with_its_source(reader: Reader) -> None:
    page = open_page(reader, PLAN)
    profile = page.locator(".ss-profile")
    occupation = next(iter(load_occupations(DATA).values()))
    expect(profile.get_by_text(ATTRIBUTION)).to_be_hidden()
    profile.get_by_label("Compare your profile with").select_option(label=occupation.name)
    expect(profile.get_by_text(ATTRIBUTION)).to_be_visible()
    expect(profile).to_contain_text(f"Importance for: {occupation.name}")
    for competency in COMPETENCIES:
        assert row(profile.locator("table"), competency.name)[-1] == f"{occupation.importance[competency.id]:.2f}"
    expect(profile.get_by_role("status")).to_contain_text("Saved in this browser")
    page.reload()
    expect(page.locator(".ss-profile")).to_contain_text(f"Importance for: {occupation.name}")


def test_a_target_chosen_while_nothing_could_be_kept_is_chosen_still_and_then_kept(reader: Reader) -> None:
    page = open_page(reader, PLAN)
    page.evaluate("""() => { const real = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, text) {
            if (key.includes("/answer/")) throw new Error("the storage is full");
            return real.call(this, key, text); } }""")
    profile = page.locator(".ss-profile")
    profile.get_by_label("Compare your profile with").select_option(label="A target of my own")
    first = COMPETENCIES[0]
    profile.get_by_label(first.name).last.select_option("4")
    expect(profile.get_by_role("status")).to_contain_text("Not saved")
    page.reload()
    wait_until_mounted(page)
    assert row(profile.locator("table"), first.name) == ["4"]
    expect(profile.get_by_role("status")).to_contain_text("Saved in this browser")
    assert page.evaluate('Object.keys(localStorage).filter(key => key.includes("/draft/"))') == []


def test_a_target_of_ones_own_is_a_third_profile(reader: Reader) -> None:
    page = open_page(reader, PLAN)
    profile = page.locator(".ss-profile")
    profile.get_by_label("Compare your profile with").select_option(label="A target of my own")
    profile.get_by_label(COMPETENCIES[0].name, exact=True).select_option("4")
    expect(profile.locator(".ss-legend")).to_contain_text("Target")
    expect(profile.get_by_role("status")).to_contain_text("Saved in this browser")
    page.reload()
    assert row(page.locator(".ss-profile table"), COMPETENCIES[0].name) == ["4"]


# Calibration


def scenarios_of(competency: str) -> list[str]:
    return [name for name, owner in BANK.competency_of.items() if owner == competency and "-0" in name]


@pytest.mark.parametrize(
    ("level", "best", "words"),
    [
        (5, True, "Aligned"),
        (5, False, "Look again: your scenes scored lower"),
        (2, True, "Look again: your scenes scored higher"),
    ],
)
def test_calibration_sets_rating_beside_score(reader: Reader, level: int, best: bool, words: str) -> None:
    seed(reader, record("rating/active-listening/now", {"level": level, "evidence": ""}), *answered(4, best))
    page = open_page(reader, PROGRESS)
    cells = row(page.locator(".ss-calibration table"), "Active listening")
    assert cells[0] == f"{level} of 5"
    assert cells[1] == f"{100 if best else 0} of 100 (4 answered)"
    assert cells[2].startswith(words)


def test_calibration_waits_for_four_answers(reader: Reader) -> None:
    seed(reader, record("rating/active-listening/now", {"level": 3, "evidence": ""}), *answered(3, True))
    page = open_page(reader, PROGRESS)
    assert (
        row(page.locator(".ss-calibration table"), "Active listening")[2] == "Too early to compare: 1 more to answer."
    )


def test_calibration_says_where_the_course_has_too_few_scenarios_and_which_rating_it_shows(reader: Reader) -> None:
    def ask_for_more(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('"needs":4', '"needs":40'))

    reader.context.route(f"**/{PROGRESS}", ask_for_more)  # more than the course has of any competency
    seed(reader, record("rating/collaboration/before", {"level": 3, "evidence": ""}))
    page = open_page(reader, PROGRESS)
    cells = row(page.locator(".ss-calibration table"), "Collaboration")
    assert cells[0] == "3 of 5, at the start"
    assert cells[2].startswith("The course has too few scenarios")


def answered(count: int, best: bool, time: str = "2026-03-01T10:00:00.000Z") -> list[dict[str, Any]]:
    """Answers to the first scenarios on listening: all with full marks, or all with none."""
    records = []
    for name in scenarios_of("active-listening")[:count]:
        values = bank_item(name).key.effectiveness
        high, low = max(values, key=lambda k: values[k]), min(values, key=lambda k: values[k])
        records.append(record(name, {"best": high if best else low, "worst": low if best else high}, time))
    return records


# Progress and review


def lesson_row(page: Page, title: str) -> str:
    """What stands beside the title of a lesson, in words."""
    row = page.locator(".ss-lesson").filter(has=page.get_by_role("link", name=title, exact=True))
    return " ".join(row.inner_text().split()).removeprefix(title).strip()


def test_lessons_scores_and_intentions(reader: Reader) -> None:
    intention = {"if": "<i>Dana</i> begins", "then": "wait", "done": False}
    whole_lesson = [record(f"self-awareness-0{number}", {"best": "a", "worst": "b"}) for number in (1, 2)]
    seed(reader, *answered(4, True), *whole_lesson, record("listening-intention", intention))
    page = open_page(reader, PROGRESS)
    progress = page.locator(".ss-progress")
    assert lesson_row(page, "Communication: listen actively") == "◐ Begun 2 right, 7 to go"
    assert lesson_row(page, "Where you stand today").startswith("✓ Done")
    assert lesson_row(page, "Your profile and plan") == "○ Not begun 2 scenes"
    assert "100 of 100" in progress.locator(".ss-share").filter(has_text="Active listening").inner_text()
    progress.get_by_label("If <i>Dana</i> begins, then I will wait").check()
    expect(progress.get_by_role("status")).to_contain_text("Saved in this browser")
    expect(progress.get_by_label("If <i>Dana</i> begins")).to_be_focused()
    page.reload()
    wait_until_mounted(page)
    unfold(page)
    expect(page.locator(".ss-progress").get_by_label("If <i>Dana</i> begins")).to_be_checked()
    assert stored(page)[-1]["answer"] == intention | {"done": True}


def test_a_scene_brought_from_another_lesson_begins_none(reader: Reader) -> None:
    seed(reader, record("learning-01", {"best": "a", "worst": "b", "brought": True}), *answered(1, True))
    page = open_page(reader, PROGRESS)
    assert lesson_row(page, "Your profile and plan").startswith("○ Not begun")
    assert lesson_row(page, "Communication: listen actively").startswith("◐ Begun")


def test_what_is_done_due_and_next_stands_in_the_first_screen_of_a_phone(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 390, "height": 844})
    reader.context.clock.set_fixed_time("2026-03-05T12:00:00Z")
    own = bank_item("self-awareness-01")
    seed(reader, *answered(3, True), record(own.id, {"best": "a", "worst": "b", "sure": "sure"}))
    page = reader.open(PROGRESS)
    wait_until_mounted(page)
    lines = page.locator(".ss-glance li")
    expect(lines.nth(0)).to_contain_text("4 scenes")
    due = re.search(r"(\d) scenes, about \d minutes", lines.nth(1).inner_text())
    assert due
    last = lines.nth(2).bounding_box()
    assert last is not None
    assert last["y"] + last["height"] < 844
    lines.nth(1).get_by_role("link", name="Practise").click()
    expect(page.locator(".ss-practice .ss-title")).to_have_text(own.title)  # sure and wrong comes first
    expect(page.locator(".ss-count")).to_have_text(f"Scene 1 of {due[1]}")


def test_who_has_not_begun_is_led_to_the_first_lesson(reader: Reader) -> None:
    page = open_page(reader, PROGRESS)
    expect(page.locator(".ss-glance")).to_contain_text("Nothing here yet.")
    page.get_by_role("link", name="Answer the first scene").click()
    page.wait_for_url(f"**/{START}")


SHIFTS = """window.shifted = 0;
    new PerformanceObserver(list => list.getEntries().forEach(one => { window.shifted += one.value }))
        .observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("begun", [False, True])
def test_nothing_moves_while_the_page_opens(new_reader: Callable[..., Reader], width: int, begun: bool) -> None:
    reader = new_reader(viewport={"width": width, "height": 844})
    reader.context.add_init_script(SHIFTS)
    if begun:
        seed(reader, *a_full_log())
    page = reader.open(PROGRESS)
    wait_until_mounted(page)
    page.evaluate("document.fonts.ready")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifted") < 0.02


def test_on_a_phone_the_radar_opens_on_wish_and_its_words_can_be_read(new_reader: Callable[..., Reader]) -> None:
    for width, is_open in ((390, False), (1280, True)):
        reader = new_reader(viewport={"width": width, "height": 844})
        seed(reader, *a_full_log())
        page = reader.open(PROGRESS)
        wait_until_mounted(page)
        radar = page.locator(".ss-charts details")
        expect(radar).to_have_js_property("open", is_open)
        unfold(page)
        svg = radar.locator("svg[role=img]").first
        shown = svg.evaluate("svg => svg.clientWidth / svg.viewBox.baseVal.width")
        sizes = svg.evaluate(
            "svg => [...svg.querySelectorAll('[font-size]')].map(one => +one.getAttribute('font-size'))"
        )
        assert min(sizes) * shown >= 12, (width, shown)


# Carrying answers away, bringing them in, erasing them


def test_export_holds_every_record_and_import_brings_it_to_another_browser(
    reader: Reader, new_reader: Callable[..., Reader]
) -> None:
    seed(reader, *answered(2, True), record("rating/active-listening/before", {"level": 2, "evidence": "<x> é"}))
    page = open_page(reader, PROGRESS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers as a file").click()
    assert download.value.suggested_filename == "answers-web.jsonl"
    content = Path(download.value.path()).read_bytes()

    other = open_page(new_reader(), PROGRESS)
    expect(bring(other, content)).to_contain_text("0 left out")
    assert sorted(stored(other), key=json.dumps) == sorted(stored(page), key=json.dumps)
    assert lesson_row(other, "Communication: listen actively").endswith("2 right, 7 to go")


def test_importing_twice_changes_nothing(reader: Reader) -> None:
    page = open_page(reader, PROGRESS)
    content = as_file(*answered(3, True))
    expect(bring(page, content)).to_contain_text("3 answers added")
    before = stored(page)
    expect(bring(page, content)).to_contain_text("0 answers added; 3 already here; 0 left out")
    assert stored(page) == before


def test_import_never_replaces_a_newer_answer(reader: Reader) -> None:
    seed(reader, record("listening-01", {"best": "c", "worst": "d"}, "2026-03-05T10:00:00.000Z"))
    page = open_page(reader, PROGRESS)
    bring(page, as_file(record("listening-01", {"best": "d", "worst": "c"}, "2026-03-01T10:00:00.000Z")))
    assert len(stored(page)) == 2
    assert "100 of 100" in page.locator(".ss-share").filter(has_text="Active listening").inner_text()


def test_lines_that_are_no_records_are_named_and_the_others_kept(reader: Reader) -> None:
    page = open_page(reader, PROGRESS)
    lines = [*LINES["left out"], *LINES["kept"]]
    status = bring(page, "\n".join(lines).encode("utf-8", "surrogatepass"))
    expect(status).to_contain_text(f"{len(LINES['kept'])} answers added")
    expect(status).to_contain_text(f"{len(LINES['left out'])} left out. Nothing that was here has changed.")
    expect(status).to_contain_text("Line 1 was left out: it is not complete JSON.")
    kept = [{name: json.loads(line)[name] for name in ("v", "time", "item", "answer")} for line in LINES["kept"]]
    assert sorted(stored(page), key=itemgetter("time", "item")) == sorted(kept, key=itemgetter("time", "item"))


@pytest.mark.parametrize(
    ("item", "answer", "words"),
    [
        ("rating/active-listening/now", {"level": 6}, "whole number from 1 to 5"),
        ("rating/active-listening/now", {"level": 2.5}, "whole number from 1 to 5"),
        ("rating/active-listening/now", "3", "whole number from 1 to 5"),
        ("rating/telepathy/now", {"level": 3}, 'the competency "telepathy" is not known'),
        ("rating/active-listening/tomorrow", {"level": 3}, 'the moment "tomorrow" is not known'),
    ],
)
def test_a_rating_that_cannot_be_is_named_and_left_out(reader: Reader, item: str, answer: Any, words: str) -> None:
    page = open_page(reader, PROGRESS)
    status = bring(page, as_file(record(item, answer), *answered(1, True)))
    expect(status).to_contain_text("1 answer added; 0 already here; 1 left out")
    expect(status).to_contain_text(words)
    assert len(stored(page)) == 1


def test_a_file_of_100_mb_is_refused_unread(reader: Reader, tmp_path: Path) -> None:
    seed(reader, *answered(1, True))
    page = open_page(reader, PROGRESS)
    huge = tmp_path / "answers.jsonl"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    page.get_by_label("Bring in answers from a file").set_input_files(huge)
    status = page.locator(".ss-carry .ss-status")
    expect(status).to_contain_text("The file has 100 MB; at most 8 MB are read.")
    assert len(stored(page)) == 1


def test_erase_asks_first_and_then_leaves_nothing_of_this_course(reader: Reader) -> None:
    seed(reader, *answered(2, True))
    page = open_page(reader, PROGRESS)
    page.evaluate("localStorage.setItem('theirs', '1')")
    page.get_by_role("button", name="Erase my answers").click()
    page.get_by_role("button", name="Keep them").click()
    assert len(stored(page)) == 2
    page.get_by_role("button", name="Erase my answers").click()
    page.get_by_role("button", name="Erase them").click()
    expect(page.locator(".ss-carry .ss-status")).to_contain_text("Your answers are erased")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('building-soft-skills'))") == []
    assert page.evaluate("localStorage.getItem('theirs')") == "1"
    assert lesson_row(page, "Communication: listen actively").startswith("○ Not begun")


def test_what_another_tab_erased_is_not_said_to_be_saved(reader: Reader) -> None:
    rated = open_page(reader, START)
    rating(rated, "active-listening").get_by_role("radio").nth(2).check()
    rated.locator(".ss-profile").get_by_label("Compare your profile with").select_option(label="A target of my own")
    statuses = rated.locator(":is(.ss-ratings, .ss-profile) .ss-status")
    expect(statuses).to_contain_text(["Saved", "Saved"])
    page = open_page(reader, PROGRESS)
    page.get_by_role("button", name="Erase my answers").click()
    page.get_by_role("button", name="Erase them").click()
    expect(rating(rated, "active-listening").get_by_role("radio", name="Not rated")).to_be_checked()
    expect(statuses).to_have_text(["", ""])


def test_a_browser_that_keeps_nothing_is_named_at_once(reader: Reader) -> None:
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    )
    page = open_page(reader, PROGRESS)
    for part in (".ss-progress", ".ss-carry"):
        expect(page.locator(part).locator(".ss-warning")).to_contain_text("keeps nothing from this site")
    expect(page.locator(".ss-carry")).not_to_contain_text("kept in this browser")


# The plan


def test_the_plan_is_kept_and_saved_as_text(reader: Reader) -> None:
    page = open_page(reader, PLAN)
    plan = widget(page, "action-plan")
    plan.get_by_label("The one skill I work on").fill("clear <b>messages</b>")
    plan.get_by_role("button", name="Save", exact=True).click()
    expect(plan.get_by_role("status")).to_contain_text("Saved in this browser")
    with page.expect_download() as download:
        plan.get_by_role("button", name="Save as a text file").click()
    assert "The one skill I work on\nclear <b>messages</b>" in Path(download.value.path()).read_text("utf-8")
    page.reload()
    expect(widget(page, "action-plan").get_by_label("The one skill I work on")).to_have_value("clear <b>messages</b>")


def test_printing_takes_the_plan_alone_and_as_text(reader: Reader) -> None:
    reader.context.add_init_script("window.print = () => { window.printed = document.body.innerText }")
    page = open_page(reader, PLAN)
    plan = widget(page, "action-plan")
    plan.get_by_label("The one skill I work on").fill("clear <b>messages</b>")
    plan.get_by_role("button", name="Print").click()
    printed = page.wait_for_function("Array.from(window.frames, frame => frame.printed).find(Boolean)").json_value()
    assert "Your action plan" in printed
    assert "clear <b>messages</b>" in printed
    assert "How to read your profile" not in printed


# Everybody


def a_full_log() -> list[dict[str, Any]]:
    """Something to show in every part of every widget."""
    level = {"level": 4, "evidence": "x"}
    ratings = [record(f"rating/{one.id}/{moment}", level) for one in COMPETENCIES for moment in ("before", "now")]
    target = record("target", {"kind": "occupation", "code": next(iter(load_occupations(DATA)))})
    intention = record("listening-intention", {"if": "a", "then": "b", "done": False})
    return [*ratings, *answered(4, True), target, intention]


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.trial)])
@pytest.mark.parametrize("path", [START, PLAN, PROGRESS, LESSON])
def test_axe_finds_nothing_in_the_widgets(new_reader: Callable[..., Reader], path: str, scheme: str) -> None:
    reader = new_reader(color_scheme=scheme)
    ratings = [
        record(f"rating/{one.id}/{m}", {"level": 4, "evidence": "x"}) for one in COMPETENCIES for m in ("before", "now")
    ]
    target = record("target", {"kind": "occupation", "code": next(iter(load_occupations(DATA)))})
    intention = record("listening-intention", {"if": "a", "then": "b", "done": False})
    seed(reader, *ratings, *answered(4, True), target, intention)
    page = open_page(reader, path)
    page.wait_for_timeout(400)  # the theme fades colours in
    results = Axe().run(page, context=".ss-widget")
    assert results.response["passes"], "axe looked at nothing"
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", [START, PLAN, PROGRESS])
def test_no_page_runs_off_a_narrow_screen(new_reader: Callable[..., Reader], path: str) -> None:
    reader = new_reader(viewport={"width": 320, "height": 700})
    ratings = [
        record(f"rating/{one.id}/{m}", {"level": 4, "evidence": "x"}) for one in COMPETENCIES for m in ("before", "now")
    ]
    target = record("target", {"kind": "occupation", "code": next(iter(load_occupations(DATA)))})
    seed(reader, *ratings, *answered(4, True), target)
    page = open_page(reader, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
