"""Fixtures of many files: one build of the book, the address it is served at, one browser, and readers with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from nbgrader import api
from playwright.sync_api import Browser, sync_playwright

from softskills.course import DATA
from support.book import build_book
from support.browser import BROWSER_ARGUMENTS, Reader, served
from support.once import made_once, share
from support.places import LISTENING_COURSE, ROOT

# A busy machine is no fault: no example of a property has a deadline.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _shared_among_workers(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    share(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session", autouse=True)
def _nbgrader_asks_once() -> None:
    """For each new gradebook nbgrader starts a program for two seconds, to ask which version its tables have."""
    api.get_alembic_version = cache(api.get_alembic_version)


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The HTML folder of the whole book, freshly built with warnings as errors. All workers read the same one."""

    def build(output: Path) -> None:
        built = build_book(ROOT, output)
        assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]

    return made_once("book", build) / "_build" / "html"


@pytest.fixture(scope="session")
def listening_book() -> Path:
    """The HTML folder of the book of the small course, built with warnings as errors."""

    def build(output: Path) -> None:
        built = build_book(LISTENING_COURSE, output)
        assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]

    return made_once("listening-book", build) / "_build" / "html"


@pytest.fixture(scope="session")
def listening_site(listening_book: Path) -> Iterator[str]:
    with served(listening_book) as address:
        yield address


@pytest.fixture
def listening_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bank that this process takes is the one of the small course."""
    monkeypatch.setenv(DATA, os.fspath(LISTENING_COURSE / "data"))


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A book of one prose page, with this project's configuration."""
    source = tmp_path / "source"
    (source / "book").mkdir(parents=True)
    shutil.copy(ROOT / "_config.yml", source)
    settings, _, after = (ROOT / "course.yml").read_text("utf-8").partition("moved:")  # none of those pages is here
    (source / "course.yml").write_text(settings + after.partition("\n\n")[2], "utf-8")
    (source / "data").symlink_to(ROOT / "data")
    shutil.copytree(ROOT / "book" / "assets", source / "book" / "assets")
    shutil.copy(ROOT / "book" / "references.bib", source / "book")
    (source / "book" / "welcome.md").write_text("# Welcome\n\nOne page.\n")
    (source / "_toc.yml").write_text("format: jb-book\nroot: book/welcome\n")
    return source


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


@pytest.fixture
def new_reader(browser: Browser, site: str) -> Iterator[Callable[..., Reader]]:
    """Makes readers, each with a browser profile of its own; options go to the browser context. Nothing moves for them
    unless they say so: what fades in would be looked at half way.
    """
    contexts = []

    def make(**options: object) -> Reader:
        defaults: dict[str, object] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        context = browser.new_context(**(defaults | options))  # type: ignore[arg-type]
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
