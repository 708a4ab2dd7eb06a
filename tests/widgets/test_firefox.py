"""A lesson in Firefox, where other tests use Chrome: it opens, is answered and checked, and keeps the answer."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from support.firefox import firefox
from support.pages import STORED, bank_item
from support.places import LESSON

pytestmark = pytest.mark.browser

NONE = "No Firefox. `make test` finds or installs one and names it in SOFTSKILLS_FIREFOX."


@pytest.fixture
def site(listening_site: str, listening_bank: None) -> str:
    """In the place of the built book: that of the small course, and its bank."""
    return listening_site


@pytest.fixture
def program() -> str:
    found = os.environ.get("SOFTSKILLS_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    return found or pytest.skip(NONE)


@pytest.fixture(params=["from a server", "from a folder"])
def place(request: pytest.FixtureRequest, site: str, listening_book: Path) -> str:
    """The address of the small course's book. Its pages have their policy in both places."""
    return site if request.param == "from a server" else listening_book.as_uri()


def test_a_lesson_is_answered_and_the_answer_is_there_after_a_reload(program: str, place: str, tmp_path: Path) -> None:
    item = bank_item("listening-01")
    widget = f"#item-{item.id}"
    mounted = "!document.querySelector('.ss-island > script')"
    shown = f"document.querySelector({json.dumps(widget)}).innerText"
    with firefox(program, tmp_path / "profile") as reader:
        reader.open(f"{place}/{LESSON}.html")
        reader.wait_until(mounted)
        assert item.key.feedback["a"] not in reader.evaluate(shown)

        reader.click("radio", f"Most effective {item.options['c']}", widget)
        reader.click("radio", f"Least effective {item.options['d']}", widget)
        reader.click("button", "Fairly sure", widget)
        reader.wait_until(f"{shown}.includes('Saved in this browser')")

        reader.reload()
        reader.wait_until(mounted)
        for letter in "cd":  # the other two are in a fold
            assert item.key.feedback[letter] in reader.evaluate(shown)
        checked = f"[...document.querySelectorAll({json.dumps(widget + ' input:checked')})]"
        picked = reader.evaluate(f"{checked}.map(one => [one.name.split('-').at(-1), one.value])")
        assert dict(picked) == {"best": "c", "worst": "d"}
        kept = [one["answer"] for one in reader.evaluate(f"({STORED})()") if one["item"] == item.id]
        assert kept == [{"best": "c", "worst": "d", "sure": "fairly"}]
        assert [url for url in reader.requested if not url.startswith((place, "data:", "blob:"))] == []
        assert reader.requested
        assert reader.faults == []
