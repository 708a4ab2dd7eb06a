"""How long a page with many scenarios takes until all of them can be answered, and how long it ever stops listening.

The scenarios are copies of the bank's own, of each kind as many. Needs the path of a browser: `make benchmark`.
"""

import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from softskills.frontend import assemble
from softskills.items import Practice, PracticeStory, data_folder, load_bank
from softskills.publishing.islands import island
from softskills.widgets import WIDGETS, ScenarioWidget, StoryWidget

SCENARIOS = 200
RUNS = 5
GOAL = 1000  # milliseconds from the start of navigation until all are mounted
LONGEST = 50  # milliseconds, beyond which a browser speaks of a long task

WATCH = """
window.longest = 0;
new PerformanceObserver(list => list.getEntries().forEach(task => { longest = Math.max(longest, task.duration) }))
    .observe({ type: "longtask", buffered: true });
requestAnimationFrame(function look() {
    const waiting = document.readyState === "loading" || document.querySelector(".ss-island > script");
    if (waiting) requestAnimationFrame(look); else window.mounted = performance.now();
});
"""


def scenarios() -> list[Practice | PracticeStory]:
    """Of each kind in the bank as many, in turn, each under an id of its own."""
    kinds: dict[str, list[Practice | PracticeStory]] = {}
    for item in load_bank(data_folder()).items.values():
        if isinstance(item, Practice | PracticeStory):
            kinds.setdefault(item.kind, []).append(item)
    in_turn = zip(*map(cycle, kinds.values()), strict=True)
    models = (item for turn in in_turn for item in turn)
    return [item.model_copy(update={"id": f"made-{n}"}) for n, item in enumerate(islice(models, SCENARIOS))]


def page(items: list[Practice | PracticeStory]) -> str:
    """One page with all of them, its script and its style as a built book has them."""
    widgets = [StoryWidget(one, None) if isinstance(one, PracticeStory) else ScenarioWidget(one, None) for one in items]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Many scenarios</title>'
        '<link rel="stylesheet" href="softskills.css"><script src="softskills.js" async></script></head>'
        f"<body>{''.join(island(widget.published()) for widget in widgets)}</body></html>"
    )


def visit(browser: Browser, address: str) -> dict[str, Any]:
    """Milliseconds until all were mounted and drawn, and of the longest task; one below LONGEST counts as 0."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_function("window.mounted")
    tab.wait_for_timeout(300)  # a long task is told of after it ended
    found: dict[str, Any] = tab.evaluate(
        "({ mounted, longest, widgets: document.querySelectorAll('.ss-widget').length })"
    )
    context.close()
    return found


def main(browser_path: str) -> None:
    items = scenarios()
    names = [widget.front_end for widget in WIDGETS]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for name, content in {
            "index.html": page(items),
            "softskills.js": assemble.page_script(names, "many-scenarios"),
            "softskills.css": assemble.page_style(names),
        }.items():
            (Path(folder) / name).write_text(content, "utf-8")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        visits = [visit(browser, (Path(folder) / "index.html").as_uri()) for _ in range(RUNS)]
        browser.close()
    if any(found["widgets"] != SCENARIOS for found in visits):
        raise SystemExit("Not every scenario was mounted.")
    kinds = ", ".join(
        f"{sum(one.kind == kind for one in items)} {kind}" for kind in dict.fromkeys(i.kind for i in items)
    )
    longest = max(found["longest"] for found in visits)
    print(f"A page with {SCENARIOS} scenarios ({kinds}), median of {RUNS} visits")
    print(f"  all mounted after  {median(found['mounted'] for found in visits):6.1f} ms (goal {GOAL} ms)")
    print(f"  longest task       {longest:6.1f} ms of all visits; 0 means none above {LONGEST} ms (goal 0)")


if __name__ == "__main__":
    main(sys.argv[1])
