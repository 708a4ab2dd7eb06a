"""How long the page of today's practice takes until its first scene is there, over a bank of 1,000 situations.

Beside it, in the same run: a page of a lesson until its first widget is there, and how many bytes of the bank that page
loads. Needs the path of a browser: `make benchmark`.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from softskills.course import REVIEW_DAYS, Settings
from softskills.frontend import assemble
from softskills.items import Bank, Practice, data_folder, load_bank
from softskills.publishing.bank_scripts import CATALOGUE, write_bank
from softskills.publishing.islands import island
from softskills.widgets import WIDGETS, CourseWidget, PracticeWidget, ScenarioWidget

SITUATIONS = 1000
ANSWERED = 300
RUNS = 9
GOAL = 100  # milliseconds that the practice may take longer than the lesson
COURSE = "practice-benchmark"

WATCH = """
requestAnimationFrame(function look() {
    const scene = document.querySelector(".ss-scenario .ss-form");
    if (scene) window.shown = performance.now(); else requestAnimationFrame(look);
});
"""
STORE = """records => { for (const record of records)
    localStorage.setItem(`%s/answer/${record.time}/${record.item}`, JSON.stringify(record)) }"""


def generated() -> Bank:
    """Sets of two situations each: copies of the bank's own scenes, in turn."""
    bank = load_bank(data_folder())
    models = [item for item in bank.items.values() if isinstance(item, Practice)]
    items = {}
    for number in range(SITUATIONS):
        changed = {"id": f"made-{number}", "contrast": f"set-{number // 2}"}
        items[f"made-{number}"] = models[number // 2 % len(models)].model_copy(update=changed)
    skills = [*bank.competencies]
    competency_of = {item: skills[number // 2 % len(skills)] for number, item in enumerate(items)}
    return Bank(bank.competencies, {**items}, competency_of, [])


def page(widget: CourseWidget, head: str = "") -> str:
    """A page with one widget, as a built book has it."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>'
        f'{head}<link rel="stylesheet" href="softskills.css"><script src="softskills.js" async></script></head>'
        f"<body>{island(widget.published())}</body></html>"
    )


def visit(browser: Browser, address: str) -> tuple[float, list[str]]:
    """Milliseconds from the start of navigation until a scene is there, and the scripts of the bank that came."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(f"{address.rsplit('/', 1)[0]}/empty.html")
    times = [f"2026-01-{1 + number % 28:02}T10:00:00.{number:03}Z" for number in range(ANSWERED)]
    answers = [
        {"v": 1, "time": time, "item": f"made-{2 * number}", "answer": {"best": "a", "worst": "b"}}
        for number, time in enumerate(times)
    ]
    tab.evaluate(STORE % COURSE, answers)
    tab.add_init_script(WATCH)
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url))
    tab.goto(address)
    tab.wait_for_function("window.shown")
    shown: float = tab.evaluate("shown")
    context.close()
    return shown, [url for url in loaded if "/softskills/" in url]


def main(browser_path: str) -> None:
    bank = generated()
    settings = Settings.model_validate({"format": 1, "id": COURSE, "title": "A course", "language": "en-GB"})
    names = [widget.front_end for widget in WIDGETS]
    first = next(item for item in bank.items.values() if isinstance(item, Practice))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for file, content in {
            "practice.html": page(
                PracticeWidget(bank, None, settings), f'<link rel="preload" as="script" href="{CATALOGUE}">'
            ),
            "lesson.html": page(ScenarioWidget(first, None)),
            "empty.html": '<!doctype html><html lang="en"><title>Empty</title></html>',
            "softskills.js": assemble.page_script(names, COURSE),
            "softskills.css": assemble.page_style(names),
        }.items():
            (folder / file).write_text(content, "utf-8")
        write_bank(folder, bank, REVIEW_DAYS)
        catalogue = (folder / CATALOGUE).stat().st_size
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        pages: dict[str, list[tuple[float, list[str]]]] = {"practice": [], "lesson": []}
        for _ in range(RUNS):
            for one, visits in pages.items():
                visits.append(visit(browser, (folder / f"{one}.html").as_uri()))
        browser.close()
        on_lesson = sum(
            (Path(url.removeprefix("file://"))).stat().st_size for _, urls in pages["lesson"] for url in urls
        )
    shown = {one: median(time for time, _ in visits) for one, visits in pages.items()}
    print(f"Today's practice over {SITUATIONS} situations, {ANSWERED} answered, median of {RUNS} visits")
    print(f"  first scene of the practice  {shown['practice']:6.1f} ms")
    print(f"  first widget of a lesson     {shown['lesson']:6.1f} ms")
    print(f"  the practice takes longer by {shown['practice'] - shown['lesson']:6.1f} ms (goal {GOAL} ms at most)")
    print(f"  the catalogue has {catalogue} bytes; of the bank a lesson loads {on_lesson} bytes (goal 0)")


if __name__ == "__main__":
    main(sys.argv[1])
