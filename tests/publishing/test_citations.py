"""Citations lead to the one list of references, and the list can be read by everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pybtex.database import parse_string
from pybtex.richtext import BaseText

from softskills.publishing.citations import References
from support.book import build_book
from support.browser import Reader
from support.places import LESSON, ROOT

LIST = "book/references.html"
CITATION = re.compile(r'href="(?:\.\./)?(?:book/)?references\.html#([a-z0-9-]+)"')


def printed(entry: str) -> str:
    """One work, as plain text."""
    [work] = References().format_entries(parse_string(entry, "bibtex").entries.values())
    text: BaseText = work.text
    return str(text.render_as("text"))


def test_an_article_begins_with_authors_and_year_and_ends_with_its_link() -> None:
    entry = """@article{a-2020, author = {Minei, Elizabeth M. and O'Boyle, Ernest and Castle Bell, Gina},
        title = {What IQ leaves out}, journal = {Team Science}, year = {2020}, volume = {9}, number = {2},
        pages = {1--12}, doi = {10.1/a_b}}"""
    assert printed(entry).replace("\N{NO-BREAK SPACE}", " ") == (
        "Minei, E. M., O'Boyle, E. and Castle Bell, G. (2020). What IQ leaves out. "
        "Team Science, 9(2), 1\N{EN DASH}12. https://doi.org/10.1/a_b"
    )


def test_a_report_shows_its_publisher_note_and_address() -> None:
    entry = """@misc{a-2020, author = {{Office of Work}}, title = {Why Meet}, year = {2020}, publisher = {Acme},
        note = {A survey}, url = {https://example.org/a}}"""
    assert printed(entry) == "Office of Work (2020). Why Meet. Acme. A survey. https://example.org/a"


def test_works_are_sorted_by_author_then_year() -> None:
    entries = parse_string(
        """@misc{c, author = {{Work Office}}, title = {T}, year = {2020}}
        @misc{d, author = {Zell, A.}, title = {T}, year = {2001}}
        @misc{b, author = {Able, A.}, title = {T}, year = {2021}}
        @misc{a, author = {Able, A.}, title = {T}, year = {1999}}""",
        "bibtex",
    ).entries
    assert [entry.key for entry in References().sort(entries.values())] == ["a", "b", "c", "d"]


def test_every_citation_leads_to_a_work_with_a_link(built_book: Path) -> None:
    works = dict(re.findall(r'<li id="([a-z0-9-]+)">(.*?)</li>', (built_book / LIST).read_text(), re.DOTALL))
    assert len(works) > 10
    entries = parse_string((ROOT / "book/references.bib").read_text("utf-8"), "bibtex").entries
    linked = {key for key, work in works.items() if re.search(r'href="https://[^"]+">https://', work)}
    assert linked == {key for key, entry in entries.items() if {"doi", "url"} & {*entry.fields}}
    assert len(linked) >= 0.9 * len(works)
    cited = {key for page in built_book.rglob("*.html") for key in CITATION.findall(page.read_text())}
    assert len(cited) > 10
    assert cited <= set(works)


def test_a_citation_names_authors_and_year_in_round_brackets(listening_book: Path) -> None:
    page = re.sub(r"<[^>]+>", "", (listening_book / f"{LESSON}.html").read_text())
    assert "nodded (Weger et al., 2014). It" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "(Roediger and Karpicke, 2006)" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_citation_without_a_work_stops_the_build(small_book: Path) -> None:
    (small_book / "book" / "welcome.md").write_text("# Welcome\n\nSo they say {cite:p}`nobody-1900`.\n")
    built = build_book(small_book, small_book)
    assert built.returncode != 0
    assert 'could not find bibtex key "nobody-1900"' in built.stdout + built.stderr


@pytest.mark.browser
def test_a_click_on_a_citation_shows_its_work(reader: Reader) -> None:
    page = reader.lesson()
    link = page.locator(f"article a[href*='{Path(LIST).name}#']").first
    key = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    work = page.locator(f"[id='{key}']")
    expect(work).to_be_in_viewport()
    assert page.url.endswith(f"{LIST}#{key}")
    assert work.evaluate("work => work.matches(':target')")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_has_no_accessibility_fault(new_reader: Callable[..., Reader], scheme: str) -> None:
    page = new_reader(color_scheme=scheme).open(f"{LIST}#weger-2014")
    page.wait_for_timeout(400)  # the theme fades colours in
    faults = Axe().run(page, context="article").response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
