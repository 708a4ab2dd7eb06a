"""Every page of the book for everyone: what axe finds, and what runs off a narrow screen.

A phone in light colours is looked at in each run, and the other looks in the trials.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.axe import HEIGHT, Look, check_in
from support.every_page import paths_in, visit_every_page

pytestmark = pytest.mark.browser

NARROW = 320
PHONE: Look = ("light", 390)
OTHERS: list[Look] = [look for look in product(("light", "dark"), (390, 1280)) if look != PHONE]

_RUNS_OFF = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def on_a_phone(page: Page) -> list[str]:
    """What is wrong with an open page on a phone, with all its folds open."""
    found = check_in([PHONE])(page)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    return [*found, *(["it is wider than 320 pixels"] if page.evaluate(_RUNS_OFF) else [])]


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(on_a_phone, id="phone"),
        pytest.param(check_in(OTHERS), id="dark-and-wide", marks=pytest.mark.trial),
    ],
)
def test_nothing_is_wrong_with_any_page(browser: Browser, site: str, built_book: Path, look: object) -> None:
    visits = visit_every_page(browser, site, built_book, look)  # type: ignore[arg-type]
    assert len(visits) == len(paths_in(built_book)) > 40
    assert {visit.path: visit.seen for visit in visits if visit.seen} == {}
