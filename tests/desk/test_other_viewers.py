"""A laid lesson where nothing runs, as on a site that shows notebooks: nbconvert's HTML, without any script."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from nbformat import reads

from softskills.course import course_at
from softskills.desk.cells import call_in
from softskills.desk.originals import fresh_notebooks
from softskills.items import load_bank
from softskills.widgets.html import typeset

ROOT = Path(__file__).resolve().parents[2]
LISTENING = ROOT / "tests" / "listening_course"
ASKING = {"scenario", "say_first", "reflection", "intention", "plan"}


@pytest.fixture(scope="module")
def pages() -> dict[str, tuple[str, str]]:
    """By laid name the notebook's text, and its page without what a browser would have to run."""
    exporter = HTMLExporter(template_name="basic")
    found = {}
    for name, fresh in fresh_notebooks(course_at(LISTENING)).items():
        html, _ = exporter.from_notebook_node(reads(fresh.text, as_version=4))
        found[name] = fresh.text, re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    return found


def seen(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_question_can_be_read(pages: dict[str, tuple[str, str]]) -> None:
    bank = load_bank(LISTENING / "data")
    asked = 0
    for name, (text, page) in pages.items():
        shown = seen(page)
        for cell in json.loads(text)["cells"]:
            call = call_in("".join(cell["source"])) if cell["cell_type"] == "code" else None
            if call is None or call[0] not in ASKING:
                continue
            asked += 1
            item = bank.items[str(call[1][0])]
            for words in told_by(item):
                assert " ".join(str(typeset(words)).split()) in shown, (name, call)
    assert asked >= 8


def told_by(item: object) -> list[str]:
    """The texts of an item that a reader must see to know what is asked."""
    fields = ("title", "stem", "question", "prompt")
    texts = [getattr(item, one) for one in fields if getattr(item, one, None)]
    return [*texts, *getattr(item, "options", {}).values()]


def test_nothing_on_a_page_says_that_something_failed(pages: dict[str, tuple[str, str]]) -> None:
    assert len(pages) > 5
    for name, (_, page) in pages.items():
        assert not re.search(r"Error|Traceback|WidgetModel|widget-view|output_error", page), name
        assert "Press ▶▶" in page or "▶▶" not in page, name
