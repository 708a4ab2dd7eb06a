"""What a learner reads in the feedback on a quiz, for each setting of the instructor, and what not."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from softskills import answers
from softskills.answers import Log
from softskills.course import ANSWERS
from softskills.grading.quiz.feedback import format_review
from softskills.grading.quiz.review import review_quiz
from softskills.grading.quiz.telling import Detail
from softskills.items import Quiz, QuizKeys
from support.answering import all_points
from support.contrast import CONTRAST_SET, OPTIONS, SHOWN
from support.random_logs import random_log
from support.small_quiz import LETTERS, SECRET, log_of, make_keys, make_quiz, pick, with_set, with_story
from support.story import BEST_PATH, FORKS, SHORT_PATH, WORST_PATH

RATIONALE = f"Why: {SECRET} is why one of the options is the best."


def of_kinds() -> Quiz:
    """A quiz with each kind: s-1 best-worst, s-2 rate-each, s-3 rank, the story, a choice, two situations of a set."""
    data = with_set(with_story(make_quiz())).model_dump()
    for item, kind in zip(data["items"], ["best-worst", "rate-each", "rank"], strict=False):
        item["kind"] = kind
    return Quiz.model_validate(data)


QUIZ = of_kinds()
KEYS = make_keys(QUIZ)


def told(detail: Detail, log: Log, keys: QuizKeys = KEYS) -> dict[str, str]:
    """What the review says of each scenario, in one line."""
    text = format_review(review_quiz(QUIZ, keys, log), detail)
    places = [text.index(f"{number}. {item.title} - ") for number, item in enumerate(QUIZ.scenarios, start=1)]
    ends = [*places[1:], text.index("\nScoring ")]
    return {
        item.id: " ".join(text[start:end].split())
        for item, start, end in zip(QUIZ.scenarios, places, ends, strict=True)
    }


def commented(text: str) -> list[str]:
    """The letters on which a text holds the feedback of the key."""
    return [letter for letter in LETTERS if f"{SECRET} is what we say to option {letter}." in text]


def commented_steps(text: str) -> set[str]:
    steps = {f"{name}.{letter}" for name, choices in FORKS.items() for letter in choices}
    return {step for step in steps if "{1} does at {0}.".format(*step.split(".")) in text}


ANSWERED = log_of(
    s_1=pick("b", "c"),
    s_2={"ratings": {"a": 3, "b": 5, "c": 1, "d": 2}},
    s_3={"order": ["d", "a", "b", "c"]},
    story_01={"path": ["desk.c", "office.b", "hall.b"]},
    pick={"choice": "b"},
    forms_weekly={"choice": "a"},
    forms_closing={"choice": "c"},
)
PERFECT = log_of(**{item.id.replace("-", "_"): all_points(item, KEYS.items[item.id]) for item in QUIZ.scenarios})
INVALID = log_of(
    s_1=pick("a", "a"), s_2={"ratings": {}}, s_3={"order": "abcd"}, story_01={"path": ["hall.a"]}, pick="a"
)
NOTHING = Log([], [])


@pytest.mark.parametrize("log", [ANSWERED, PERFECT, INVALID, NOTHING])
def test_points_alone_hold_nothing_of_the_key(log: Log) -> None:
    for text in told(Detail.POINTS, log).values():
        assert SECRET not in text
        assert "key" not in text and "Why:" not in text


def test_learners_read_what_the_key_says_to_their_own_choices() -> None:
    texts = told(Detail.CHOICES, ANSWERED)

    assert commented(texts["s-1"]) == ["b", "c"], "picked as most and as least effective"
    assert commented(texts["s-2"]) == ["b", "c"], "rated highest and lowest"
    assert commented(texts["s-3"]) == ["c", "d"], "put first and last"
    assert commented_steps(texts["story-01"]) == {"desk.c", "office.b", "hall.b"}
    assert "At the desk: c. Say c at the desk." in texts["story-01"] and "Ending: You put-off" in texts["story-01"]


@pytest.mark.parametrize("log", [ANSWERED, PERFECT, INVALID, NOTHING])
def test_choices_tell_nothing_of_the_key_but_what_it_says_to_them(log: Log) -> None:
    texts = told(Detail.CHOICES, log)

    for text in texts.values():
        assert "Why:" not in text and "In the key" not in text
        assert f"{SECRET} is why" not in text and f"{SECRET} is what it turns on" not in text
    if log in (INVALID, NOTHING):
        assert SECRET not in "".join(texts.values())


def test_options_that_share_an_end_are_all_spoken_of() -> None:
    text = told(Detail.CHOICES, log_of(s_2={"ratings": {"a": 4, "b": 2, "c": 4, "d": 3}}))["s-2"]

    assert commented(text) == ["a", "b", "c"]


def test_options_are_shown_whole_where_something_is_said_to_them() -> None:
    whole = " ".join(QUIZ.scenarios[0].options["b"].split())  # type: ignore[union-attr]

    assert whole in told(Detail.CHOICES, ANSWERED)["s-1"]
    assert whole not in told(Detail.POINTS, ANSWERED)["s-1"]


def test_the_key_is_told_and_why() -> None:
    texts = told(Detail.KEY, ANSWERED)

    assert "In the key: most effective: a. Reply a" in texts["s-1"]
    assert "least effective: d. Reply d" in texts["s-1"]
    assert "In the key: a 5, b 4, c 2, d 1. Farthest from it: a." in texts["s-2"]
    assert "In the key: a 1, b 2, c 3, d 4. Farthest from it: d." in texts["s-3"]
    assert commented(texts["s-2"]) == ["a", "b", "c"], "what is farthest from the key is spoken of as well"
    assert all(RATIONALE in texts[name] for name in ("s-1", "s-2", "s-3"))


def test_the_better_choice_is_told_at_each_fork_of_a_story() -> None:
    text = told(Detail.KEY, ANSWERED)["story-01"]

    assert text.count("In the key:") == 2
    assert "At the desk: c. Say c at the desk. KEYTEXT is what c does at desk. In the key: b. Say b" in text
    assert "KEYTEXT is what b does at office. At the hall: b." in text, "the best choice needs no better one"
    assert "In the key: a. Say a at the hall. Ending: You put-off" in text
    assert f"Why: {SECRET} is why one choice is best." in text


def test_the_answer_of_the_key_is_said_to_be_it() -> None:
    texts = told(Detail.KEY, PERFECT)

    for name in ("s-1", "s-2", "s-3"):
        assert "This is the answer of the key." in texts[name] and "In the key" not in texts[name]
    assert "In the key" not in texts["story-01"]


def test_options_that_the_key_holds_equal_may_stand_in_any_order() -> None:
    data = KEYS.model_dump()
    data["items"]["s-3"]["effectiveness"] = {"a": 5, "b": 3, "c": 3, "d": 1}
    keys = QuizKeys.model_validate(data)

    assert "This is the answer of the key." in told(Detail.KEY, log_of(s_3={"order": list("acbd")}), keys)["s-3"]
    assert "Farthest from it: d, b." in told(Detail.KEY, log_of(s_3={"order": list("acdb")}), keys)["s-3"]


@pytest.mark.parametrize("log", [INVALID, NOTHING])
def test_the_key_is_told_to_those_without_an_answer(log: Log) -> None:
    texts = told(Detail.KEY, log)

    assert "In the key: most effective: a. Reply a" in texts["s-1"]
    assert "In the key: rated 5: a. Reply a" in texts["s-2"] and "rated 1: d. Reply d" in texts["s-2"]
    assert "In the key: place 1: a. Reply a" in texts["s-3"] and "place 4: d. Reply d" in texts["s-3"]
    for step in ("desk, in the key: b.", "office, in the key: b.", "hall, in the key: a."):
        assert f"At the {step}" in texts["story-01"]
    assert all("Why: " in text and not commented(text) for text in texts.values())


@pytest.mark.parametrize("path", [BEST_PATH, SHORT_PATH, WORST_PATH])
@pytest.mark.parametrize("detail", list(Detail))
def test_the_values_of_a_story_are_not_told(path: dict[str, Any], detail: Detail) -> None:
    text = told(detail, log_of(story_01=path))["story-01"]

    assert "Trust" not in text and "Days left" not in text


@pytest.mark.parametrize("detail", list(Detail))
def test_whatever_was_handed_in_the_review_is_plain_short_lines_with_the_same_points(
    detail: Detail, tmp_path: Path
) -> None:
    file = tmp_path / ANSWERS
    for number in range(60):
        file.write_bytes(random_log(Random(number), QUIZ, KEYS))
        review = review_quiz(QUIZ, KEYS, answers.read(file))

        text = format_review(review, detail)

        assert f"Total: {review.total:g} of {QUIZ.max_points} points." in text
        assert all(line.isprintable() for line in text.split("\n"))
        assert max(map(len, text[: text.index("\nScoring ")].split("\n"))) < 95


# One option chosen


def test_of_what_was_chosen_only_that_is_spoken_of() -> None:
    texts = told(Detail.CHOICES, ANSWERED)

    assert {name: commented(texts[name]) for name in ("pick", *SHOWN)} == {
        "pick": ["b"],
        SHOWN[0]: ["a"],
        SHOWN[1]: ["c"],
    }
    assert "chosen: b. Reply b" in texts["pick"]


def test_the_key_of_what_was_chosen_is_told_and_why() -> None:
    texts = told(Detail.KEY, ANSWERED)

    assert "In the key: chosen: a. Reply a" in texts["pick"]
    assert "This is the answer of the key." in texts[SHOWN[0]]
    assert f"In the key: chosen: b. {OPTIONS['b']}" in texts[SHOWN[1]]
    assert all(commented(texts[name]) == [letter] for name, letter in zip(("pick", *SHOWN), "bac", strict=True))


def set_texts(detail: Detail, log: Log, words: dict[str, str]) -> dict[str, str]:
    """What is said of each situation of the set when every private text of its key begins with a word of its own."""
    data = KEYS.model_dump()
    for name, word in words.items():
        key = data["items"][name]
        key["feedback"] = {letter: f"{word} is said to {letter}." for letter in key["feedback"]}
        key |= {"rationale": f"{word} is why.", "turns_on": f"{word} is what it turns on."}
    texts = told(detail, log, QuizKeys.model_validate(data))
    return {name: texts[name] for name in words}


@pytest.mark.parametrize("detail", list(Detail))
@pytest.mark.parametrize("log", [ANSWERED, PERFECT, NOTHING, log_of(forms_weekly={"choice": "b"})])
def test_the_feedback_of_one_situation_never_tells_the_other(detail: Detail, log: Log) -> None:
    words = dict(zip(SHOWN, ("WEEKLYTEXT", "CLOSINGTEXT"), strict=True))
    texts = set_texts(detail, log, words)

    for name, text in texts.items():
        assert not any(word in text for other, word in words.items() if other != name)
    if detail is Detail.KEY:
        assert all(f"Why: {word} is why." in texts[name] for name, word in words.items())


def test_at_choices_an_unanswered_situation_tells_nothing_though_the_other_was_answered() -> None:
    words = dict(zip(SHOWN, ("WEEKLYTEXT", "CLOSINGTEXT"), strict=True))
    texts = set_texts(Detail.CHOICES, log_of(forms_weekly={"choice": "b"}), words)

    assert texts[SHOWN[0]].count("WEEKLYTEXT") == 1 and "WEEKLYTEXT is said to b." in texts[SHOWN[0]]
    assert "TEXT" not in texts[SHOWN[1]] and "Not answered." in texts[SHOWN[1]]


def test_the_goal_of_a_set_is_told_with_its_situations() -> None:
    assert all(CONTRAST_SET.goal in told(Detail.CHOICES, ANSWERED)[name] for name in SHOWN)
