"""The figures of a class equal those worked out by hand, or published."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from softskills.grading.nbgrader.hand_ins import HandIn
from softskills.items import FULL_MARKS, LEFT_OUT, Adjusted, Quiz, QuizKeys
from softskills.reports.classes import class_report, class_table, page_of
from softskills.reports.classes.groups import competencies, contrast_sets, over_assignments
from softskills.reports.classes.intervals import Estimate, correlation, mean, share
from softskills.reports.classes.paths import best_ending, lost_at, story_paths
from softskills.reports.classes.reliability import alpha, feldt
from softskills.reports.classes.situations import certainty, options, situations
from softskills.reports.classes.taken import ClassTable
from softskills.scoring import credit
from support.answered_class import choices, picks
from support.contrast import SET_VALUES, graded_set
from support.small_quiz import make_keys, make_quiz, with_set
from support.story import practice_story

# The dataset `cronbach_alpha` of pingouin (pingouin/datasets/cronbach_alpha.csv): 15 people, 10 questions, by question.
PINGOUIN = [
    [3, 5, 7, 2, 6, 1, 4, 2, 6, 5, 4, 4, 5, 6, 4],
    [2, 4, 3, 4, 5, 2, 3, 4, 5, 4, 3, 2, 5, 5, 3],
    [4, 6, 5, 3, 6, 3, 5, 4, 5, 6, 5, 3, 6, 5, 5],
    [1, 3, 5, 3, 5, 4, 3, 3, 5, 4, 2, 2, 2, 4, 5],
    [4, 5, 6, 2, 4, 2, 5, 7, 1, 3, 5, 5, 3, 2, 3],
    [5, 1, 4, 2, 4, 5, 2, 2, 6, 5, 3, 3, 3, 2, 1],
    [1, 2, 3, 2, 4, 2, 1, 2, 5, 3, 2, 4, 2, 1, 3],
    [4, 5, 3, 6, 6, 3, 2, 4, 2, 1, 3, 2, 4, 4, 2],
    [3, 5, 6, 6, 7, 5, 4, 6, 3, 7, 4, 3, 4, 6, 3],
    [2, 5, 5, 3, 5, 2, 3, 5, 2, 2, 1, 4, 5, 5, 4],
]


def test_alpha_and_its_interval_are_those_of_pingouin() -> None:
    """pingouin documents 0.5917188485995826 and [0.195, 0.84] for its dataset."""
    found = alpha(pd.DataFrame(PINGOUIN).T, needed=15)
    assert found.value == pytest.approx(0.5917188485995826, abs=1e-12)
    assert found.low is not None and found.high is not None
    assert (round(found.low, 3), round(found.high, 2), found.n) == (0.195, 0.84, 15)


@pytest.mark.parametrize(
    ("value", "n", "k", "low", "high"),
    [
        # Chris Evans, R code of the MRC Cognition and Brain Sciences Unit, for Feldt (1965)
        (0.913, 873, 20, 0.9044024, 0.9211588),
    ],
)
def test_feldts_interval_is_the_published_one(value: float, n: int, k: int, low: float, high: float) -> None:
    assert feldt(value, n, k) == pytest.approx((low, high), abs=5e-7)


def test_wilsons_interval_is_the_published_one() -> None:
    """Newcombe 1998, doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3."""
    for count, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)):
        found = share(count, n)
        assert found.value == count / n
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    none = share(0, 20)
    assert none.low == 0 and none.high == pytest.approx(0.1611, abs=5e-5)


def test_the_interval_of_a_mean_is_students() -> None:
    """1 to 5: mean 3, standard error sqrt(2.5 / 5), and t with 4 degrees of freedom is 2.7764."""
    found = mean([1, 2, 3, 4, 5, math.nan])
    half = 2.776445 * math.sqrt(0.5)
    assert (found.value, found.n) == (3, 5)
    assert (found.low, found.high) == pytest.approx((3 - half, 3 + half), abs=1e-5)


def test_a_correlation_by_hand() -> None:
    """(1, 2, 3, 4) and (1, 3, 2, 4): r = 4 / 5. Of 28 learners, Fisher's z is 1.0986 -+ 1.95996 / 5."""
    found = correlation([1, 2, 3, 4] * 7, [1, 3, 2, 4] * 7)
    assert found.value == pytest.approx(0.8)
    assert (found.low, found.high) == pytest.approx((math.tanh(1.098612 - 0.391993), math.tanh(1.098612 + 0.391993)))


def by(table: pd.DataFrame, column: str, value: str) -> dict[Any, Any]:
    (row,) = table[table[column] == value].to_dict("records")
    return row


ROWS = ["aab", "aac", "abd", "bb.", "dda", "cd.", "a.."] * 6 + ["..."]
"""42 learners and one who left all of it blank."""


@pytest.fixture(scope="module")
def table() -> ClassTable:
    quiz, keys = choices(3, competency="listening")
    return class_table(quiz, keys, picks(ROWS))


def test_credits_are_those_of_the_marks(table: ClassTable) -> None:
    quiz, keys = choices(3)
    for learner, said in picks(ROWS).items():
        for item in quiz.scenarios:
            found = float(table.credits[item.id][learner])
            if item.id in said:
                assert found == credit(item, said[item.id], keys.items[item.id])
            else:
                assert math.isnan(found)


def test_a_situation_by_hand(table: ClassTable) -> None:
    """q1 is answered by all who began: a by 4 of 7, b, c and d by 1 of 7. By the scoring's formula a earns 1, b
    (-1/3 + 0.25/2.25) / 2 = -1/9, c (-1/3 - 0.75/2.25) / 2 = -1/3, d (-1/3 - 1.75/2.25) / 2 = -5/9: the mean is
    (4 - 1/9 - 1/3 - 5/9) / 7 = 3/7.
    """
    row = by(situations(table), "item", "q1")
    assert (row["answered"], row["omitted"]) == (42, 0)
    assert row["facility"] == pytest.approx(3 / 7)
    assert (row["best"], row["best_n"]) == (4 / 7, 42)
    assert by(situations(table), "item", "q3")["omitted"] == 18
    assert by(situations(table), "item", "q2")["omitted"] == 6


def test_the_correlation_with_the_rest_leaves_the_situation_out(table: ClassTable) -> None:
    """Against numpy on the same letters, with what was left out as 0 in the rest."""
    worth = {"a": 1.0, "b": -1 / 9, "c": -1 / 3, "d": -5 / 9, ".": 0.0}
    q1 = [worth[row[0]] for row in ROWS[:-1]]
    rest = [worth[row[1]] + worth[row[2]] for row in ROWS[:-1]]
    row = by(situations(table), "item", "q1")
    assert row["item_rest"] == pytest.approx(np.corrcoef(q1, rest)[0, 1])
    assert row["item_rest_n"] == 42


@pytest.mark.parametrize("decided", [LEFT_OUT, FULL_MARKS])
def test_what_tells_nobody_apart_any_more_is_shown_and_is_no_part_of_the_score(decided: Adjusted) -> None:
    quiz, keys = choices(4, competency="listening")
    adjusted = keys.model_copy(update={"adjusted": {"q2": decided}})
    rows = [row + "bacd"[number % 4] for number, row in enumerate(ROWS)]
    table = class_table(quiz, adjusted, picks(rows))
    whole = class_table(quiz, keys, picks(rows))
    others = table.begun[["q1", "q3", "q4"]].fillna(0.0)
    assert table.marks.equals(others) and alpha(table.marks) == alpha(others) != alpha(whole.marks)
    assert table.rest("q1").equals(others["q3"] + others["q4"]) and table.rest("q2").equals(others.sum(axis=1))
    assert by(situations(table), "item", "q2")["adjusted"] == decided
    assert by(situations(table), "item", "q2")["facility"] == by(situations(whole), "item", "q2")["facility"]
    assert by(competencies(table, {}), "competency", "listening")["situations"] == 3
    wording = {LEFT_OUT: "left out of the marks", FULL_MARKS: "full marks for everybody"}[decided]
    hand_ins = [HandIn(name, name, "in time", answers=said) for name, said in picks(rows).items()]
    assert f"q2<br>{wording}" in page_of(class_report("q", quiz, adjusted, hand_ins))
    assert wording not in page_of(class_report("q", quiz, keys, hand_ins))


def test_options_by_upper_and_lower_third_by_hand() -> None:
    """30 learners. q1 is chosen a by the ten who are best elsewhere, b by the ten in the middle, c by the others."""
    quiz, keys = choices(2)
    found = options(class_table(quiz, keys, picks(["aa"] * 10 + ["bb"] * 10 + ["cd"] * 10)))
    first = found[found["item"] == "q1"].set_index("option")
    assert first["count"].to_dict() == {"a": 10, "b": 10, "c": 10, "d": 0}
    assert first["upper"].to_dict() == {"a": 10, "b": 0, "c": 0, "d": 0}
    assert first["lower"].to_dict() == {"a": 0, "b": 0, "c": 10, "d": 0}
    assert set(first["upper_n"]) == set(first["lower_n"]) == {10}
    assert first["share"].to_dict() == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3, "d": 0})


def test_equal_scores_are_not_parted_by_thirds() -> None:
    quiz, keys = choices(2)
    found = options(class_table(quiz, keys, picks(["aa"] * 25 + ["bb"] * 8)))
    first = found[found["item"] == "q1"].set_index("option")
    assert set(first["upper_n"]) == {0}  # no upper third can be told apart from the middle
    assert (first.loc["b", "lower"], set(first["lower_n"])) == (8, {8})


def test_certainty_is_shown_where_it_is_known(table: ClassTable) -> None:
    assert certainty(table).empty
    quiz, keys = choices(1)
    said = {f"l{n}": {"q1": {"choice": "a" if n < 6 else "b", "sure": "sure"}} for n in range(8)}
    said |= {f"m{n}": {"q1": {"choice": "b", "sure": "guessing"}} for n in range(5)} | {"x": {"q1": {"sure": "sure"}}}
    found = certainty(class_table(quiz, keys, said)).set_index("sure")
    assert found["best"].to_dict() == {"sure": 0.75, "guessing": 0.0}
    assert found["best_n"].to_dict() == {"sure": 8, "guessing": 5}


def test_who_saw_the_turn() -> None:
    """By hand: of six who answered both, two took the best in both, and two the same option twice."""
    quiz = with_set(make_quiz())
    one, other = (situation["id"] for situation in graded_set()["situations"])
    best = {name: max(SET_VALUES[name], key=SET_VALUES[name].__getitem__) for name in (one, other)}
    wrong = next(letter for letter in "abcd" if letter not in best.values())
    rows = [(best[one], best[other])] * 2 + [(best[one],) * 2, (wrong, wrong), (wrong, best[other]), (best[one], wrong)]
    said = {f"l{n}": {one: {"choice": first}, other: {"choice": second}} for n, (first, second) in enumerate(rows)} | {
        "half": {one: {"choice": best[one]}}
    }
    (row,) = contrast_sets(class_table(quiz, make_keys(quiz), said)).to_dict("records")
    assert (row["saw"], row["saw_n"]) == (pytest.approx(2 / 6), 6)
    assert (row["same"], row["same_n"]) == (pytest.approx(2 / 6), 6)


def test_competencies_come_from_the_tags_of_items() -> None:
    quiz, _ = choices(3, competency="listening")
    data = quiz.model_dump() | {"competency": "listening"}
    data["items"][2]["competency"] = "leading"
    quiz = Quiz.model_validate(data)
    table = class_table(quiz, choices(3)[1], picks(["aab", "aab", "aab", "bb.", "aaa"]))
    found = competencies(table, {"leading": "Leading", "listening": "Listening"})
    assert list(found["name"]) == ["Leading", "Listening"]
    leading = by(found, "competency", "leading")
    assert (leading["situations"], leading["credit_n"]) == (1, 5)
    assert leading["credit"] == pytest.approx((3 * -1 / 9 + 0 + 1) / 5)  # what was left out counts 0
    assert by(found, "competency", "listening")["credit"] == pytest.approx((4 * 1 - 1 / 9) / 5)


def test_the_change_is_that_of_those_who_answered_both() -> None:
    quiz, keys = choices(1)
    before = class_table(quiz, keys, picks(["b", "b", "b", "b", "b", "a"]))
    after = class_table(quiz, keys, picks(["a", "a", "a", "a", "b"]))
    first, second = over_assignments([("one", before), ("two", after)]).to_dict("records")
    assert first["change_withheld"] and first["credit"] == pytest.approx((-5 / 9 + 1) / 6)
    assert second["change"] == pytest.approx(4 * (10 / 9) / 5)
    assert second["change_n"] == 5


def test_paths_through_a_story_by_hand() -> None:
    """The tests' story: desk leads to hall or office, office to hall, hall to the three endings. The best is agreed."""
    story = practice_story()
    key = story.key
    ways = [
        (("desk", "b"), ("office", "b"), ("hall", "a")),
        (("desk", "b"), ("office", "b"), ("hall", "b")),
        (("desk", "a"), ("hall", "b")),
        (("desk", "a"), ("hall", "a")),
        (("desk", "c"), ("office", "a"), ("hall", "c")),
    ]
    found = story_paths(story, key, ways)
    assert best_ending(story, key) == found.best_ending == "agreed"
    arrows = found.arrows.set_index(["scene", "letter"])
    assert arrows["count"].to_dict() == {
        **{("desk", "a"): 2, ("desk", "b"): 2, ("desk", "c"): 1},
        **{("office", "a"): 1, ("office", "b"): 2, ("office", "c"): 0},
        **{("hall", "a"): 2, ("hall", "b"): 2, ("hall", "c"): 1},
    }
    assert arrows.loc[("hall", "b"), "of_class"] == 0.4
    assert arrows.loc[("office", "b"), "of_those_there_n"] == 3
    assert found.endings.set_index("ending")["count"].to_dict() == {"agreed": 2, "put-off": 2, "parted": 1}
    assert lost_at(story, ways[2], "agreed") == ("hall", "b")
    assert [(row["letter"], row["count"]) for row in found.lost.to_dict("records")] == [("b", 2), ("c", 1)]


@pytest.mark.parametrize("n", [0, 1, 4])
def test_too_few_are_withheld_and_it_says_why(n: int) -> None:
    quiz, keys = choices(4)
    table = class_table(quiz, keys, picks(["abcd"] * n))
    for row in situations(table).to_dict("records"):
        for name, needed in (("facility", 5), ("best", 5), ("item_rest", 20)):
            assert row[name] is None or math.isnan(row[name])
            assert row[f"{name}_withheld"] == f"{n} of the {needed} learners that it takes"
    assert alpha(table.marks) == Estimate(n, withheld=f"{n} of the 20 learners that it takes")


def test_what_cannot_vary_is_withheld_too() -> None:
    quiz, keys = choices(4)
    table = class_table(quiz, keys, picks(["aaaa"] * 40))
    assert set(situations(table)["item_rest_withheld"]) == {"all have the same, so nothing can go with it"}
    assert alpha(table.marks).withheld == "all have the same score"
    quiz, keys = choices(2)
    assert "of the 3 questions" in alpha(class_table(quiz, keys, picks(["ab", "ba"] * 20)).marks).withheld


def test_answers_may_hold_anything() -> None:
    quiz, keys = choices(2)
    junk: list[Any] = [None, 1, "a", [], {"choice": ["a"]}, {"choice": "z"}, {"choice": True}]
    junk.append({"choice": "a", "sure": []})
    table = class_table(quiz, keys, {f"l{n}": {"q1": answer} for n, answer in enumerate(junk)})
    assert table.credits["q1"].notna().sum() == 1  # the last one chose a
    assert table.sure["q1"].notna().sum() == 0
    assert isinstance(table.keys, QuizKeys)
