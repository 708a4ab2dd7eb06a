"""Take the pictures of the README from the built book: `make pictures`.

Needs the book in _build/html and the path of a browser as its argument (tools/browser.py finds one). A second argument
names a folder other than docs/pictures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from softskills.charts import Profile
from softskills.charts.output import save
from softskills.charts.radar import radar_figure
from softskills.course import course_at
from softskills.items import Practice, PracticeStory, load_bank

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "_build" / "html"
ASSETS = ROOT / "book" / "assets"
PICTURES = ROOT / "docs" / "pictures"

COURSE = course_at(ROOT)
BANK = load_bank(COURSE.data)
LESSON = "communication-listen-actively"
PHONE, DESK, SHEET = (390, 844), (1180, 860), (794, 1123)
Record = tuple[int, str, dict[str, Any]]
"""How many days ago, to which item, what was answered."""


def main(browser_path: str, folder: Path = PICTURES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for take in TAKES:
            page = take(browser)
            page.mouse.move(0, 0)
            page.wait_for_timeout(400)  # whatever still moves comes to rest
            page.screenshot(path=folder / f"{take.__name__.replace('_', '-')}.png")
            page.context.close()
        browser.close()
    profile()


def home_new(browser: Browser) -> Page:
    return opened(browser, "index")


def home_returning(browser: Browser) -> Page:
    return opened(browser, "index", records=some_days())


def lesson(browser: Browser) -> Page:
    return opened(browser, f"notebooks/{LESSON}", size=DESK)


def dark(browser: Browser) -> Page:
    return opened(browser, f"notebooks/{LESSON}", size=DESK, colours="dark")


def phone(browser: Browser) -> Page:
    return opened(browser, f"notebooks/{LESSON}")


def scene_before(browser: Browser) -> Page:
    page = opened(browser, f"notebooks/{LESSON}")
    to_top(page, page.locator(f"#item-{scene().id}"))
    return page


def scene_after(browser: Browser) -> Page:
    second = sorted(scene().options, key=lambda letter: -scene().key.effectiveness[letter])[1]
    page = opened(browser, f"notebooks/{LESSON}", records=[(0, scene().id, {"choice": second, "sure": "fairly"})])
    to_top(page, page.locator(f"#item-{scene().id}"))
    return page


def story(browser: Browser) -> Page:
    one = next(item for item in map(BANK.items.__getitem__, items_of(LESSON)) if isinstance(item, PracticeStory))
    letter = best(one.key.effectiveness[one.start])
    page = opened(browser, f"notebooks/{LESSON}", records=[(0, one.run_id, {"path": [f"{one.start}.{letter}"]})])
    to_top(page, page.locator(f"#item-{one.id}"))
    return page


def progress(browser: Browser) -> Page:
    return opened(browser, "notebooks/your-progress", size=DESK, records=some_days())


def on_paper(browser: Browser) -> Page:
    """The third sheet or so of a lesson, with scenes to answer by pen."""
    page = opened(browser, f"notebooks/{LESSON}", size=SHEET)
    page.emulate_media(media="print")
    page.add_style_tag(content="html { padding: 0 16mm !important }")
    to_top(page, page.locator(".ss-scenario").nth(1), 60)
    return page


TAKES: list[Callable[[Browser], Page]] = [
    home_new,
    home_returning,
    lesson,
    scene_before,
    scene_after,
    story,
    progress,
    dark,
    phone,
    on_paper,
]


def opened(
    browser: Browser,
    path: str,
    *,
    size: tuple[int, int] = PHONE,
    colours: Literal["light", "dark"] = "light",
    records: list[Record] | None = None,
) -> Page:
    """A page of the book as one reader has it: with these answers, and the same order of options in every picture."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=colours,
        device_scale_factor=2 if size == PHONE else 1,
        has_touch=size == PHONE,
    )
    kept = [("reader", 30, {"seed": "pictures"}), *((item, days, answer) for days, item, answer in records or [])]
    entries = {}
    for number, (item, days, answer) in enumerate(kept):
        time = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = {"v": 1, "time": time, "item": item, "answer": answer}
        entries[f"{COURSE.settings.id}/answer/{time}/{number:06}"] = json.dumps(line)
    context.add_init_script(f"for (const [k, v] of Object.entries({json.dumps(entries)})) localStorage.setItem(k, v)")
    page = context.new_page()
    page.goto((BOOK / f"{path}.html").as_uri())
    page.wait_for_function("!document.querySelector('.ss-island > script')")
    return page


def some_days() -> list[Record]:
    """What somebody answered over a week: two lessons and the beginning of a third, and a plan."""
    found: list[Record] = []
    for days, one in zip((8, 5, 2), BANK.lessons, strict=False):
        for index, item in enumerate(map(BANK.items.__getitem__, one.items)):
            if isinstance(item, Practice):
                found.append((days, item.id, answer_to(item, index % 3 != 2)))
            elif item.kind == "intention":
                plan = {"if": "Noor calls on Monday", "then": "ask one question before I answer", "done": False}
                found.append((days, item.id, plan))
    for days, level in ((8, 2), (1, 3)):
        moment = "before" if days == 8 else "now"
        found += [
            (days, f"rating/{name}/{moment}", {"level": level + index % 2, "evidence": ""})
            for index, name in enumerate(BANK.competencies)
        ]
    return found


def answer_to(item: Practice, hit: bool) -> dict[str, Any]:
    order = sorted(item.options, key=lambda letter: -item.key.effectiveness[letter])
    match item.kind:
        case "choose":
            return {"choice": order[0 if hit else 1], "sure": "fairly"}
        case "best-worst":
            return {"best": order[0 if hit else 1], "worst": order[-1], "sure": "sure"}
        case "rank":
            return {"order": order if hit else order[::-1], "sure": "guessing"}
    return {"ratings": dict(item.key.effectiveness), "sure": "fairly"}


def scene() -> Practice:
    """The scene of the lesson in which one thing is to be chosen."""
    items = map(BANK.items.__getitem__, items_of(LESSON))
    return next(item for item in items if isinstance(item, Practice) and item.kind == "choose")


def items_of(file: str) -> list[str]:
    return next(one.items for one in BANK.lessons if one.file == file)


def best(effectiveness: dict[str, int]) -> str:
    return max(effectiveness, key=effectiveness.__getitem__)


def to_top(page: Page, part: Locator, above: int = 40) -> None:
    """Scroll until a part of the page stands below the header."""
    top = part.evaluate("element => element.getBoundingClientRect().top + scrollY")
    page.evaluate("top => scrollTo({ top, behavior: 'instant' })", top - above)


def profile() -> None:
    """The chart of a profile, before and now, with one competency not rated before."""
    names = [one.name for one in BANK.competencies.values()]
    before, now = Profile("Before", [2, 3, 2, None, 3, 1, 2, 3]), Profile("Now", [3, 4, 4, 3, 3, 2, 4, 3])
    save(radar_figure(names, [before, now]), ASSETS / "profile.png")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:3]))
