"""Small pages with one scene, a pair and a sentence to say on them, and what tests do with their answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Locator, Page, expect

from softskills.frontend import assemble
from softskills.items import Practice, SayFirst, Scenario
from softskills.widgets import WIDGETS, PairWidget, SayFirstWidget, ScenarioWidget
from support.browser import Reader, served, wait_until_mounted
from support.contrast import CONTRAST_SET, GRADED_SET, contrast_set, say_first, set_file
from support.item_files import COMPETENCIES
from support.look import theme_css
from support.pages import PREFIX, STORED
from support.story_page import MARKUP, html

CHOOSE, SECOND, THIRD = CONTRAST_SET.scenarios
GRADED = GRADED_SET.scenarios[0]
SAY = SayFirst.model_validate(say_first())


def of_kind(kind: str) -> Practice:
    """The first situation of the set, asked in another way."""
    own = {"id": f"forms-{kind}", "title": f"Asked by {kind}", "kind": kind, "contrast": None}
    return CHOOSE.model_copy(update=own)


BEST_WORST, RANK, RATE_EACH = of_kind("best-worst"), of_kind("rank"), of_kind("rate-each")


def marked_up() -> SayFirst:
    """The sentence to say, with markup in every text of it."""
    samples = [{"text": MARKUP, "note": MARKUP}] * 3
    texts = {"title": MARKUP, "text": MARKUP, "goal": MARKUP, "prompt": MARKUP, "look_for": [MARKUP] * 3}
    return SayFirst.model_validate(say_first() | texts | {"samples": samples})


def write_course(folder: Path) -> None:
    """Write a small course with the set, the same set under other ids, and the sentence to say."""
    scenarios = folder / "data" / "scenarios"
    scenarios.mkdir(parents=True)
    settings = {"id": "small", "title": "A small course", "language": "en", "format": 1}
    (folder / "course.yml").write_text(yaml.safe_dump(settings), "utf-8")
    (folder / "data" / "competencies.yml").write_text(COMPETENCIES, "utf-8")
    (scenarios / "forms.yml").write_text(set_file(), "utf-8")
    other = json.loads(json.dumps(contrast_set()).replace("forms", "papers"))
    (scenarios / "papers.yml").write_text(set_file(other), "utf-8")


@contextmanager
def scene_site(folder: Path) -> Iterator[str]:
    """The address of the small pages, written into `folder` and served."""
    pages = {
        "choose.html": html(ScenarioWidget(CHOOSE, None)),
        "graded.html": html(ScenarioWidget(GRADED, None)),
        "kinds.html": html(*(ScenarioWidget(item, None) for item in (BEST_WORST, RANK, RATE_EACH))),
        "first-try.html": html(*(ScenarioWidget(item, None, first_try=True) for item in (BEST_WORST, RANK, RATE_EACH))),
        "pair.html": html(PairWidget(CONTRAST_SET.title, CHOOSE, SECOND, None)),
        "say.html": html(SayFirstWidget(SAY, None)),
        "markup.html": html(SayFirstWidget(marked_up(), None)),
        "softskills.js": assemble.page_script([widget.front_end for widget in WIDGETS], PREFIX.split("/")[0]),
        "softskills.css": assemble.page_style([widget.front_end for widget in WIDGETS]),
        "theme.css": theme_css(),
    }
    for name, content in pages.items():
        (folder / name).write_text(content, "utf-8")
    with served(folder) as address:
        yield address


def open_page(reader: Reader, name: str) -> Page:
    page = reader.open(name)
    wait_until_mounted(page)
    return page


def scene(page: Page, item: Scenario) -> Locator:
    """The scene of an item, alone on a page or in a pair."""
    return page.locator(".ss-scenario").filter(has=page.get_by_role("heading", name=item.title, exact=True))


def choose(place: Locator, item: Scenario, letter: str, sure: str = "Fairly sure") -> None:
    """Choose an option and check it; wait until the focus is on what is then said."""
    place.get_by_role("radio", name=item.options[letter], exact=True).check()
    place.get_by_role("button", name=sure, exact=True).click()
    expect(place.locator(".ss-result-title")).to_be_focused()


def kept(page: Page) -> list[tuple[str, Any]]:
    """All answers in this browser, as (item, answer) each, oldest first."""
    return [(one["item"], one["answer"]) for one in page.evaluate(STORED) if one["item"] != "reader"]
