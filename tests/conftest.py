"""What browser tests share: one browser, one build of the book, and a small web server on this machine only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LESSON = "notebooks/communication-listen-actively"
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def build_book(source: Path, output: Path, *, fresh: bool = True) -> subprocess.CompletedProcess[str]:
    """Build the book as `make book` does, with warnings as errors; from nothing, or upon what was built before."""
    jupyter_book = str(Path(sys.executable).with_name("jupyter-book"))
    command = [jupyter_book, "build", *(["--all"] if fresh else []), "-W", "-n", "--keep-going"]
    return subprocess.run(
        [*command, str(source), "--path-output", str(output)], capture_output=True, text=True, timeout=600
    )


@pytest.fixture(scope="session")
def built_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML folder of the whole book, freshly built with warnings as errors."""
    output = tmp_path_factory.mktemp("book")
    built = build_book(ROOT, output)
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]
    return output / "_build" / "html"


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A book of one prose page, with this project's configuration."""
    source = tmp_path / "source"
    (source / "book").mkdir(parents=True)
    for name in ("_config.yml", "course.yml"):
        shutil.copy(ROOT / name, source)
    (source / "data").symlink_to(ROOT / "data")
    shutil.copytree(ROOT / "book" / "assets", source / "book" / "assets")
    shutil.copy(ROOT / "book" / "references.bib", source / "book")
    (source / "book" / "welcome.md").write_text("# Welcome\n\nOne page.\n")
    (source / "_toc.yml").write_text("format: jb-book\nroot: book/welcome\n")
    return source


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine, for as long as it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site(built_book: Path) -> Iterator[str]:
    """The address of the built book on this machine."""
    with served(built_book) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = os.environ.get("SOFTSKILLS_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "No browser. `make test` finds or installs one and names it in SOFTSKILLS_BROWSER."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """A reader's browser profile: everything but this machine is refused, and faults are noted."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context = context
        self.site = site
        self.refused: list[str] = []
        self.faults: list[str] = []
        context.route("**/*", self._gate)

    def _gate(self, route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url.startswith((self.site, "data:", "blob:")):
            route.continue_()  # type: ignore[attr-defined]
        else:
            self.refused.append(url)
            route.abort()  # type: ignore[attr-defined]

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: self.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.site}/{path}")
        return page

    def lesson(self) -> Page:
        page = self.open(f"{LESSON}.html")
        wait_until_mounted(page)
        return page


def wait_until_mounted(page: Page) -> None:
    """Wait until every widget of a published page stands in the place of its island's content."""
    page.wait_for_selector(".ss-island > script", state="detached")


@pytest.fixture
def new_reader(browser: Browser, site: str) -> Iterator[Callable[..., Reader]]:
    """Makes readers, each with a browser profile of its own; options go to the browser context."""
    contexts = []

    def make(**options: object) -> Reader:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))  # type: ignore[arg-type]
        contexts.append(context)
        return Reader(context, site)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Iterator[Reader]:
    """One reader; at the end nothing may have been refused and nothing may have gone wrong."""
    reader = new_reader()
    yield reader
    assert reader.refused == []
    assert reader.faults == []
