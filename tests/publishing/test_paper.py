"""Pages of the built book on paper: the text alone, with room to answer or as it was answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from softskills.items import Lesson, Practice, data_folder, load_bank
from support.browser import Reader, wait_until_mounted
from support.pages import record, seed
from support.paper import flat, lines_of, read_pdf, sheets_of
from support.places import LESSON

pytestmark = pytest.mark.browser

LESSON_SHEETS = 8
BANK = load_bank(data_folder())
SCENES = [
    item
    for lesson in BANK.lessons
    if LESSON.endswith(f"/{lesson.file}")
    for item in map(BANK.items.__getitem__, lesson.items)
    if isinstance(item, Practice)
]


def printed(page: Page) -> PdfReader:
    return read_pdf(page.pdf(format="A4"))


def test_a_lesson_prints_its_text_and_nothing_to_press(new_reader: Callable[..., Reader]) -> None:
    page = new_reader(color_scheme="dark").lesson()
    around = page.locator("button, header a, body > :not(.site-body) :is(a, p)").all_text_contents()

    pdf = printed(page)

    assert len(pdf.pages) <= LESSON_SHEETS
    lines = {line for sheet in lines_of(pdf) for line in sheet}
    assert lines.isdisjoint({text.strip() for text in around} - {""})
    assert not [line for line in lines if line.startswith(("Next:", "Previous:", "On this page"))]
    sheets = [flat(sheet) for sheet in sheets_of(pdf)]
    for item in SCENES:
        whole = [sheet for sheet in sheets if flat(item.question) in sheet]
        assert any(all(flat(option) in sheet for option in item.options.values()) for sheet in whole), item.id
    page.emulate_media(media="print")
    colours = "element => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]"
    for text in page.locator("article p:visible").all():
        ink, ground = text.evaluate(colours)
        assert ground == "rgb(255, 255, 255)"
        assert ink in ("rgb(0, 0, 0)", "rgb(51, 51, 51)"), text.text_content()


SAID = [one for one in BANK.lessons if one.part in {2, 3, 4} and not one.review]


@pytest.mark.parametrize("lessons", [SAID[::8], pytest.param(SAID, marks=pytest.mark.trial)], ids=["some", "all"])
def test_what_is_said_aloud_prints_on_one_sheet(new_reader: Callable[..., Reader], lessons: list[Lesson]) -> None:
    reader = new_reader()
    for lesson in lessons:
        page = reader.open(f"notebooks/{lesson.file}.html")
        wait_until_mounted(page)
        cards = page.locator(".role-cards")
        heading = page.locator("section", has=cards).last.get_by_role("heading").first.inner_text()
        roles = cards.locator(".role").all_inner_texts()
        assert len(roles) == 3
        sheets = [flat(sheet) for sheet in sheets_of(printed(page))]
        assert [sheet for sheet in sheets if all(flat(text) in sheet for text in [heading, *roles])], lesson.file
        page.close()


def test_an_answer_prints_with_what_was_chosen_and_what_was_strongest(new_reader: Callable[..., Reader]) -> None:
    item = next(item for item in SCENES if item.kind == "choose")
    best, *between, last = sorted(item.options, key=lambda letter: -item.key.effectiveness[letter])
    reader = new_reader()
    seed(reader, record(item.id, {"choice": last}))

    text = " ".join(map(flat, sheets_of(printed(reader.lesson()))))

    assert flat(item.key.feedback[last]) in text and flat(item.key.feedback[best]) in text
    assert flat(item.key.turns_on) in text
    assert not any(flat(item.key.feedback[letter]) in text for letter in between)
    assert "Answer it afresh" not in text


def test_what_was_written_prints_whole(new_reader: Callable[..., Reader]) -> None:
    written = next(
        name
        for one in BANK.lessons
        for name in one.items
        if LESSON.endswith(one.file) and "reflection" in BANK.items[name].kind
    )
    text = " ".join(f"Line {number} of what I wrote." for number in range(60))
    reader = new_reader()
    seed(reader, record(written, {"text": text}))
    assert text in " ".join(sheets_of(printed(reader.lesson())))


def test_a_summary_prints_on_one_sheet(reader: Reader) -> None:
    for part in range(1, 5):
        page = reader.open(f"book/summary-part-{part}.html")
        assert len(printed(page).pages) == 1, part


def test_the_lesson_with_the_most_ratings_is_short_too(reader: Reader) -> None:
    page = reader.open("notebooks/where-you-stand-today.html")
    wait_until_mounted(page)
    assert len(printed(page).pages) <= LESSON_SHEETS
