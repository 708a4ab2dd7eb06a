"""How long a learner's profile takes from a long log and in the page, and how many bytes it adds to one.

Needs the book in _build/html and the path of a browser: `make benchmark`.
"""

import gzip
import random
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import sync_playwright

from softskills import answers
from softskills.charts import Profile
from softskills.charts.output import rendered
from softskills.charts.radar import radar_figure
from softskills.course import ANSWERS
from softskills.frontend import assemble
from softskills.items import Bank, data_folder, load_bank
from softskills.reports.own import own_profiles, ratings_over_time

BOOK = Path(__file__).resolve().parents[1] / "_build" / "html" / "notebooks"

LINES = 10_000
RUNS = 15
GOAL = 100  # milliseconds to build a profile


def long_log(bank: Bank) -> bytes:
    """A log in which every line is a rating: the hardest case, for other answers are passed over."""
    chance = random.Random(1)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    records = []
    for number in range(LINES):
        time = (start + timedelta(minutes=number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        item = f"rating/{chance.choice(list(bank.competencies))}/{chance.choice(answers.MOMENTS)}"
        level = chance.choice([None, 1, 2, 3, 4, 5])
        records.append(answers.Record(time, item, {"level": level, "evidence": "I said back the main point."}))
    return "".join(record.line() + "\n" for record in records).encode()


def milliseconds(action: Callable[[], object]) -> float:
    """Median time of an action."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def in_the_browser(browser_path: str, presses: int = 60) -> tuple[float, float]:
    """Median milliseconds from a key press to the moved chart, and to the frame after it, in a page of the built book.

    The first is the work itself; the second adds the wait for the screen, up to one frame.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto((BOOK / "where-you-stand-today.html").as_uri())
        page.wait_for_selector(".ss-profile")
        page.evaluate(
            """() => { window.times = [];
            const line = document.getElementById("profile-before-line");
            let pressed = 0;
            document.addEventListener("keydown", event => { pressed = event.timeStamp }, true);
            new MutationObserver(() => { const moved = performance.now() - pressed;
                requestAnimationFrame(() => times.push([moved, performance.now() - pressed])) })
                .observe(line, { attributes: true, attributeFilter: ["d"] }) }"""
        )
        page.locator(".ss-rating input").first.focus()
        for _ in range(presses):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(30)
        times = page.evaluate("times")
        browser.close()
    return median(moved for moved, _ in times), median(frame for _, frame in times)


def page_bytes() -> tuple[bytes, bytes]:
    """What the profile adds to a page: its island, and its part of the script and style that all pages share."""
    page = (BOOK / "where-you-stand-today.html").read_bytes()
    (island,) = re.findall(rb'<div class="ss-island" data-widget="profile">.*?</script>', page)
    shared = "".join(
        (assemble.FOLDER / name).read_text("utf-8") for name in ("profile.js", "live_chart.js", "profile.css")
    )
    return island, shared.encode()


def main(browser_path: str) -> None:
    bank = load_bank(data_folder())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ANSWERS
        file.write_bytes(long_log(bank))
        reading = milliseconds(lambda: answers.read(file))
        log = answers.read(file)
    building = milliseconds(lambda: own_profiles(log, bank))
    table = milliseconds(lambda: ratings_over_time(log, bank))
    print(f"A profile from a log of {LINES} lines, median of {RUNS} runs (goal {GOAL} ms)")
    print(f"  read the log       {reading:6.1f} ms")
    print(f"  build the profile  {building:6.1f} ms; both {reading + building:.1f} ms")
    print(f"  table over time    {table:6.1f} ms")

    print("What the profile adds to a page, bytes raw and gzip")
    for name, content in zip(("its island", "its script and style, once for all pages"), page_bytes(), strict=True):
        print(f"  {name}: {len(content)}, {len(gzip.compress(content))}")

    names = [one.name for one in bank.competencies.values()]
    drawn = milliseconds(lambda: rendered(radar_figure(names, [Profile("Now", [3.0] * len(names))]), "svg"))
    moved, frame = in_the_browser(browser_path)
    print("From key press to redrawn chart, median (goal 16 ms)")
    print(f"  moved by the page    {moved:6.1f} ms; shown with the next frame, after {frame:.1f} ms")
    print(
        f"  drawn by matplotlib  {drawn:6.1f} ms, {drawn / moved:.0f} times as long, and a kernel is not even asked yet"
    )


if __name__ == "__main__":
    main(sys.argv[1])
