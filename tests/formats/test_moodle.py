"""Moodle XML and GIFT, read back: texts stay text, and answers earn what the course gives for them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softskills.formats.chosen import Entry
from softskills.formats.gift import gift
from softskills.formats.moodle_xml import category_path, moodle_xml
from softskills.formats.questions import SHARES, MultipleChoice, questions_of
from softskills.items import Criterion, Intention, Reflection, SayFirst
from softskills.scoring import credit
from support.contrast import say_first
from support.gift_reader import read_gift
from support.written_items import ANY, Markup, bare, chosen, entries, keyed, parsed, texts_of

MOODLES = [
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40,
    33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5,
]  # fmt: skip
"""The shares above 0 that Moodle's form for a question offers."""


def every_html(root: Element) -> list[str]:
    """All that Moodle will show as HTML: everything in an element `text`."""
    return [one.text or "" for one in root.iter("text")]


@settings(max_examples=200, deadline=None)
@given(entries(), ANY, ANY)
def test_moodle_xml_holds_every_text_as_text(entry: Entry, title: str, group: str) -> None:
    root = parsed(moodle_xml(chosen(entry, title=title, path=(group,))))
    shown = [Markup(markup) for markup in every_html(root)]
    assert set().union(*(one.tags for one in shown)) <= {"p"}
    whole = "\n".join(bare(one.text) for one in shown)
    item, _ = keyed(entry)
    for text in (text for text in texts_of(entry) if item.kind != "rank" or text in (item.title, item.stem)):
        for line in filter(None, map(bare, text.splitlines())):
            assert line in whole


@settings(max_examples=200, deadline=None)
@given(entries(kinds=("choose", "best-worst", "rate-each")), ANY, ANY)
def test_gift_holds_every_text_as_text(entry: Entry, title: str, group: str) -> None:
    category, *questions = read_gift(gift(chosen(entry, title=title, path=(group,))))
    assert category.kind == "category"
    asked = [*questions_of(entry)]
    assert len(questions) == len(asked)
    for found, question in zip(questions, asked, strict=True):
        assert isinstance(question, MultipleChoice)
        assert found.kind == "multichoice"
        assert len(found.answers) == len(question.answers)
        assert bare(Markup(found.name).text) == bare(question.title)
        assert bare(Markup(found.text).text) == "".join(map(bare, question.asked))
        assert bare(Markup(found.after).text) == "".join(map(bare, question.after))
        for (share, text, feedback), answer in zip(found.answers, question.answers, strict=True):
            assert share == pytest.approx(answer.share / 100)
            assert bare(Markup(text).text) == bare(answer.text)
            assert bare(Markup(feedback).text) == "".join(map(bare, answer.feedback))
        assert all(Markup(one).tags <= {"p"} for one in (found.text, found.after, *(a[1] for a in found.answers)))


@given(entries(kinds=("choose", "best-worst", "rate-each"), texts=st.just("Text")))
def test_marks_add_up_to_the_credit(entry: Entry) -> None:
    item, key = keyed(entry)
    questions = [one for one in questions_of(entry) if isinstance(one, MultipleChoice)]
    assert sum(one.mark for one in questions) == pytest.approx(1)
    letters = list(item.options)
    match item.kind:
        case "choose":
            (only,) = questions
            for letter, answer in zip(letters, only.answers, strict=True):
                assert answer.credit == pytest.approx(credit(item, {"choice": letter}, key))
        case "best-worst":
            most, least = questions
            for best in letters:
                for worst in letters:
                    found = sum(
                        one.mark * one.answers[letters.index(letter)].credit
                        for one, letter in ((most, best), (least, worst))
                    )
                    assert found == pytest.approx(credit(item, {"best": best, "worst": worst}, key))
        case "rate-each":
            for level in range(1, 6):
                ratings = {letter: (level + place) % 5 + 1 for place, letter in enumerate(letters)}
                found = sum(
                    one.mark * one.answers[ratings[letter] - 1].credit
                    for one, letter in zip(questions, letters, strict=True)
                )
                assert found == pytest.approx(credit(item, {"ratings": ratings}, key))


@given(entries(kinds=("choose",), texts=st.just("Text")))
def test_moodle_takes_each_share_and_finds_one_right_answer(entry: Entry) -> None:
    (question,) = questions_of(entry)
    assert isinstance(question, MultipleChoice)
    assert [one.share for one in question.answers].count(100) == 1
    for answer in question.answers:
        assert abs(answer.share) in [0, *MOODLES]
        assert answer.moved_by <= 0.05 + 1e-9 or answer.credit < -1
    ranked = sorted(question.answers, key=lambda one: one.credit)
    assert [one.share for one in ranked] == sorted(one.share for one in ranked)


def test_the_shares_are_moodles() -> None:
    assert sorted([0, *MOODLES, *(-one for one in MOODLES)]) == SHARES


@settings(max_examples=5)
@given(entries(kinds=("rank",), texts=st.just("Text")))
def test_a_rank_is_an_order_in_moodle_xml_and_not_in_gift(entry: Entry) -> None:
    item, _ = keyed(entry)
    (found,) = (one for one in parsed(moodle_xml(chosen(entry))) if one.get("type") == "ordering")
    places = [one.get("fraction") for one in found.iter("answer")]
    assert places == [str(place) for place in range(1, len(item.options) + 1)]
    assert read_gift(gift(chosen(entry))) == []


def test_texts_have_no_mark_but_that_of_a_rubric() -> None:
    prompt = Reflection(id="why", kind="reflection", title="Why", prompt="Why then?")
    row = Criterion(criterion="A moment", points=2, full="One is there.", half="Roughly.", none="None.")
    plain, graded = parsed(moodle_xml(chosen(Entry(prompt), Entry(prompt, rubric=[row]))))[1:]
    assert [one.findtext("defaultgrade") for one in (plain, graded)] == ["0.0000000", "2.0000000"]
    assert "A moment (2): full: One is there." in (graded.findtext("graderinfo/text") or "")
    assert "A moment" not in gift(chosen(Entry(prompt, rubric=[row])))


def test_what_is_told_after_a_sentence_is_no_part_of_the_question() -> None:
    item = SayFirst.model_validate(say_first())
    found = parsed(moodle_xml(chosen(Entry(item))))[1]
    sample = bare(item.samples[0].text)
    assert sample in bare(found.findtext("generalfeedback/text") or "")
    assert sample not in bare(found.findtext("questiontext/text") or "")
    (_, read) = read_gift(gift(chosen(Entry(item))))
    assert read.kind == "essay"
    assert sample in bare(Markup(read.after).text)
    assert sample not in bare(read.text)


def test_a_plan_of_two_parts_begins_with_them() -> None:
    item = Intention(id="if", kind="intention", title="If", prompt="Plan it.", if_hint="when", then_hint="what")
    found = parsed(moodle_xml(chosen(Entry(item))))[1]
    assert found.findtext("responsetemplate/text") == "<p>If:</p><p>then I will:</p>"


def test_a_stroke_in_a_title_opens_no_category() -> None:
    assert category_path(("In/out", "A & B")) == "$course$/top/In//out/A &amp; B"
