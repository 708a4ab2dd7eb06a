"""The review of a quiz: what was answered, what it earns, and what a learner wrote, made safe to print."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softskills.answers import Log, Record
from softskills.grading.quiz import feedback
from softskills.grading.quiz.plain import MAX_CHARACTERS, MAX_LINES, for_print, plain
from softskills.grading.quiz.progress import progress
from softskills.grading.quiz.review import MAX_PROBLEMS, MAX_QUOTE, Review, quote, review_quiz
from softskills.grading.quiz.telling import Detail
from softskills.items import Quiz, QuizKeys
from support.small_quiz import KEYS, LETTERS, QUIZ, SECRET, log_of, make_keys, make_quiz, pick, with_story
from support.story import BEST_PATH, SHORT_PATH, WORST_PATH

FORMULA = [
    "Scoring 2: what chance would earn is taken off. So an answer that is worse than a guess",
    "counts below 0, and one that is missing counts 0. The total is never below 0.",
]


def format_review(review: Review) -> str:
    """The points alone; what else can be told is tested in test_feedback."""
    return feedback.format_review(review, Detail.POINTS)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def test_points_follow_the_key_and_add_up() -> None:
    review = review_quiz(QUIZ, KEYS, log_of(s_1=pick("a", "d"), s_2=pick("b", "c"), s_3=pick("d", "a")))

    assert [result.points for result in review.results] == [2.0, 1.0, -2.0]
    assert review.total == 1.0


def test_a_scene_can_count_below_0_and_the_total_never_does() -> None:
    review = review_quiz(QUIZ, KEYS, log_of(s_1=pick("a", "b"), s_2=pick("d", "a")))

    assert [result.points for result in review.results] == [0.5, -2.0, 0.0], "what is missing counts 0"
    assert review.total == 0.0
    text = format_review(review)
    assert "2. Scene 2 - -2 of 2" in text
    assert text.splitlines()[:3] == ["A quiz", "Total: 0 of 6 points.", ""], "it opens on the score"
    assert text.splitlines()[-3:] == ["", *FORMULA]


def test_the_review_says_by_which_formula_it_scored() -> None:
    assert FORMULA[0].startswith("Scoring 2: ")
    assert review_quiz(QUIZ, KEYS, log_of()).scoring == 2


def test_points_have_two_decimals() -> None:
    quiz = make_quiz(points_each=7)
    review = review_quiz(quiz, make_keys(quiz), log_of(s_1=pick("a", "b"), s_2=pick("b", "c"), s_3=pick("a", "c")))

    assert [result.points for result in review.results] == [1.75, 3.5, 5.25]
    third = make_keys(quiz).model_dump()
    third["items"]["s-1"]["effectiveness"] = {"a": 4, "b": 3, "c": 2, "d": 1}
    review = review_quiz(quiz, QuizKeys.model_validate(third), log_of(s_1=pick("a", "b")))
    assert review.total == 2.33


def test_the_review_shows_letters_and_shortened_options() -> None:
    text = format_review(review_quiz(QUIZ, KEYS, log_of(s_1=pick("b", "d"))))

    assert "1. Scene 1 - 1.5 of 2\n   most effective:  b. Reply b, which is quite long" in text
    assert "   least effective: d. Reply d," in text
    assert max(map(len, text.splitlines())) < 95
    assert "Total: 1.5 of 6 points." in text


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Not answered."),
        ({"s_1": None}, "The answer None does not count: it is not a pick"),
        ({"s_1": "ad"}, "The answer 'ad' does not count: it is not a pick"),
        ({"s_1": {"best": "a"}}, "it is not a pick of a most and a least effective option."),
        ({"s_1": pick("a", "a")}, "The answer {'best': 'a', 'worst': 'a'} does not count: it picks the same option"),
        ({"s_1": pick("a", "z")}, "it picks an option that is not one of a, b, c, d."),
        ({"s_1": pick(1, True)}, "does not count: it picks"),
        ({"s_1": pick("a", ["d"])}, "it picks an option that is not one of a, b, c, d."),
    ],
)
def test_what_is_no_answer_scores_nothing_and_is_named(answers: dict[str, Any], said: str) -> None:
    review = review_quiz(QUIZ, KEYS, log_of(**answers))

    assert review.total == 0.0
    assert said in in_one_line(format_review(review))


def test_a_strange_answer_is_quoted_as_short_printable_ascii() -> None:
    strange = "\x1b[31m<script>\u202e\U0001f600" + "x" * 10_000
    text = format_review(review_quiz(QUIZ, KEYS, log_of(s_1=strange)))

    assert quote(strange) in text
    assert len(quote(strange)) == MAX_QUOTE
    assert quote(strange).isascii() and quote(strange).isprintable()
    assert "\x1b" not in text and "x" * 50 not in text


def test_the_last_answer_counts_and_faults_of_the_log_are_named() -> None:
    records = [
        Record("2026-01-02T00:00:00.000Z", "s-1", pick("a", "d")),
        Record("2026-01-01T00:00:00.000Z", "s-1", pick("d", "a")),
    ]
    problems = [f"answers.jsonl line {n} was skipped: torn" for n in range(1, MAX_PROBLEMS + 3)]
    text = format_review(review_quiz(QUIZ, KEYS, Log(records, problems)))

    assert "Total: 2 of 6 points." in text
    assert f"line {MAX_PROBLEMS} was skipped" in text
    assert f"line {MAX_PROBLEMS + 1} was skipped" not in text
    assert "and 2 more" in text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(LETTERS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["best", "worst", "text"]) | st.text(max_size=8), inner, max_size=4)
        | st.fixed_dictionaries({"best": inner, "worst": inner})
        | st.fixed_dictionaries({"path": inner})
    ),
    max_leaves=12,
)


@given(
    answers=st.dictionaries(
        st.sampled_from(["s-1", "s-2", "s-3", "story-01", "story-01/run", "text", "unknown"]),
        JSON | st.sampled_from([BEST_PATH, SHORT_PATH, WORST_PATH]),
    ),
    problems=st.lists(st.text(max_size=30), max_size=8),
    points_each=st.integers(min_value=1, max_value=100),
)
def test_the_total_is_a_plain_number_in_range_whatever_was_answered(
    answers: dict[str, Any], problems: list[str], points_each: int
) -> None:
    quiz = with_story(make_quiz(points_each=points_each))
    records = [Record("2026-01-01T00:00:00.000Z", item, answer) for item, answer in answers.items()]

    review = review_quiz(quiz, make_keys(quiz), Log(records, problems))

    assert type(review.total) is float
    assert math.isfinite(review.total)
    assert 0.0 <= review.total <= quiz.max_points
    assert float(repr(review.total)) == round(review.total, 2)
    assert SECRET not in format_review(review)


# What a learner wrote


@given(st.text(max_size=300) | st.text("\x1b\x9b[]0;1m\n\r\t\x07\u202e\u2028 ab<", max_size=200))
def test_text_is_plain_whatever_was_written(text: str) -> None:
    shown = for_print(text)

    assert all(sign == "\n" or sign.isprintable() or sign.isspace() or ord(sign) > 127 for sign in shown)
    assert not set(shown) & set("\x1b\x9b\r\t\x07\u202e")


def test_terminal_codes_go_and_words_stay() -> None:
    assert plain("a \x1b[31;1mred\x1b[0m word, \x9b4mand\x9bm a bell\x07") == "a red word, and a bell"
    assert plain("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert (
        plain("caf\u00e9 \u4f60\u597d \U0001f469\u200d\U0001f4bb \u0645\u06cc\u200c\u0634\u0648\u062f").count(" ") == 3
    )


def test_long_text_is_cut_and_says_so() -> None:
    assert "The text goes on." not in for_print("word " * 100)
    many_words, many_lines = for_print("word " * MAX_CHARACTERS), for_print("a\n" * 9_000)
    assert many_words.endswith("in what was handed in.]") and len(many_words) < MAX_CHARACTERS * 1.1
    assert many_lines.count("\n") == MAX_LINES
    assert max(map(len, for_print("x" * 1_000).split("\n"))) <= 90


# The other kinds of scenario


def of_kind(kind: str) -> Quiz:
    data = QUIZ.model_dump()
    return Quiz.model_validate({**data, "items": [item | {"kind": kind} for item in data["items"][:1]]})


@pytest.mark.parametrize(
    ("kind", "answer", "points", "words"),
    [
        ("rate-each", {"ratings": {"a": 5, "b": 4, "c": 2, "d": 1}}, 2.0, "rated 5: a. Reply a"),
        ("rate-each", {"ratings": {"a": 5, "b": 4, "c": 2, "d": 5}}, 0.67, "rated 5: d. Reply d"),
        (
            "rate-each",
            {"ratings": {"a": 5, "b": 4, "c": 2}},
            0.0,
            "not a whole number from 1 to 5 for each of a, b, c, d",
        ),
        ("choose", {"choice": "a"}, 2.0, "chosen: a. Reply a"),
        ("choose", {"choice": "b"}, 0.17, "chosen: b. Reply b"),
        ("choose", {"choice": "e"}, 0.0, "does not count: it is not a choice of one of a, b, c, d."),
        ("choose", {"choice": ["a"]}, 0.0, "does not count: it is not a choice of one of a, b, c, d."),
        ("rank", {"order": ["a", "b", "c", "d"]}, 2.0, "place 1: a. Reply a"),
        ("rank", {"order": ["b", "a", "c", "d"]}, 1.33, "place 1: b. Reply b"),
        ("rank", {"order": ["a", "a", "c", "d"]}, 0.0, "not an order of a, b, c, d with each of them once"),
    ],
)
def test_every_kind_is_graded_with_partial_credit(kind: str, answer: Any, points: float, words: str) -> None:
    quiz = of_kind(kind)
    log = Log([Record("2026-03-01T10:00:00.000Z", "s-1", answer)])
    keys = QuizKeys.model_validate(KEYS.model_dump() | {"items": {"s-1": KEYS.items["s-1"].model_dump()}})
    review = review_quiz(quiz, keys, log)
    assert review.total == points
    assert words in in_one_line(format_review(review))
    assert SECRET not in format_review(review)


# Stories

STORY_QUIZ = with_story(make_quiz(scenarios=0))
STORY_KEYS = make_keys(STORY_QUIZ)


def story_review(**answers: Any) -> str:
    return format_review(review_quiz(STORY_QUIZ, STORY_KEYS, log_of(**answers)))


def test_the_way_through_a_story_is_shown_with_its_ending_and_points() -> None:
    text = story_review(story_01={"path": ["desk.c", "office.b", "hall.b"]})

    assert text.splitlines()[1:] == [
        "Total: 0.1 of 2 points.",
        "",
        "1. A small story - 0.1 of 2",  # 2 * (-17/28 + 1 - 1/4) / 3
        "   At the desk: c. Say c at the desk.",
        "   At the office: b. Say b at the office.",
        "   At the hall: b. Say b at the hall.",
        "   Ending: You put-off",
        "",
        *FORMULA,
    ]


@pytest.mark.parametrize(("path", "points"), [(BEST_PATH, 2.0), (SHORT_PATH, 0.0), (WORST_PATH, 0.0)])
def test_the_review_of_a_story_says_its_points_and_nothing_of_the_key(path: dict[str, Any], points: float) -> None:
    review = review_quiz(STORY_QUIZ, STORY_KEYS, log_of(story_01=path))

    assert review.total == points
    text = format_review(review)
    assert SECRET not in text
    assert "Trust" not in text and "Days left" not in text


def test_long_texts_of_a_story_are_shortened() -> None:
    data = STORY_QUIZ.model_dump()
    for scene in data["items"][1]["scenes"].values():
        scene["title"] = "A title of many words " * 9
        for choice in scene["choices"].values():
            choice["text"] = "Say what there is to say " * 9
    text = format_review(review_quiz(Quiz.model_validate(data), STORY_KEYS, log_of(story_01=SHORT_PATH)))

    assert "   A title of many words A title of ...: a. Say what there is" in text
    assert max(map(len, text.splitlines())) < 95


BEGUN = "Begun, not finished: no ending was reached."


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Not answered."),
        ({"story_01/run": {"path": ["desk.b"]}}, BEGUN),
        ({"story_01/run": {"path": []}}, BEGUN),
        ({"story_01/run": [7]}, BEGUN),
        ({"story_01/run": BEST_PATH}, "Not answered."),
        ({"story_01": None}, "The answer None does not count: it is not a path from the start to an ending."),
        ({"story_01": {"path": ["desk.b"]}, "story_01/run": {"path": ["desk.b"]}}, "does not count: it is not a path"),
        ({"story_01": {"path": ["hall.a"]}}, "does not count: it is not a path from the start to an ending."),
        ({"story_01": pick("a", "d")}, "does not count: it is not a path from the start to an ending."),
    ],
)
def test_what_is_no_path_to_an_ending_scores_nothing_and_is_named(answers: dict[str, Any], said: str) -> None:
    review = review_quiz(STORY_QUIZ, STORY_KEYS, log_of(**answers))

    assert review.total == 0.0
    assert said in in_one_line(format_review(review))
    missing = progress(STORY_QUIZ, log_of(**answers)).missing
    assert f"Scene 1, A small story: {review.results[0].fault}" in missing


def test_a_story_that_was_finished_counts_though_another_run_was_begun() -> None:
    log = log_of(story_01=BEST_PATH)
    begun_again = Record("2026-01-02T00:00:00.000Z", "story-01/run", {"path": ["desk.b"]})
    review = review_quiz(STORY_QUIZ, STORY_KEYS, Log([*log.records, begun_again]))

    assert (review.total, review.results[0].fault) == (2.0, "")
    assert progress(STORY_QUIZ, log).scenes == (1, 1)


def test_only_a_story_can_be_begun() -> None:
    review = review_quiz(QUIZ, KEYS, log_of(**{"s_1/run": {"path": ["desk.a"]}}))

    assert review.results[0].fault == "Not answered."
