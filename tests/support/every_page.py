"""One pass of a browser over every page of a built book: what each page asks for, and what goes wrong on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from support.browser import wait_until_mounted

_NOTE_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) => {
    (window.violations ??= []).push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`) })"""


@dataclass
class Visit:
    """What happened on one page until its widgets were there. `seen` is what `look` gave."""

    path: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    cookies: list[Any] = field(default_factory=list)
    seen: Any = None


def paths_in(folder: Path) -> list[str]:
    """Every page of a built book, as a path below its top."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))


def visit_every_page(
    browser: Browser, site: str, folder: Path, look: Callable[[Page], Any] | None = None, **options: Any
) -> list[Visit]:
    """Open every page of the book in `folder`, which is served at `site`, and look at it. Options go to the browser.

    No service worker stands between, so that each page asks for all that it loads.
    """
    context = browser.new_context(service_workers="block", **options)
    context.add_init_script(_NOTE_VIOLATIONS)
    page = context.new_page()
    visits = [Visit(path) for path in paths_in(folder)]
    visit = Visit("")  # the one that is going on
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            visit.errors.append(f"{message.text} {message.location['url']}") if message.type == "error" else None
        ),
    )
    for visit in visits:
        page.goto(f"{site}/{visit.path}")
        wait_until_mounted(page)
        visit.violations = page.evaluate("window.violations ?? []")
        visit.cookies = context.cookies()
        visit.seen = look(page) if look else None
    context.close()
    return visits
