"""The theme: what it makes of contents and pages, and what it leaves out of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx_external_toc.parsing import parse_toc_data

from softskills.course.lesson_rules import MinutesNeed
from softskills.publishing.theme.contents import Entry, Group, groups_of
from softskills.publishing.theme.frame import leads_out, title_and_text
from softskills.publishing.theme.pruning import is_used
from support.places import LESSON

PARTS = {0: "Begin", 2: "Ask"}
TOC = {
    "root": "welcome",
    "format": "jb-book",
    "parts": [
        {"caption": "Begin", "chapters": [{"file": "a", "sections": [{"file": "a-more", "title": "More of it"}]}]},
        {"caption": "Ask", "chapters": [{"file": "b"}, {"url": "https://example.org", "title": "Elsewhere"}]},
        {"caption": "For teachers", "chapters": [{"file": "c"}]},
    ],
}


def groups(parts: dict[int, str]) -> list[Group]:
    return groups_of(parse_toc_data(TOC), str.upper, parts)


def test_what_is_no_part_of_the_course_stands_apart() -> None:
    below = (Entry("More of it", "a-more"),)
    assert groups(PARTS) == [
        Group((Entry("A", "a", below=below),), "Begin", 0),
        Group((Entry("B", "b"), Entry("Elsewhere", address="https://example.org")), "Ask", 2),
        Group((Entry("C", "c"),), "For teachers", apart=True),
    ]
    assert not any(group.apart for group in groups({}))


def test_no_page_leads_on_to_one_for_other_people() -> None:
    assert [name for name in ("a", "a-more", "b", "c", "search") if leads_out(groups(PARTS), name, 1)] == ["b"]
    assert [name for name in ("welcome", "a", "b", "c") if leads_out(groups(PARTS), name, -1)] == ["c"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Time needed: about N minutes.", "about 15 minutes"),
        ("Dauer: etwa N Minuten.", "etwa 15 Minuten"),
        ("About N minutes", "About 15 minutes"),
    ],
)
def test_the_time_is_said_in_the_words_of_the_course(line: str, said: str) -> None:
    assert MinutesNeed(line=line, between=(5, 15)).said(15) == said


def test_what_a_page_says_of_itself_stands_below_its_title() -> None:
    assert title_and_text("<section><h1>T</h1><p>x</p></section>") == ("<section><h1>T</h1>", "<p>x</p></section>")
    assert title_and_text("<p>x</p>") == ("", "<p>x</p>")


@pytest.mark.parametrize(
    ("file", "uses"),
    [
        ("_static/copybutton.js", '<div class="highlight">'),
        ("_static/sphinx-design.min.css", '<div class="sd-card docutils">'),
        ("_static/togglebutton.js", '<div class="admonition dropdown">'),
        ("let toggleHintShow = 'Click to show';", '<div class="admonition dropdown">'),
        ("_static/doctools.js", "search.html\n"),
        ("_static/documentation_options.js", "search.html\n"),
        ("_static/documentation_options.js", '<div class="highlight">'),
        ("_static/mystnb.0a1b.css", '<div class="output stream highlight-myst-ansi">'),
    ],
)
def test_a_file_goes_to_the_pages_that_use_it(file: str, uses: str) -> None:
    assert is_used(file, uses)
    assert not is_used(file, '<p>No highlight here, no output, no dropdown.</p><div class="cell_output"></div>')


def test_a_file_of_the_course_goes_to_all_pages_and_one_of_thebe_to_none() -> None:
    assert is_used("_static/own.css", "")
    assert not is_used("_static/sphinx-thebe.js", '<div class="highlight">')
    assert not is_used('const THEBE_JS_URL = "https://..."', '<div class="highlight">')


def loaded(page: str) -> set[str]:
    return set(re.findall(r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="(?:\.\./)*_static/([^"?]+)', page))


def within(page: str) -> str:
    """The style sheets that stand in the page itself."""
    return "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))


def test_scripts_are_named_before_the_text_so_that_they_come_while_it_is_read(built_book: Path) -> None:
    head = (built_book / f"{LESSON}.html").read_text("utf-8").partition("</head>")[0]
    scripts = re.findall(r'<script[^>]* src="(?:\.\./)*_static/([^"?]+)', head)
    assert scripts[0] == "softskills.js", "the scenes come first"
    assert {"frame.js", "softskills-lesson.js"} <= set(scripts)


def test_a_page_loads_what_is_on_it_and_no_more(built_book: Path) -> None:
    everywhere = {"theme.css", "frame.js"}
    lesson = (built_book / f"{LESSON}.html").read_text("utf-8")
    glossary = (built_book / "book/glossary.html").read_text("utf-8")
    teaching = (built_book / "book/teaching.html").read_text("utf-8")
    assert loaded(glossary) == everywhere
    assert '<link as="script" rel="prefetch" href="../_static/softskills.js' in glossary, "it comes when there is time"
    assert {"softskills.js", "softskills-lesson.js"} <= loaded(lesson)
    for page in (lesson, glossary, teaching):
        shown = {name for name in loaded(page) if name.endswith(".css")} - {"print.css"}
        assert shown == {"theme.css"}, "each sheet more would keep the page blank for longer"
    assert not {"softskills-progress.js", "softskills-practice.js"} & loaded(lesson)
    assert {"copybutton.js", "clipboard.min.js"} <= loaded(teaching)
    assert ".highlight" in within(teaching) and ".highlight" not in within(glossary)
    progress = (built_book / "notebooks/your-progress.html").read_text("utf-8")
    assert ".ss-lesson-scenes" in within(progress) and ".ss-lesson-scenes" not in within(lesson)
    assert not any("thebe" in page.lower() for page in (lesson, glossary, teaching))


def test_all_pages_run_the_same_script_of_their_own_or_none(built_book: Path) -> None:
    """So that a policy can let it pass by its hash."""
    found = {
        script
        for page in built_book.glob("*/*.html")
        for script in re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    }
    assert len(found) == 2, [script[:80] for script in found]
    assert not any(
        re.search(r"<[^>]+ (?:on[a-z]+|style)=", (built_book / "book/glossary.html").read_text()) for _ in found
    )
