"""A walk through the built book on a phone: the first visit up to the first feedback, and the visit on another day.

The first steps are taken in this repository's own book; what follows in that of the small course of the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from softskills.items import load_bank
from support.browser import Reader, wait_until_mounted
from support.pages import answer, bank_item, record, seed, stored_answers, widget
from support.places import LISTENING_COURSE, ROOT, calls_in

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
(WELCOME,) = calls_in("welcome", "welcome")
FIRST = load_bank(ROOT / "data").lessons[0]
SMALL = load_bank(LISTENING_COURSE / "data")
PLAN = "start-intention"
START_LESSON, NEXT_LESSON = SMALL.lessons[:2]
ONE, OTHER, BEGUN = (SMALL.items[name] for name in (*START_LESSON.items[:2], NEXT_LESSON.items[0]))
"""The first two scenes are those of the first lesson, and the third is the first of the second."""
START = "Start today\N{RIGHT SINGLE QUOTATION MARK}s practice"

SHIFTS = """window.shifts = 0; new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def phone(new_reader: Callable[..., Reader]) -> Reader:
    return new_reader(viewport={"width": WIDTH, "height": HEIGHT})


@pytest.fixture
def small_phone(browser: Browser, listening_site: str, listening_bank: None) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce")
    yield Reader(context, listening_site)
    context.close()


def words(*parts: Locator) -> int:
    return sum(len(part.inner_text().split()) for part in parts)


def is_in_view(page: Page, part: Locator) -> bool:
    """Whether all of it is on the screen, and nobody has scrolled."""
    box = part.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT and page.evaluate("scrollY") == 0


def ways_on(page: Page) -> list[str]:
    """The texts of all buttons and links that stand out as the way on."""
    shown = page.locator("main a.ss-button:not(.ss-second), main button.ss-button:not(.ss-second), main .page-next")
    return [one.inner_text() for one in shown.all() if one.is_visible()]


def pick(item_id: str, *, hit: bool) -> dict[str, str]:
    """An answer to a scene that asks for the best and the worst."""
    values = bank_item(item_id).key.effectiveness
    best, *_, worst = sorted(values, key=lambda letter: -values[letter])
    return {"best": best, "worst": worst} if hit else {"best": worst, "worst": best}


@pytest.mark.parametrize("letter", "abcd")
def test_one_tap_leads_to_feedback_in_sight_and_one_way_on(phone: Reader, letter: str) -> None:
    asked: list[Request] = []
    phone.context.on("request", lambda one: asked.append(one))
    page = phone.open("index.html")
    wait_until_mounted(page)
    scene = page.locator(".ss-welcome")
    replies = scene.locator(".ss-replies button")
    assert words(scene.locator(".ss-stem"), scene.locator(".ss-question")) <= 45
    before = page.evaluate("""() => { const range = document.createRange();
        range.setStart(document.querySelector("main"), 0);
        range.setEndBefore(document.querySelector(".ss-replies"));
        return String(range).split(/\\s+/).filter(Boolean).length }""")
    assert before <= 80, "words on the page before the first reply"
    assert replies.count() in (3, 4)
    assert all(is_in_view(page, reply) for reply in replies.all())
    assert not [one.url for one in asked if "_static/softskills/" in one.url], "a new reader needs the scene alone"

    scene.get_by_role("button", name=bank_item(WELCOME).options[letter]).click()  # the one tap

    told = scene.locator(".ss-told")
    assert words(told) <= 90
    assert is_in_view(page, told)
    expect(told.get_by_role("heading")).to_be_focused()
    assert ways_on(page) == ["Go on with your first lesson"]
    assert is_in_view(page, scene.get_by_role("link", name="Go on with your first lesson"))
    assert stored_answers(page, WELCOME) == [{"choice": letter}]
    expect(scene.get_by_role("status")).to_contain_text("Saved in this browser")

    scene.get_by_role("link", name="Go on with your first lesson").click()
    expect(page).to_have_url(f"{phone.site}/notebooks/{FIRST.file}.html")
    assert phone.faults == []


def returning(small_phone: Reader, now: str) -> Page:
    """The first page for somebody who did the first lesson on 1 December, and began the second."""
    small_phone.context.clock.set_fixed_time(now)
    small_phone.context.add_init_script(SHIFTS)
    seed(
        small_phone,
        record(ONE.id, pick(ONE.id, hit=True), "2026-12-01T10:00:00.000Z"),
        record(OTHER.id, pick(OTHER.id, hit=False), "2026-12-01T10:01:00.000Z"),
        record(PLAN, {"if": "<b>Dana</b> begins", "then": "wait", "done": False}, "2026-12-01T10:02:00.000Z"),
        record(BEGUN.id, pick(BEGUN.id, hit=True), "2026-12-01T10:03:00.000Z"),
    )
    page = small_phone.open("index.html")
    expect(page.locator(".ss-today h2")).to_be_visible()
    return page


def test_who_comes_back_finds_today_the_next_lesson_and_the_plan(small_phone: Reader) -> None:
    page = returning(small_phone, "2026-12-03T09:00:00Z")
    today = page.locator(".ss-today")
    expect(today.get_by_role("heading")).to_have_text("Today: 5 scenes, about 6 minutes")
    assert ways_on(page) == [START]
    expect(today.get_by_role("link", name=f"Go on with: {NEXT_LESSON.title}")).to_have_attribute(
        "href", f"{small_phone.site}/notebooks/{NEXT_LESSON.file}.html"
    )
    expect(today.locator(".ss-plan-text")).to_have_text("Your plan: If <b>Dana</b> begins, then I will wait.")
    assert is_in_view(page, today)

    yes = today.get_by_role("button", name="Yes")
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    expect(yes).to_be_focused()
    assert stored_answers(page, f"{PLAN}/happened") == [{"happened": "yes"}]
    assert stored_answers(page, PLAN)[-1] == {"if": "<b>Dana</b> begins", "then": "wait", "done": True}

    lessons = page.locator(".ss-contents")
    for file, state in ((START_LESSON.file, "Done"), (NEXT_LESSON.file, "Begun")):
        for place in (lessons, page.locator(".course-contents")):
            expect(place.locator(f"a[href$='{file}.html']").first).to_contain_text(state)
    expect(lessons.locator("summary").first).to_contain_text("Done")
    assert page.evaluate("window.shifts") < 0.02
    assert small_phone.faults == []


def test_a_day_with_nothing_due_says_when_there_will_be_something(small_phone: Reader) -> None:
    page = returning(small_phone, "2026-12-01T18:00:00Z")
    today = page.locator(".ss-today")
    expect(today.get_by_role("heading")).to_have_text("Nothing due today. Next: tomorrow.")
    assert ways_on(page) == [f"Go on with: {NEXT_LESSON.title}"]
    expect(today.locator(".ss-plan")).to_contain_text("Your plan:")
    expect(today.get_by_role("group")).to_have_count(0)  # nobody is asked on the day of the plan


def test_the_card_at_the_end_of_a_lesson_says_what_is_left_and_then_what_was_done(small_phone: Reader) -> None:
    small_phone.context.clock.set_fixed_time("2026-12-01T10:00:00Z")
    seed(small_phone, record(ONE.id, pick(ONE.id, hit=True), "2026-12-01T09:00:00.000Z"))
    page = small_phone.open(f"notebooks/{START_LESSON.file}.html")
    wait_until_mounted(page)
    card = page.locator(".ss-done")
    expect(card).to_have_text("1 of 2 scenes answered. Still to do here: 1 scene and your plan for the week.")

    answer(widget(page, OTHER.id), bank_item(OTHER.id), **pick(OTHER.id, hit=False))
    expect(card.get_by_role("heading")).to_have_text("✓ Lesson done")
    expect(card).to_contain_text("You found the strongest answer first time in 1 of them.")
    expect(card).to_contain_text("No plan yet.")
    expect(card).to_contain_text("These scenes come back from tomorrow in ")
    plan = widget(page, PLAN)
    plan.get_by_label("If", exact=True).fill("<b>Dana</b> begins")
    plan.get_by_label("then I will", exact=True).fill("wait")
    plan.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("Your plan: If <b>Dana</b> begins, then I will wait.")
    card.get_by_role("link", name=f"Next: {NEXT_LESSON.title}").click()
    expect(page).to_have_url(f"{small_phone.site}/notebooks/{NEXT_LESSON.file}.html")
    assert small_phone.faults == []


def test_old_addresses_of_the_first_page_lead_to_it(phone: Reader) -> None:
    for old in ("book/welcome.html", "notebooks/welcome.html"):
        page = phone.open(old)
        expect(page).to_have_url(f"{phone.site}/index.html")
