"""The axe checker on whole pages, for the rules of WCAG 2 up to 2.2, levels A and AA."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HEIGHT = 900

Look = tuple[Literal["light", "dark"], int]
"""The colours of the reader's device, and the width of the screen in pixels."""

_UNFOLD = "for (const fold of document.querySelectorAll('details')) fold.open = true"
_RUN = """tags => axe.run(document, { runOnly: tags, resultTypes: ["violations"], preload: false }).then(
    ({ violations, passes }) => ({ rules: passes.length, found: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`)) }))"""


def check_in(looks: Iterable[Look]) -> Callable[[Page], list[str]]:
    """A function that checks an open page in each of these looks, without loading it again and with all folds open, and
    gives what is wrong, a line each.
    """
    modes = list(looks)

    def check(page: Page) -> list[str]:
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_UNFOLD)
        found = []
        for colours, width in modes:
            page.emulate_media(color_scheme=colours)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            result: dict[str, Any] = page.evaluate(_RUN, TAGS)
            assert result["rules"], "axe looked at nothing"
            found += [f"{colours}, {width} px: {one}" for one in result["found"]]
        return found

    return check
