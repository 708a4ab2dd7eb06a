"""What Python and the page must both know, held together by the cases in this folder.

Here Python goes through them; `tests/frontend/contract.test.js` does with the page's modules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from softskills import answers
from softskills.answers import Record
from softskills.grading.quiz.rubric import SHARES, points_of
from softskills.items import Criterion, Key, Scenario, Story, StoryKey
from softskills.packages.interactions import Interaction, recovered
from softskills.phrases import paragraphs
from softskills.scale import level_of
from softskills.scoring import credit, score, story_terms, terms, weights
from support.story import story_key_data


def cases(name: str) -> Any:
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf-8"))


LINES, LIMITS, COUNTING = cases("record_lines"), cases("record_limits"), cases("counting")
RATINGS, PARAGRAPHS, TERMS, RUBRIC = cases("ratings"), cases("paragraphs"), cases("terms"), cases("rubric")
INTERACTIONS = cases("interactions")


def records(found: list[dict[str, Any]]) -> list[Record]:
    return [Record(**one) for one in found]


@pytest.mark.parametrize("line", LINES["kept"])
def test_a_line_that_is_kept(line: str) -> None:
    record = answers.parse_record(line.encode("utf-8"))
    found, given = json.loads(record.line()), json.loads(line)
    assert found == {name: given[name] for name in found}


@pytest.mark.parametrize("line", LINES["left out"])
def test_a_line_that_is_left_out(line: str) -> None:
    with pytest.raises(ValueError, match="it"):
        answers.parse_record(line.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("limit", LIMITS["lines"], ids=lambda limit: limit["name"])
def test_the_limits_of_a_line(limit: dict[str, Any]) -> None:
    line = (limit["before"] + limit["fill"] * limit["times"] + limit["after"]).encode("utf-8")
    if limit["kept"]:
        assert answers.parse_record(line).line()
    else:
        with pytest.raises(ValueError, match="it"):
            answers.parse_record(line)


@pytest.mark.parametrize("case", COUNTING["counts"], ids=lambda case: case["name"])
def test_which_answer_counts(case: dict[str, Any]) -> None:
    found = records(case["records"])
    assert answers.known(found) == case["known"]
    assert answers.Log(found).answers() == {item: one["answer"] for item, one in case["known"].items()}


@pytest.mark.parametrize(("item", "wants", "expected"), COUNTING["wanted"])
def test_what_is_wanted(item: str, wants: list[str], expected: bool) -> None:
    assert answers.wanted(item, wants) is expected


@pytest.mark.parametrize("case", COUNTING["seeds"])
def test_the_seed_of_a_reader(case: dict[str, Any]) -> None:
    assert answers.seed(records(case["records"])) == case["seed"]


@pytest.mark.parametrize(("value", "level"), RATINGS["levels"])
def test_what_is_a_level(value: Any, level: int | None) -> None:
    found = level_of(value)
    assert found == level
    assert type(found) is type(level)


@pytest.mark.parametrize("case", RATINGS["cases"])
def test_a_sound_self_rating(case: dict[str, Any]) -> None:
    record = Record("2026-01-31T09:30:00.000Z", case["item"], case["answer"])
    if case["sound"]:
        assert answers.sound_rating(record, RATINGS["competencies"]).level == case["answer"]["level"]
    else:
        with pytest.raises(ValueError, match=r"(it|is not|does not) "):
            answers.sound_rating(record, RATINGS["competencies"])


def test_the_moments_of_a_self_rating() -> None:
    assert list(answers.MOMENTS) == RATINGS["moments"]


@pytest.mark.parametrize(("text", "parts"), PARAGRAPHS)
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert paragraphs(text) == parts


STORY = Story.model_validate(TERMS["story"])
STORY_KEY = StoryKey.model_validate(story_key_data() | {"effectiveness": TERMS["story_effectiveness"]})


def scenario(kind: str) -> tuple[Scenario | Story, Key | StoryKey]:
    if kind == "branching":
        return STORY, STORY_KEY
    values = TERMS["effectiveness"]
    shown = {"title": "T", "stem": "S.", "question": "Q?", "options": dict.fromkeys(values, "Do it.")}
    feedback = dict.fromkeys(values, "f")
    return (
        Scenario.model_validate({"id": "s-1", "kind": kind, **shown}),
        Key(turns_on="t", rationale="r", effectiveness=values, feedback=feedback),
    )


@pytest.mark.parametrize("case", TERMS["cases"], ids=lambda case: f"{case['kind']} {json.dumps(case['answer'])}")
def test_what_an_answer_says_and_its_credit(case: dict[str, Any]) -> None:
    item, key = scenario(case["kind"])
    assert terms(item, case["answer"]) == case["terms"]
    assert credit(item, case["answer"], key) == pytest.approx(case["credit"] or 0.0)


def test_the_weights_and_the_terms_that_the_page_is_given() -> None:
    assert story_terms(STORY) == TERMS["story_terms"]
    for kind, expected in TERMS["weights"].items():
        assert weights(*scenario(kind)) == pytest.approx(expected)


@pytest.mark.parametrize("case", TERMS["scores"], ids=lambda case: json.dumps(case["credits"]))
def test_the_score_of_several_answers(case: dict[str, Any]) -> None:
    assert score(case["credits"]) == pytest.approx(case["score"])


@pytest.mark.parametrize("case", RUBRIC["marks"], ids=lambda case: json.dumps(case["levels"]))
def test_what_a_mark_by_rubric_comes_to(case: dict[str, Any]) -> None:
    criteria = [Criterion(criterion="It", points=one, full="F", half="H", none="N") for one in case["points"]]
    assert sum(points_of(criteria, case["levels"])) == case["mark"]
    assert list(SHARES) == RUBRIC["levels"]


@pytest.mark.parametrize("version", ["1.2", "2004"])
@pytest.mark.parametrize("case", INTERACTIONS["cases"], ids=lambda case: case["name"])
def test_an_answer_out_of_the_interactions_of_a_platform(case: dict[str, Any], version: str) -> None:
    response = "student_response" if version == "1.2" else "learner_response"
    told = [Interaction(one["id"], one[response]) for one in case["interactions"][version]]
    found = recovered(reversed(told))
    assert (found.records, found.problems) == ([Record(**case["record"])], [])
