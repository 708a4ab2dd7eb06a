"""Packages of QTI 2.1, opened and played: texts stay text, and every answer has the score of the course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import permutations, product
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softskills.course import course_at
from softskills.formats.chosen import Chosen, Entry, of_course, of_item
from softskills.formats.qti.package import forward, package
from softskills.items import PracticeStory, Scenario, load_bank
from softskills.scoring import credit
from support.places import LISTENING_COURSE
from support.qti_player import NAMESPACE, Item, way_through
from support.story import story_data, story_key_data
from support.written_items import KINDS, bare, chosen, entries, keyed, texts_of

BANK = load_bank(course_at(LISTENING_COURSE).data)
PACKAGING = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
CONTENT = {"p", "prompt", "simpleChoice", "simpleAssociableChoice"}
"""The elements that hold a text."""


def documents(found: Chosen) -> dict[str, Element]:
    """The files of a package by their names, parsed."""
    with ZipFile(BytesIO(package(found, "en"))) as archive:
        assert archive.testzip() is None
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def story_entry() -> Entry:
    found = PracticeStory.model_validate({**story_data(), "key": story_key_data()})
    return Entry(found.public, found.key)


@settings(max_examples=200, deadline=None)
@given(entries())
def test_every_text_is_there_as_text(entry: Entry) -> None:
    root = documents(chosen(entry))["items/one.xml"]
    held = [one for one in root.iter() if one.text and one.text.strip()]
    tags = {one.tag.removeprefix(NAMESPACE) for one in held}
    assert tags <= CONTENT | {"value", "baseValue"}
    assert not any(len(one) for one in held if one.tag.removeprefix(NAMESPACE) in CONTENT)
    whole = "\n".join([bare(root.attrib["title"]), *(bare(one.text or "") for one in held)])
    for text in texts_of(entry):
        for line in filter(None, map(bare, text.splitlines())):
            assert line in whole


def answers_to(item: Scenario) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Answers as QTI has them, and as the course has them."""
    letters = list(item.options)
    match item.kind:
        case "choose":
            yield from (({"RESPONSE": one}, {"choice": one}) for one in letters)
        case "best-worst":
            for best, worst in permutations(letters, 2):
                yield {"BEST": best, "WORST": worst}, {"best": best, "worst": worst}
        case "rate-each":
            for ratings in [*product(range(1, 6), repeat=len(letters))][::37]:
                rated = dict(zip(letters, ratings, strict=True))
                yield {"RESPONSE": [f"{letter} L{level}" for letter, level in rated.items()]}, {"ratings": rated}
        case "rank":
            for order in permutations(letters):
                yield {"RESPONSE": [*order]}, {"order": [*order]}


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_has_the_score_of_the_course(kind: str) -> None:
    @settings(max_examples=12, deadline=None)
    @given(entries(kinds=(kind,), texts=st.just("Text")))
    def holds(entry: Entry) -> None:
        item, key = keyed(entry)
        root = documents(chosen(entry))["items/one.xml"]
        for responses, answer in answers_to(item):
            found = Item(root, responses).play()["SCORE"]
            assert found == pytest.approx(credit(item, answer, key), abs=1e-5)
        (declared,) = (one for one in root.iter(f"{NAMESPACE}outcomeDeclaration") if "normalMinimum" in one.attrib)
        lowest = min(credit(item, answer, key) for _, answer in answers_to(item))
        assert float(declared.attrib["normalMinimum"]) <= lowest + 1e-5

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_is_declared_and_earns_everything(kind: str) -> None:
    @settings(max_examples=8, deadline=None)
    @given(entries(kinds=(kind,), texts=st.just("Text")))
    def holds(entry: Entry) -> None:
        root = documents(chosen(entry))["items/one.xml"]
        right: dict[str, Any] = {}
        for one in root.iter(f"{NAMESPACE}responseDeclaration"):
            values = [value.text or "" for value in one.iterfind(f"{NAMESPACE}correctResponse/{NAMESPACE}value")]
            right[one.attrib["identifier"]] = values[0] if one.attrib["cardinality"] == "single" else values
        assert Item(root, right).play()["SCORE"] == pytest.approx(1, abs=1e-5)

    holds()


def test_feedback_is_that_of_the_choice_and_there_is_none_before() -> None:
    (item,) = (one for one in BANK.items.values() if one.id == "forms-weekly") if "forms-weekly" in BANK.items else (
        next(one for one in BANK.items.values() if one.kind == "choose"),
    )  # fmt: skip
    (entry,) = of_item(BANK, item.id).entries
    scenario, key = keyed(entry)
    root = documents(chosen(entry))[f"items/{item.id}.xml"]
    for letter in scenario.options:
        played = Item(root, {"RESPONSE": letter})
        played.play()
        own, after = played.shown
        assert bare(key.feedback[letter]) in bare(own)
        assert bare(key.turns_on) in bare(after)
    nothing = Item(root, {})
    assert nothing.play()["SCORE"] == 0
    assert nothing.shown == []


def test_a_story_leads_where_its_choices_lead() -> None:
    entry = story_entry()
    story = PracticeStory.model_validate({**story_data(), "key": story_key_data()})
    found = documents(chosen(entry))
    (part,) = found["test.xml"].iter(f"{NAMESPACE}testPart")
    for letters in product("abc", repeat=len(story.forks)):
        picked = dict(zip(story.forks, letters, strict=True))
        way = [*way_through(part, {f"story-01_{scene}": letter for scene, letter in picked.items()})]
        scenes = [one.partition("_")[2] for one in way]
        path = {"path": [f"{scene}.{picked[scene]}" for scene in scenes]}
        scores = [
            Item(found[f"items/{one}.xml"], {"RESPONSE": picked[scene]}).play()["SCORE"]
            for one, scene in zip(way, scenes, strict=True)
        ]
        assert sum(scores) / len(scores) == pytest.approx(credit(story.public, path, story.key), abs=1e-5)


def test_an_ending_is_told_with_the_choice_that_leads_to_it() -> None:
    found = documents(chosen(story_entry()))
    last = Item(found["items/story-01_hall.xml"], {"RESPONSE": "b"})
    last.play()
    assert "In the end it is put-off." in last.shown[0]
    first = Item(found["items/story-01_desk.xml"], {"RESPONSE": "a"})
    first.play()
    assert "At the hall" not in first.shown[0]


def test_a_story_that_leads_back_is_left_out() -> None:
    data = story_data()
    data["scenes"]["hall"]["choices"]["a"]["to"] = "office"
    story = PracticeStory.model_validate({**data, "key": story_key_data()})
    assert forward(story) is None
    assert [*documents(chosen(Entry(story.public, story.key)))] == ["imsmanifest.xml", "test.xml"]


def test_the_package_of_a_course_hangs_together() -> None:
    """Every file is in the manifest, every reference leads to a file, no identifier stands twice, and each response
    and outcome that is named is declared.
    """
    whole = of_course(BANK, "listening", "Listening")
    found = documents(whole)
    manifest, test = found["imsmanifest.xml"], found["test.xml"]
    named = [one.attrib["href"] for one in manifest.iter(f"{PACKAGING}file")]
    assert sorted([*named, "imsmanifest.xml"]) == sorted(found)
    resources = [one.attrib["identifier"] for one in manifest.iter(f"{PACKAGING}resource")]
    assert all(one.attrib["identifierref"] in resources for one in manifest.iter(f"{PACKAGING}dependency"))
    refs = [one.attrib["href"] for one in test.iter(f"{NAMESPACE}assessmentItemRef")]
    assert sorted([*refs, "test.xml"]) == sorted(named)
    ids = [one.attrib["identifier"] for one in test.iter() if one.tag.endswith(("Test", "Part", "Section", "ItemRef"))]
    assert [one for one, count in Counter([*ids, *resources]).items() if count > 2] == []
    assert len(ids) == len(set(ids))
    for name in refs:
        item = found[name]
        assert name == f"items/{item.attrib['identifier']}.xml"
        declared = {one.attrib["identifier"] for one in item if one.tag.endswith("Declaration")}
        used = {one.attrib["responseIdentifier"] for one in item.iter() if "responseIdentifier" in one.attrib}
        used |= {one.attrib["outcomeIdentifier"] for one in item.iter() if "outcomeIdentifier" in one.attrib}
        assert used <= declared
        order = [one.tag.removeprefix(NAMESPACE) for one in item]
        assert order == sorted(order, key=ORDER.index)


ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
"""The parts of an item, in the order of the schema."""


def test_the_situations_of_a_set_are_a_section() -> None:
    name, contrast = next(iter(BANK.contrasts.items()))
    test = documents(of_course(BANK, "listening", "Listening"))["test.xml"]
    (section,) = (one for one in test.iter(f"{NAMESPACE}assessmentSection") if one.attrib["identifier"].endswith(name))
    refs = [one.attrib["identifier"] for one in section]
    assert refs == [one.id for one in contrast.situations]


def test_the_same_items_make_the_same_bytes() -> None:
    found = of_course(BANK, "listening", "Listening")
    assert package(found, "en") == package(found, "en")
