"""The score of a path through a story: the formula by hand, and what holds for every story, key and path."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills.items import Key, Scenario, Story, StoryKey
from softskills.scoring import credit, story_path, story_terms, terms, weights
from support.answering import path_by
from support.random_stories import random_path, random_story
from support.story import BEST_PATH, SHORT_PATH, WORST_PATH, practice_story, story_data, story_key_data

STORY = Story.model_validate(story_data())
KEY = StoryKey.model_validate(story_key_data())


def value(key: StoryKey, step: str) -> int:
    scene, letter = step.split(".")
    return key.effectiveness[scene][letter]


dice = st.randoms(use_true_random=False)
keyed_stories = dice.map(random_story)


# By fork and letter: half for the best or not, half by effectiveness. At the desk the mean of 2, 5 and 1 is 8/3.
DESK = {"a": (-1 / 2 - 2 / 7) / 2, "b": 1.0, "c": (-1 / 2 - 5 / 7) / 2}
OFFICE = {"a": (-1 / 2 - 5 / 4) / 2, "b": 1.0, "c": (-1 / 2 + 1 / 4) / 2}
HALL = {"a": 1.0, "b": (-1 / 2 + 0) / 2, "c": (-1 / 2 - 1) / 2}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (["desk.b", "office.b", "hall.a"], 1.0),  # each the best of its fork
        (["desk.a", "hall.a"], (DESK["a"] + 1) / 2),
        (["desk.c", "office.b", "hall.a"], (DESK["c"] + 2) / 3),  # a worst start, made good twice
        (["desk.b", "office.c", "hall.b"], (1 + OFFICE["c"] + HALL["b"]) / 3),
        (["desk.a", "hall.b"], (DESK["a"] + HALL["b"]) / 2),
        (["desk.a", "hall.c"], (DESK["a"] + HALL["c"]) / 2),
        (["desk.c", "office.a", "hall.c"], (DESK["c"] + OFFICE["a"] + HALL["c"]) / 3),  # each the worst of its fork
    ],
)
def test_the_score_agrees_with_the_formula_worked_by_hand(path: list[str], expected: float) -> None:
    assert credit(STORY, {"path": path}, KEY) == pytest.approx(expected)


@given(keyed_stories)
def test_the_best_choice_at_every_fork_earns_exactly_1_and_the_worst_less_than_nothing(
    made: tuple[Story, StoryKey],
) -> None:
    story, key = made
    assert credit(story, {"path": path_by(max, story, key)}, key) == 1.0
    assert credit(story, {"path": path_by(min, story, key)}, key) < 0.0


@given(keyed_stories, dice)
def test_only_such_paths_earn_1(made: tuple[Story, StoryKey], dice: Random) -> None:
    story, key = made
    path = random_path(dice, story)
    found = credit(story, {"path": path}, key)
    forks = [key.effectiveness[step.split(".")[0]].values() for step in path]
    assert found <= 1.0
    assert (found == 1.0) == all(value(key, step) == max(fork) for step, fork in zip(path, forks, strict=True))


def better_ways(story: Story, key: StoryKey, path: list[str]) -> list[list[str]]:
    """Every path that differs in one more effective choice, which leads to the same scene."""
    found = []
    for place, step in enumerate(path):
        scene, letter = step.split(".")
        choices = story.scenes[scene].choices
        for other, choice in choices.items():
            better = value(key, f"{scene}.{other}") > value(key, step)
            if better and choice.to == choices[letter].to:
                found.append([*path[:place], f"{scene}.{other}", *path[place + 1 :]])
    return found


@given(keyed_stories, dice)
def test_a_more_effective_choice_on_the_same_way_always_scores_more(made: tuple[Story, StoryKey], dice: Random) -> None:
    story, key = made
    path = random_path(dice, story)
    for better in better_ways(story, key, path):
        assert credit(story, {"path": better}, key) > credit(story, {"path": path}, key)


def test_there_are_such_choices() -> None:
    assert better_ways(STORY, KEY, WORST_PATH["path"]) == [
        ["desk.b", "office.a", "hall.c"],
        ["desk.c", "office.b", "hall.c"],
        ["desk.c", "office.c", "hall.c"],
    ]
    found = [random_story(Random(seed)) for seed in range(50)]
    assert sum(bool(better_ways(story, key, path_by(min, story, key))) for story, key in found) > 25


@given(keyed_stories, dice)
def test_the_mean_of_the_weights_of_the_terms_is_the_score(made: tuple[Story, StoryKey], dice: Random) -> None:
    story, key = made
    answer = {"path": random_path(dice, story)}
    said = terms(story, answer)
    assert said is not None and len(said) == len(answer["path"])
    table = weights(story, key)
    assert sum(table[term] for term in said) / len(said) == pytest.approx(credit(story, answer, key))


@given(keyed_stories, dice)
def test_every_term_that_an_answer_can_hold_has_a_weight_and_no_other(
    made: tuple[Story, StoryKey], dice: Random
) -> None:
    story, key = made
    assert list(weights(story, key)) == story_terms(story)
    said = terms(story, {"path": random_path(dice, story)})
    assert said is not None and set(said) <= set(story_terms(story))
    assert [term[0] == "!" for term in said] == [True] + [False] * (len(said) - 1)


@given(keyed_stories, dice)
def test_the_order_in_which_scenes_and_choices_are_listed_does_not_matter(
    made: tuple[Story, StoryKey], dice: Random
) -> None:
    story, key = made
    other_story = Story.model_validate(relisted(dice, story.model_dump()))
    other_key = StoryKey.model_validate(relisted(dice, key.model_dump()))
    answer = {"path": random_path(dice, story)}
    assert credit(other_story, answer, other_key) == credit(story, answer, key)
    assert terms(other_story, answer) == terms(story, answer)
    assert list(weights(other_story, other_key).items()) == list(weights(story, key).items())


def relisted(dice: Random, data: Any) -> Any:
    """The same data with the entries of every mapping in another order."""
    if not isinstance(data, dict):
        return data
    return {name: relisted(dice, data[name]) for name in dice.sample(list(data), len(data))}


# What is no answer


def assert_no_answer(story: Story, answer: Any, key: StoryKey) -> None:
    assert terms(story, answer) is None
    assert credit(story, answer, key) == 0.0


@given(keyed_stories, dice)
def test_a_path_with_a_gap_a_jump_or_a_step_too_many_is_no_answer(made: tuple[Story, StoryKey], dice: Random) -> None:
    story, key = made
    path = random_path(dice, story)
    everywhere = [f"{name}.{letter}" for name, scene in story.forks.items() for letter in scene.choices]
    spoilt = [path[:place] + path[place + 1 :] for place in range(len(path))]
    spoilt += [[*path[:place], step, *path[place:]] for place in range(len(path) + 1) for step in everywhere]
    spoilt += [path[::-1]] if len(path) > 1 else []
    for steps in spoilt:
        assert_no_answer(story, {"path": steps}, key)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param([], id="no step"),
        pytest.param(["hall.a"], id="not from the start"),
        pytest.param(["desk.b", "office.b"], id="not to an ending"),
        pytest.param(["desk.b", "hall.a"], id="a jump"),
        pytest.param(["desk.a", "hall.a", "hall.a"], id="on after the ending"),
        pytest.param(["desk.a", "hall.a", "agreed.a"], id="a choice at an ending"),
        pytest.param(["desk.d", "hall.a"], id="an unknown choice"),
        pytest.param(["kitchen.a", "hall.a"], id="an unknown scene"),
        pytest.param(["desk.A", "hall.a"], id="a capital letter"),
        pytest.param(["desk.a>hall", "hall.a>"], id="terms"),
        pytest.param(["!desk.a", "hall.a"], id="a mark"),
        pytest.param(["desk", "hall"], id="scenes only"),
        pytest.param(["a", "a"], id="letters only"),
        pytest.param(["desk.a", 7], id="a number"),
        pytest.param(["desk.a", None], id="nothing as a step"),
        pytest.param([["desk", "a"], ["hall", "a"]], id="lists"),
        pytest.param("desk.a", id="a text"),
        pytest.param({"0": "desk.a", "1": "hall.a"}, id="a mapping"),
    ],
)
def test_what_does_not_lead_from_the_start_to_an_ending_is_no_answer(path: Any) -> None:
    assert story_path({"path": path}, STORY) is None
    assert_no_answer(STORY, {"path": path}, KEY)


@pytest.mark.parametrize("answer", [None, [], {}, "desk.a", ["desk.a", "hall.a"], 7, True, {"best": "a", "worst": "b"}])
def test_unanswered_and_foreign_answers_earn_nothing(answer: Any) -> None:
    assert_no_answer(STORY, answer, KEY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from(BEST_PATH["path"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_junk_earns_nothing_and_raises_nothing(junk: Any) -> None:
    for answer in (junk, {"path": junk}, {"path": [junk]}, {"path": [*BEST_PATH["path"], junk]}):
        if not (isinstance(answer, dict) and answer.get("path") == BEST_PATH["path"]):
            assert_no_answer(STORY, answer, KEY)


def test_further_fields_in_an_answer_change_nothing() -> None:
    assert credit(STORY, BEST_PATH | {"score": 0, "note": "x"}, KEY) == 1.0


# Stories that are not as they should be


def test_no_path_into_a_dead_end_is_an_answer() -> None:
    data = story_data()
    data["scenes"]["put-off"] = {"title": "Nothing", "text": "And then?"}
    story = Story.model_validate(data)
    assert_no_answer(story, SHORT_PATH, KEY)
    assert "hall.b>" not in weights(story, KEY) and "hall.a>" in weights(story, KEY)
    assert credit(story, BEST_PATH, KEY) == 1.0


def test_a_story_with_a_circle_scores_every_round() -> None:
    data = story_data()
    data["scenes"]["hall"]["choices"]["b"]["to"] = "desk"
    story = Story.model_validate(data)
    path = ["desk.a", "hall.b", "desk.b", "office.b", "hall.a"]
    assert credit(story, {"path": path}, KEY) == pytest.approx((DESK["a"] + HALL["b"] + 3) / 5)
    said = terms(story, {"path": path})
    assert said == ["!desk.a>hall", "hall.b>desk", "desk.b>office", "office.b>hall", "hall.a>"]
    table = weights(story, KEY)
    assert sum(table[term] for term in said) / len(said) == pytest.approx(credit(story, {"path": path}, KEY))
    assert_no_answer(story, SHORT_PATH, KEY)


def test_a_practice_story_scores_as_its_public_part_does() -> None:
    practice = practice_story()
    assert credit(practice, SHORT_PATH, practice.key) == credit(practice.public, SHORT_PATH, KEY)
    assert credit(practice, SHORT_PATH, practice.key) == pytest.approx((DESK["a"] + HALL["b"]) / 2)


def test_a_key_of_another_sort_is_the_callers_error() -> None:
    options = {"a": "One.", "b": "Two.", "c": "Three."}
    scenario = Scenario(id="s-1", kind="rank", title="T", stem="S.", question="Q?", options=options)
    with pytest.raises(TypeError, match="s-1 is of the kind rank, and its key is a StoryKey"):
        credit(scenario, {"order": ["a", "b", "c"]}, KEY)
    with pytest.raises(TypeError, match="s-1 is of the kind rank, and its key is a StoryKey"):
        weights(scenario, KEY)
    key = Key(turns_on="t", rationale="r", effectiveness={"a": 1, "b": 5}, feedback={"a": "f", "b": "f"})
    with pytest.raises(TypeError, match="story-01 is of the kind branching, and its key is a Key"):
        credit(STORY, BEST_PATH, key)
    with pytest.raises(TypeError, match="story-01 is of the kind branching, and its key is a Key"):
        weights(STORY, key)
