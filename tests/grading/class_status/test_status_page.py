"""The page of where a class stands: offline, escaped, without a barrier, in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from support.axe import check_in
from support.grading_course import QUIZ


@pytest.fixture(scope="module")
def file(seen: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "status.html"
    seen.status("--html", str(file))
    return file


def test_what_was_typed_is_no_markup(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "<script" not in text and "&lt;script&gt;window.hacked" in text and "\u202e" not in text


@pytest.mark.browser
def test_the_page_in_a_browser(file: Path, browser: Browser) -> None:
    context = browser.new_context()
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())

    assert asked == [file.as_uri()], "it needs nothing else"
    assert page.evaluate("window.hacked") is None
    assert check_in([("light", 1280), ("dark", 1280), ("light", 360)])(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "on a phone only the table scrolls"
    section = page.locator("section", has=page.get_by_role("heading", name=QUIZ, exact=True))
    row = section.get_by_role("row", name="Mira Sing")
    assert "missing" in row.inner_text() and row.locator("th").get_attribute("dir") == "auto"
    assert "mira@example.org" in section.locator(".addresses").inner_text()
    context.close()
