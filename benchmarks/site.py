"""How quick the published book is on a slow phone, beside Jupyter Book as it comes and a page of MkDocs with quizzes.

All three are served by the same small server, with gzip, in the same run. Lighthouse looks at each page with its own
mobile settings. A browser counts what a first visit sends and what one more page of the site does. Medians of several
runs go to the screen and to site.md beside this file.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from gzip_server import gzip_served
from peers import MKDOCS, MKDOCS_QUIZ, quiz_page, stock_book
from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # which starts browsers too

from support.browser import BROWSER_ARGUMENTS

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "_build" / "html"
RUNS = int(os.environ.get("RUNS", "3"))
LIGHTHOUSE = "12.2.3"

LESSON, STORY, NEXT = "communication-be-clear-and-concise", "communication-listen-actively", "networking-online"
PAGES = {
    "home": "index.html",
    "lesson": f"notebooks/{LESSON}.html",
    "lesson with a story": f"notebooks/{STORY}.html",
    "progress": "notebooks/your-progress.html",
    "practice": "notebooks/todays-practice.html",
    "text": "book/how-to-use.html",
}
GOALS = "Goals: first content 1.0 s, a scene to answer 1.2 s, first visit 75 KB, next page 30 KB, every score 100."

# Slow 4G and a slow processor, as Lighthouse means them.
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1638.4 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWER = 4
NOTE_WIDGET = """new MutationObserver((_, observer) => {
    if (!document.querySelector(".ss-island:not(:has(> script))")) return;
    window.widgetAt = performance.now();
    observer.disconnect();
}).observe(document, { childList: true, subtree: true })"""


@dataclass(frozen=True)
class Measured:
    """Of one page the medians: seconds, kilobytes, shift, and Lighthouse's scores."""

    site: str
    kind: str
    first_content: float
    answerable: float | None
    first_visit: float
    next_page: float | None
    shift: float
    scores: tuple[int, int, int, int]

    def row(self) -> str:
        seconds = ["-" if one is None else f"{one:.1f} s" for one in (self.first_content, self.answerable)]
        sizes = ["-" if one is None else f"{one:.0f} KB" for one in (self.first_visit, self.next_page)]
        scores = " / ".join(map(str, self.scores))
        return f"| {' | '.join([self.kind, self.site, *seconds, *sizes, f'{self.shift:.3f}', scores])} |"


def lighthouse(url: str, browser: str) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            "npx",
            "--yes",
            f"lighthouse@{LIGHTHOUSE}",
            url,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
        ]
        command.append(f"--chrome-flags=--headless=new {' '.join(BROWSER_ARGUMENTS)}")
        done = subprocess.run(
            command, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, check=False
        )
        if not report.is_file():
            raise SystemExit(f"Lighthouse failed:\n{done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


class Count:
    """The bytes that a page receives."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0.0
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]


def open_whole(page: Page, address: str) -> None:
    """Open a page, and wait until its widgets are there and nothing more is on its way."""
    page.goto(address, timeout=120_000)
    expect(page.locator(".ss-island > script")).to_have_count(0, timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)


def visit(browser: Browser, site: str, path: str, then: str | None) -> tuple[float | None, float, float | None]:
    """When a widget is there, in seconds; the bytes of a first visit; and those of another page after it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    context.add_init_script(NOTE_WIDGET)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    count = Count(session)
    open_whole(page, f"{site}/{path}")
    at = page.evaluate("window.widgetAt ?? null")
    first, following = count.bytes, None
    if then:
        open_whole(page, f"{site}/{then}")
        following = count.bytes - first
    context.close()
    return (None if at is None else at / 1000), first, following


def measured(
    site: str, kind: str, address: str, path: str, then: str | None, browser: Browser, program: str
) -> Measured:
    reports = [lighthouse(f"{address}/{path}", program) for _ in range(RUNS)]
    visits = [visit(browser, address, path, then) for _ in range(RUNS)]

    def of(audit: str) -> float:
        return float(median(report["audits"][audit]["numericValue"] for report in reports))

    def score(category: str) -> int:
        return round(100 * float(median(report["categories"][category]["score"] for report in reports)))

    answerable = [at for at, _, _ in visits if at is not None]
    following = [more for _, _, more in visits if more is not None]
    for report in reports[:1]:
        for name, audit in report["audits"].items():
            if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary":
                print(f"    {kind}, {site}: {name}", file=sys.stderr)
    return Measured(
        site,
        kind,
        of("first-contentful-paint") / 1000,
        median(answerable) if answerable else None,
        median(first for _, first, _ in visits) / 1024,
        median(following) / 1024 if following else None,
        of("cumulative-layout-shift"),
        (score("performance"), score("accessibility"), score("best-practices"), score("seo")),
    )


def table(rows: list[Measured], browser_version: str) -> str:
    jupyter_book = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "--version"], capture_output=True, text=True, check=True
    )
    version = re.findall(r"Jupyter Book\s*:\s*(\S+)", jupyter_book.stdout)
    heads = ["Page", "Site", "First content", "Scene to answer", "First visit", "Next page", "Shift", "Scores"]
    return "\n".join(
        [
            "# The published book on a slow phone",
            "",
            f"Written by `make benchmark-site` on {date.today():%d %B %Y}: medians of {RUNS} runs.",
            f"Lighthouse {LIGHTHOUSE}, Chromium {browser_version}, Jupyter Book {' '.join(version)}, "
            f"MkDocs {MKDOCS} with mkdocs-quiz {MKDOCS_QUIZ}.",
            "First content, shift and scores are Lighthouse's, with its simulated slow phone. The scores are for "
            "performance, accessibility, best practices and search engines. When a scene can be answered, and the "
            "bytes that are sent, are a browser's, throttled to the same speed.",
            GOALS,
            "",
            f"| {' | '.join(heads)} |",
            f"|{' --- |' * len(heads)}",
            *(row.row() for row in rows),
            "",
        ]
    )


def main(program: str) -> None:
    kinds = [kind for kind in PAGES if kind in os.environ.get("PAGES", ",".join(PAGES)).split(",")]
    rows = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack, sync_playwright() as playwright:
        stock, quiz = stock_book(Path(folder)), quiz_page(Path(folder), LESSON)
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        version = browser.version
        book, stock_site, quiz_site = (stack.enter_context(gzip_served(one)) for one in (BOOK, stock, quiz))
        for kind in kinds:
            path, then = PAGES[kind], f"notebooks/{NEXT}.html" if "lesson" in kind else f"notebooks/{LESSON}.html"
            rows.append(measured("this course", kind, book, path, then, browser, program))
            print(rows[-1].row(), flush=True)
            theirs = "notebooks/welcome.html" if kind == "home" else path  # their index.html only leads on
            if (stock / theirs).is_file():
                rows.append(measured("Jupyter Book", kind, stock_site, theirs, then, browser, program))
                print(rows[-1].row(), flush=True)
            if kind == "lesson":
                rows.append(measured("mkdocs-quiz", kind, quiz_site, "index.html", None, browser, program))
                print(rows[-1].row(), flush=True)
        browser.close()
    text = table(rows, version)
    print(text)
    Path(__file__).with_suffix(".md").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
