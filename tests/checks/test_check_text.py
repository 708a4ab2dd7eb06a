"""What the rules of `softskills check` take for words, names, links, citations, and the parts of a lesson."""

from __future__ import annotations

from pathlib import Path

import pytest

from softskills.checks import check, gather
from softskills.checks.rules.references import citations
from softskills.checks.text.lexicon import shipped_lexicon
from softskills.checks.text.prose import WORD, headings, prose
from softskills.checks.text.works import Work, read_works
from support.check_course import LESSON, OWN_WORDS, PAGE, QUIZ, WORKS, added, copy_course, replaced

BRITISH = shipped_lexicon("british")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return copy_course(tmp_path / "course")


def found_in(course: Path, code: str, file: Path = PAGE) -> list[str]:
    return [one.message for one in check(gather(course)) if one.code == code and one.file == file]


@pytest.mark.parametrize("word", ["organise", "colour", "behaviour", "learnt", "skilful", "London", "didn't"])
def test_british_words_are_known(word: str) -> None:
    assert word in BRITISH.words


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("organize", "organise"),
        ("behavior", "behaviour"),
        ("center", "centre"),
        ("traveling", "travelling"),
        ("judgment", "judgement"),
        ("fulfill", "fulfil"),
        ("recieve", "receive"),
        ("Definately", "definitely"),
        ("seperate", "separate"),
        ("occured", "occurred"),
    ],
)
def test_a_slip_or_an_american_spelling_is_none_and_the_word_meant_is_offered(word: str, meant: str) -> None:
    assert word.lower() not in BRITISH.words
    assert meant in BRITISH.suggestions(word)


def test_what_is_close_to_nothing_gets_no_offer() -> None:
    assert BRITISH.suggestions("zzyzxqw") == []


@pytest.mark.parametrize(
    "text",
    [
        "We met Wanjiruk at noon.",
        "The list is Wanjiruk's. Wanjiruk keeps it.",
        "Zzyzxian keeps it.",
        "Pai keeps it. Pai left.",
        'He asked: "Wanjiruk?" Then Wanjiruk left.',
        "Read `recieve` and see https://example.org/recieve or [this](https://example.org/recieve).",
        "```text\nrecieve\n```",
        "It is made with MyST, USDOL and README.rst, in 3rd place.",
        "A self-rating, a co-worker's well-meant word and the manager's chair.",
        "It\N{RIGHT SINGLE QUOTATION MARK}s o\N{RIGHT SINGLE QUOTATION MARK}clock.",
        "<span class='recieve'>It</span> is {term}`so`.",
    ],
)
def test_a_text_without_a_slip(course: Path, text: str) -> None:
    added(PAGE, f"\n{text}")(course)
    assert found_in(course, "T005") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Wich of them is it?", "Wich"),
        ("Pai left.", "Pai"),
        ("It is a well-ment word.", "ment"),
        ("It was co.", "co"),
        ("The managr's chair.", "managr"),
        ("> **Ines:** This is definately so.", "definately"),
        ("- recieve it", "recieve"),
        ("[recieve it](https://example.org)", "recieve"),
    ],
)
def test_a_text_with_one(course: Path, text: str, word: str) -> None:
    added(PAGE, f"\n{text}")(course)
    (message,) = found_in(course, "T005")
    assert message.startswith(f'"{word}" is no word')


def test_a_word_of_ones_own_is_let_pass_in_its_own_case(course: Path) -> None:
    (course / OWN_WORDS).write_text("Bloggs\nbloggish\n" + (course / OWN_WORDS).read_text("utf-8"), "utf-8")
    added(PAGE, "\nBloggish and bloggish words. Bloggs said bloggs.")(course)
    assert [message.split('"')[1] for message in found_in(course, "T005")] == ["bloggs"]


def test_words_and_headings_of_markdown() -> None:
    text = (
        "# A *title*\n\nSee `code` and [a link](http://x.org/y).\n\n```python\n# no heading\n```\n\n## Next: 2 steps\n"
    )
    assert headings(text) == ((1, "A *title*"), (2, "Next: 2 steps"))
    assert WORD.findall(prose(text)) == ["A", "title", "See", "and", "a", "link", "Next", "steps"]
    assert len(prose(text)) == len(text)


@pytest.mark.parametrize(
    "link",
    [
        "#your-answers-are-yours",
        "how-to-use.md#for-readers-on-the-web",
        f"../{LESSON}#item-listening-01",
        f"../{LESSON}#this-week-at-work",
        "assets/loop.svg",
        "how-to-use.md#kept",
        "#here-1",
    ],
)
def test_links_that_lead_somewhere(course: Path, link: str) -> None:
    added(Path("book/how-to-use.md"), "\n(kept)=\n## Kept")(course)
    added(PAGE, f"\n## Here\n\n## Here\n\n[there]({link})")(course)
    assert found_in(course, "T003") == []


@pytest.mark.parametrize(
    "link", ["https://example.org", "https://a.b-c.co.uk:8080/x?y=(z)#w", "<https://doi.org/10.1/x>"]
)
def test_links_to_the_web(course: Path, link: str) -> None:
    added(QUIZ.with_name("page.md"), "")(course)
    added(Path("README.md"), f"\nSee {link}.")(course)
    assert found_in(course, "T004", Path("README.md")) == []


def test_the_keys_that_a_text_cites() -> None:
    text = "One {cite:t}`a-2000` and {cite:p}`b-2001, {see}c-2002{p. 3}`.\n\n```\n{cite:p}`d-2003`\n```\n"
    assert [key for _, key in citations(text)] == ["a-2000", "b-2001", "c-2002"]
    assert all(text[offset:].lstrip(" {se}").startswith(key) for offset, key in citations(text))


@pytest.mark.parametrize(
    "text",
    [
        "Edmondson (1999) says so.",
        "In Edmondson (1999) it says so.",
        "It helps (Weger and colleagues, 2014).",
        "It helps (Weger et al., 2014; Kluger and DeNisi, 1996).",
        "Taylor, Russ-Eft and Chan (2005) say so.",
        "On 4 March 1999 it rained (in 2005 too).",
    ],
)
def test_mentions_of_works_that_are_listed(course: Path, text: str) -> None:
    replaced(QUIZ, r"^title: .*", f'title: "{text}"')(course)
    assert found_in(course, "C004", QUIZ) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Edmondson (1998) says so.", ["Edmondson of 1998"]),
        ("It helps (Wegner and colleagues, 2014).", ["Wegner of 2014"]),
        ("It helps (Nobody, 2014; Smith and Jones, 1996).", ["Nobody of 2014", "Smith of 1996"]),
    ],
)
def test_mentions_of_works_that_are_not(course: Path, text: str, told: list[str]) -> None:
    replaced(QUIZ, r"^title: .*", f'title: "{text}"')(course)
    assert [message.split("work by ")[1].split(",")[0] for message in found_in(course, "C004", QUIZ)] == told


def test_a_mention_counts_as_a_citation(course: Path) -> None:
    added(WORKS, "\n@book{nobody-1999, author = {Nobody, A.}, title = {A book}, year = {1999}}")(course)
    assert len(found_in(course, "C002", WORKS)) == 1
    replaced(QUIZ, r"^title: .*", "title: After Nobody (1999)")(course)
    assert found_in(course, "C002", WORKS) == []


def test_an_unknown_key_is_told_with_the_closest(course: Path) -> None:
    added(PAGE, "\nSo it is {cite:p}`wegr-2014`.")(course)
    (message,) = found_in(course, "C001")
    assert "'wegr-2014'" in message and "close to it: weger-2014" in message


def test_works_are_read_with_their_lines() -> None:
    text = """% A comment
@article{a-2000,
  author = {{\\"O}zt{\\"u}rk, A. and Other, B.}, year = 2000, doi = {10.1000/182}
}
@misc{b-2001, author = {{World Economic Forum}}, year = {2001}}
@book{c, editor = {de la Cruz, C.}}
"""
    assert read_works(Path("x.bib"), text) == (
        [
            Work(
                "a-2000",
                2,
                "\N{LATIN CAPITAL LETTER O WITH DIAERESIS}zt\N{LATIN SMALL LETTER U WITH DIAERESIS}rk",
                "2000",
                "10.1000/182",
            ),
            Work("b-2001", 5, "World Economic Forum", "2001", ""),
            Work("c", 6, "de la Cruz", "", ""),
        ],
        [],
    )
