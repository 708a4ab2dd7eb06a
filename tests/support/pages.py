"""What tests do on a page of the built book: find a widget, answer it, and read or set what the browser keeps."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from softskills.items import Practice, data_folder, load_bank
from softskills.phrases import typographic
from softskills.widgets.html import typeset
from support.browser import Reader

PREFIX = "building-soft-skills/answer/"
STORED = """() => Object.keys(localStorage).filter(k => k.startsWith("building-soft-skills/answer/")).sort()
    .map(k => JSON.parse(localStorage.getItem(k)))"""


def bank_item(item_id: str) -> Practice:
    """An item of the bank with its texts as a page shows them."""
    item = load_bank(data_folder()).items[item_id]
    assert isinstance(item, Practice)
    return Practice.model_validate(typeset(item.model_dump()))


def widget(page: Page, item_id: str) -> Locator:
    """The mounted widget of an item of the bank, found by its title."""
    title = typographic(load_bank(data_folder()).items[item_id].title)
    return page.locator(".ss-widget").filter(has=page.get_by_role("heading", name=title, exact=True))


def radio(scenario: Locator, kind: str, text: str) -> Locator:
    return scenario.get_by_role("radio", name=f"{kind} {text}", exact=True, include_hidden=True)


def answer(scenario: Locator, item: Practice, best: str, worst: str) -> None:
    """Pick the most and the least effective option and check it: if it was answered before, by trying again."""
    again = scenario.get_by_role("button", name="Try again")
    if again.is_visible():
        again.click()
    radio(scenario, "Most effective", item.options[best]).check()
    radio(scenario, "Least effective", item.options[worst]).check()
    check(scenario)


def check(scenario: Locator, sure: str = "Fairly sure") -> None:
    """Check what is answered, by one of the three buttons that say how sure one is."""
    scenario.get_by_role("button", name=sure, exact=True).click()


def stored_answers(page: Page, item_id: str) -> list[object]:
    return [record["answer"] for record in page.evaluate(STORED) if record["item"] == item_id]


def record(item: str, answer: Any, time: str = "2026-03-01T10:00:00.000Z") -> dict[str, Any]:
    return {"v": 1, "time": time, "item": item, "answer": answer}


def seed(reader: Reader, *records: dict[str, Any]) -> None:
    """Put records into the browser before any page opens."""
    entries = {f"{PREFIX}{one['time']}/{number:06}": json.dumps(one) for number, one in enumerate(records)}
    reader.context.add_init_script(
        f"if (!sessionStorage.seeded) {{ sessionStorage.seeded = 1;"
        f"for (const [k, v] of Object.entries({json.dumps(entries)})) localStorage.setItem(k, v) }}"
    )


def unfold(page: Page) -> None:
    """Open every part of a page that unfolds."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


def bring(page: Page, content: bytes, name: str = "answers.jsonl") -> Locator:
    unfold(page)
    page.get_by_label("Bring in answers from a file").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content}
    )
    status = page.locator(".ss-carry .ss-status")
    expect(status).to_contain_text("added")
    return status
