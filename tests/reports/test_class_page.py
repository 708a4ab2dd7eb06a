"""The page of a report: offline, accessible, in light and dark, on a phone and on paper, whatever learners typed."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from softskills.charts.stories.drawing import story_svg
from softskills.charts.stories.graph import graph_of, outline, with_shares
from softskills.demo.people import HOSTILE
from softskills.demo.simulated import sound_parameters
from softskills.items import Quiz, QuizKeys
from softskills.reports.classes import ClassReport, Earlier, class_report, page_of, write_tables
from softskills.reports.classes.places import QuizPlaces
from softskills.spreadsheets import defused
from support.answered_class import Handed, choices, simulated
from support.axe import check_in
from support.small_quiz import make_keys, make_quiz, with_set, with_story
from support.story import practice_story

STATES = ("in time", "late", "missing")


def hostile_report(learners: int) -> ClassReport:
    """A class with hostile names, every state, and a quiz of every sort of question, one of them hostile too."""
    quiz = with_set(with_story(make_quiz()))
    data = quiz.model_dump()
    data["items"][0]["title"] = "<script>alert(1)</script> & 'more' {{ 7 * 7 }}"
    quiz = Quiz.model_validate(data)
    keys = make_keys(quiz)
    answered = simulated(3, learners, quiz, keys, sound_parameters(np.random.default_rng(3), quiz))
    handed = [
        Handed(
            student,
            " ".join(HOSTILE[number % len(HOSTILE)]),
            state := STATES[min(number % 9, 2)] if number % 3 == 2 else "in time",
            ["answers.jsonl line 1 was skipped: <b>it</b>"] if number % 5 == 1 else (),
            {} if state == "missing" or number % 11 == 3 else said,
            number % 6,
            3.5 if number % 2 else None,
            10.0 if number % 2 else None,
            number % 4 == 1,
        )
        for number, (student, said) in enumerate(answered.items())
    ]
    earlier = Earlier("=cmd|' /C calc'!A0", *choices(3), {one: {"q1": {"choice": "a"}} for one in answered})
    places = QuizPlaces({"s-1": "source/q/quiz.yml:1"})
    return class_report("q", quiz, keys, handed, places, {"listening": "Listening <i>well</i>"}, [earlier])


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("learners", [1, 3, 25, 70])
def test_the_page_says_no_nonsense_however_few_there_are(learners: int) -> None:
    report = hostile_report(learners)
    page = page_of(report)
    text = re.sub(r"<style>.*?</style>|<[^>]+>|data:[^\"]+", " ", page, flags=re.DOTALL)
    assert not re.search(r"\b[Nn]a[Nn]\b|\bNone\b|\binf\b|Traceback|\[\]|\{\{(?! 7)", text)
    assert "withheld: " in text or learners == 70
    assert (report.situations["facility_withheld"] != "").any() == (learners < 25)


def test_a_class_of_nobody_has_a_page() -> None:
    quiz, keys = choices(3)
    page = page_of(class_report("q", quiz, keys, []))
    assert "0 of 0 learners" in page and "NaN" not in page


def test_what_was_typed_is_text_and_the_page_asks_for_nothing() -> None:
    page = page_of(hostile_report(70))
    elements = Elements(page).found
    assert {"html", "main", "table", "bdi", "svg", "img"} <= {tag for tag, _ in elements}
    assert not {"script", "iframe", "link", "object", "b", "i"} & {tag for tag, _ in elements}
    for tag, attributes in elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href"):
            value = attributes.get(name)
            assert value is None or value.startswith(("#", "data:image/svg+xml;base64,")), value
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert page.index("Content-Security-Policy") < page.index("<title>")


@pytest.mark.browser
@pytest.mark.parametrize("learners", [3, 70])
def test_the_page_in_a_browser(browser: Browser, tmp_path: Path, learners: int) -> None:
    file = tmp_path / "report.html"
    file.write_text(page_of(hostile_report(learners)), "utf-8")
    faults: list[str] = []
    asked: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    looks: list[Any] = [("light", 1280), ("dark", 390)]
    assert check_in(looks)(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390  # all folds are open now
    assert faults == []
    assert [one for one in asked if not one.startswith("data:")] == [file.as_uri()]
    drawings = page.locator(".drawing img")
    assert drawings.count() == (1 if learners == 70 else 0)
    if learners == 70:
        assert page.evaluate("document.querySelector('.drawing img').naturalWidth") > 300
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = false")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.extract_text() for sheet in printed.pages)
    assert "Do b." in text or "Reply b" in text  # options stand in folds, which are open on paper
    wide = [sheet for sheet in printed.pages if sheet.mediabox.width > sheet.mediabox.height]
    assert len(wide) == 1 and "A small story" in wide[0].extract_text()  # one slide for the debrief
    page.close()


def test_tables_are_safe_in_a_spreadsheet(tmp_path: Path) -> None:
    report = hostile_report(70)
    written = write_tables(report, tmp_path / "csv")
    assert {file.name for file in written} >= {"q-hand-ins.csv", "q-situations.csv", "q-options.csv"}
    cells: list[str] = []
    for file in written:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells += [cell for row in csv.reader(stream) for cell in row]
    formulas = [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "\t", "\r"))]
    assert formulas == []
    assert [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-[\d.e-]+", cell)] == []
    assert any(cell.startswith("'=HYPERLINK(") for cell in cells)
    names = {row["name"] for row in report.hand_ins.to_dict("records")}
    assert any(name.startswith("=") for name in names)  # the tables themselves keep what was typed


@pytest.mark.parametrize("text", ["=1", "+1", "-x", "@a", "\t=1", "\r1", " =1", "\ufeff=1", "\u00a0@a"])
def test_what_begins_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", "", -1.5, None, "Jürgen", True])
def test_the_rest_stays(value: Any) -> None:
    assert defused(value) == value


def test_a_story_is_drawn_with_the_shares_of_the_class() -> None:
    story = practice_story()
    shares = {("desk", "a"): 0.25, ("desk", "b"): 0.75, ("office", "b"): 0.75, ("hall", "a"): 1.0}
    graph = with_shares(graph_of(story, story.key.effectiveness), shares, {"agreed": ["best ending", "100%"]})
    svg = story_svg(graph)
    words = ["".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"a 25%", "b 75%", "c 0%", "a 100%", "BEST ENDING", "100%"} <= set(words)
    assert "share of the class" in svg
    assert "of 5, 75% of the class, leads to" in outline(graph)
    assert "of the class" not in outline(graph_of(story, story.key.effectiveness))


def test_keys_of_another_quiz_are_an_error() -> None:
    quiz, _ = choices(2)
    with pytest.raises(KeyError):
        class_report("q", quiz, QuizKeys.model_validate({"quiz": "q", "items": {}}), [])
