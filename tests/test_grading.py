"""The review of a quiz, what its cells print, and the checks before nbgrader's runs."""

from __future__ import annotations

import json
import math
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from softskills.answers import Log, Record
from softskills.grading import grade_quiz, show_reflection
from softskills.grading.cells import KeysMissing
from softskills.grading.hooks import LINK_NOTE, before_autograde, check_release, require_keys
from softskills.grading.plain import MAX_CHARACTERS, MAX_LINES, for_print, plain
from softskills.grading.review import MAX_PROBLEMS, MAX_QUOTE, format_review, quote, review_quiz
from softskills.items import Quiz, QuizKeys

LETTERS = "abcd"
SECRET = "KEYTEXT"


def make_quiz(scenarios: int = 3, points_each: int = 2) -> Quiz:
    options = {letter: f"Reply {letter}, which is quite long, " * 4 for letter in LETTERS}
    items: list[dict[str, Any]] = [
        {
            "id": f"s-{n}",
            "kind": "best-worst",
            "title": f"Scene {n}",
            "stem": "S.",
            "question": "Q?",
            "options": options,
        }
        for n in range(1, scenarios + 1)
    ]
    items.append({"id": "text", "kind": "reflection", "title": "In your words", "prompt": "Write."})
    data = {"quiz": "q", "title": "A quiz", "competency": "listening", "points_each": points_each, "items": items}
    return Quiz.model_validate(data)


def make_keys(quiz: Quiz) -> QuizKeys:
    """Option a is best (5) and d worst (1); b earns 4 and c 2."""
    key = {
        "turns_on": f"{SECRET} is what this turns on, in a sentence.",
        "rationale": f"{SECRET} is why one of the options is the best.",
        "effectiveness": {"a": 5, "b": 4, "c": 2, "d": 1},
        "feedback": {letter: f"{SECRET} is what we say to option {letter}." for letter in LETTERS},
    }
    criterion = {
        "criterion": "A real moment",
        "points": 2,
        "full": "One particular conversation is described.",
        "half": f"{SECRET} says when half of the points are due.",
        "none": f"{SECRET} says when there are no points.",
    }
    items = {scenario.id: key for scenario in quiz.scenarios}
    return QuizKeys.model_validate({"quiz": quiz.quiz, "items": items, "rubric": {"text": [criterion]}})


QUIZ = make_quiz()
KEYS = make_keys(QUIZ)


def log_of(**answers: Any) -> Log:
    """A log with one answer per item; in the names an underscore stands for the hyphen."""
    return Log([Record("2026-01-01T00:00:00.000Z", item.replace("_", "-"), a) for item, a in answers.items()])


def pick(best: Any, worst: Any) -> dict[str, Any]:
    return {"best": best, "worst": worst}


# The review


def test_points_follow_the_key_and_add_up() -> None:
    review = review_quiz(QUIZ, KEYS, log_of(s_1=pick("a", "d"), s_2=pick("b", "c"), s_3=pick("d", "a")))

    assert [result.points for result in review.results] == [2.0, 1.0, 0.0]
    assert review.total == 3.0


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
    assert said in format_review(review)


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
    ),
    max_leaves=12,
)


@given(
    answers=st.dictionaries(st.sampled_from(["s-1", "s-2", "s-3", "text", "unknown"]), JSON),
    problems=st.lists(st.text(max_size=30), max_size=8),
    points_each=st.integers(min_value=1, max_value=100),
)
def test_the_total_is_a_plain_number_in_range_whatever_was_answered(
    answers: dict[str, Any], problems: list[str], points_each: int
) -> None:
    quiz = make_quiz(points_each=points_each)
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
    assert many_words.endswith("in the answer file.]") and len(many_words) < MAX_CHARACTERS * 1.1
    assert many_lines.count("\n") == MAX_LINES
    assert max(map(len, for_print("x" * 1_000).split("\n"))) <= 90


# The cells


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the quiz, as a learner has it, and the keys in another one that nothing points to yet."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "quiz.yml").write_text(yaml.safe_dump(QUIZ.model_dump()), "utf-8")
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "q.yml").write_text(yaml.safe_dump(KEYS.model_dump()), "utf-8")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.delenv("SOFTSKILLS_KEYS", raising=False)
    monkeypatch.chdir(folder)
    return folder


def save(folder: Path, **answers: Any) -> None:
    log = log_of(**answers)
    (folder / "answers.jsonl").write_text("".join(record.line() + "\n" for record in log.records), "utf-8")


@pytest.fixture
def grading(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder while nbgrader grades."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv("SOFTSKILLS_KEYS", str(desk.parent / "keys"))
    return desk


def test_grading_prints_the_review_and_returns_the_points(grading: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(grading, s_1=pick("a", "d"), s_2=pick("b", "d"))

    points = grade_quiz()

    assert points == 3.5 and type(points) is float
    shown = capsys.readouterr()
    assert "Total: 3.5 of 6 points." in shown.out
    assert shown.err == "", "nbgrader takes any text on stderr for a failed test"
    assert SECRET not in shown.out


@pytest.mark.parametrize("mode", [None, "validate"])
def test_outside_grading_there_is_a_placeholder_and_no_key_is_read(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], mode: str | None
) -> None:
    if mode:
        monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    monkeypatch.setenv("SOFTSKILLS_KEYS", str(desk / "nowhere"))
    save(desk, s_1=pick("a", "d"), s_2=pick("a", "a"))

    assert grade_quiz() == 0.0

    shown = capsys.readouterr().out
    assert "You have answered 1 of 3 scenarios." in shown
    assert "Scene 2: The answer" in shown and "Scene 3: Not answered." in shown and "Scene 1" not in shown
    assert "0.0 below only holds their place" in shown


def test_missing_keys_are_the_instructors_error(grading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = grading.parent / "keys" / "q.yml"
    keys.unlink()
    with pytest.raises(KeysMissing, match=r"not the learner's fault[\s\S]*q\.yml"):
        grade_quiz()
    monkeypatch.delenv("SOFTSKILLS_KEYS")
    with pytest.raises(KeysMissing, match="SOFTSKILLS_KEYS is not set"):
        grade_quiz()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "In your words: nothing was written."),
        ({"text": {"text": " \n\x1b[0m"}}, "In your words: nothing was written."),
        ({"text": {"text": 7}}, "is not text, and is not shown"),
        ({"text": ["a"]}, "is not text, and is not shown"),
        ({"text": {"text": "Once."}}, "In your words: 1 word.\n\nOnce."),
        ({"text": {"text": "She said \x1b[31m<b>no</b>\x1b[0m."}}, "3 words.\n\nShe said <b>no</b>."),
    ],
)
def test_the_written_task_is_shown_as_plain_text(
    desk: Path, capsys: pytest.CaptureFixture[str], answers: dict[str, Any], said: str
) -> None:
    save(desk, **answers)

    show_reflection("text")

    shown = capsys.readouterr().out
    assert said in shown and "\x1b" not in shown


def test_only_a_written_task_of_the_quiz_can_be_shown(desk: Path) -> None:
    for wrong in ("s-1", "elsewhere"):
        with pytest.raises(LookupError, match=wrong):
            show_reflection(wrong)


# The hooks


@pytest.fixture
def course(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with one quiz that may be released, as the working folder."""
    root = desk.parent / "course"
    source = root / "source" / "q"
    source.mkdir(parents=True)
    shutil.move(desk.parent / "keys", root / "keys")
    shutil.copy(desk / "quiz.yml", source)
    settings = {"grade": True, "grade_id": "grade", "locked": True, "points": 6, "solution": False}
    cell = {"cell_type": "code", "source": ["grade_quiz()"], "metadata": {"nbgrader": settings}, "outputs": []}
    public = {"cell_type": "markdown", "source": ["One particular conversation is described."], "metadata": {}}
    (source / "q.ipynb").write_text(json.dumps({"cells": [public, cell]}), "utf-8")
    monkeypatch.chdir(root)
    return root


def release(root: Path) -> None:
    check_release(assignment="*", student=".", notebooks=[str(root / "source" / "." / "q" / "q.ipynb")])


def edit_notebook(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[Path], None]:
    def plant(source: Path) -> None:
        notebook = json.loads((source / "q.ipynb").read_text("utf-8"))
        change(notebook["cells"])
        (source / "q.ipynb").write_text(json.dumps(notebook), "utf-8")

    return plant


def paste(name: str, text: str) -> Callable[[Path], None]:
    def plant(source: Path) -> None:
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, "utf-8")

    return plant


def copy_keys(name: str) -> Callable[[Path], None]:
    return lambda source: shutil.copy(source.parents[1] / "keys" / "q.yml", source / name) and None


def remove_keys(source: Path) -> None:
    (source.parents[1] / "keys" / "q.yml").unlink()


def other_keys(source: Path) -> None:
    keys = source.parents[1] / "keys" / "q.yml"
    keys.write_text(keys.read_text("utf-8").replace("s-1", "s-9"), "utf-8")


ANY_TEXT = f"{SECRET} is what we say to option b."


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (paste("answers.jsonl", ""), "answers.jsonl is somebody's answers"),
        (paste("more/answers.jsonl", "x"), "more/answers.jsonl is somebody's answers"),
        (copy_keys("keys.yml"), "keys.yml has fields of a key: effectiveness, feedback, rationale, turns_on"),
        (copy_keys("notes.txt"), "notes.txt holds a text of the keys"),
        (paste("a.yaml", "x:\n - {feedback: no}\n"), "a.yaml has fields of a key: feedback"),
        (paste("a.yaml", "x: [1"), "is not valid YAML"),
        (
            paste("notes.md", f"*Psst:* {SECRET} says when half\n> of the &nbsp; points are due"),
            "notes.md holds a text",
        ),
        (edit_notebook(lambda cells: cells[0].update(source=[ANY_TEXT[:9], ANY_TEXT[9:]])), "q.ipynb holds a text"),
        (edit_notebook(lambda cells: cells[1].update(outputs=[{"text": [ANY_TEXT]}])), "q.ipynb holds a text"),
        (edit_notebook(lambda cells: cells[1]["metadata"]["nbgrader"].update(points=5)), "has 5 points in nbgrader"),
        (edit_notebook(lambda cells: cells[1]["metadata"]["nbgrader"].update(grade=False)), "'Autograder tests' cell"),
        (edit_notebook(lambda cells: cells[1].update(source="# grade_quiz()")), "code cell that calls grade_quiz()"),
        (edit_notebook(lambda cells: cells[1].update(source="grade_quiz();")), "must end in that call"),
        (edit_notebook(lambda cells: cells[1].update(source=["grade_quiz()\n", "None"])), "must end in that call"),
        (edit_notebook(lambda cells: cells[1].update(source="x = grade_quiz()")), "must end in that call"),
        (edit_notebook(lambda cells: cells.append(cells[1])), "2 cells in source/q call grade_quiz"),
        (paste("quiz.yml", "quiz: q\n"), "quiz.yml:1"),
        (remove_keys, "q.yml: cannot be read"),
        (other_keys, "s-9: the quiz has no scenario of this id"),
    ],
)
def test_a_release_that_would_harm_is_refused(course: Path, plant: Callable[[Path], None], said: str) -> None:
    release(course)  # nothing is wrong yet
    plant(course / "source" / "q")

    with pytest.raises(SystemExit) as refused:
        release(course)

    message = str(refused.value)
    assert message.startswith("q was not prepared for release")
    assert said in message
    assert message.endswith("run again: nbgrader generate_assignment q")


def test_every_reason_is_named_at_once(course: Path) -> None:
    source = course / "source" / "q"
    paste("answers.jsonl", "")(source)
    copy_keys("keys.yml")(source)
    edit_notebook(lambda cells: cells.pop())(source)

    with pytest.raises(SystemExit, match=r"answers\.jsonl[\s\S]*keys\.yml[\s\S]*grade_quiz"):
        release(course)


def test_an_assignment_that_is_no_quiz_needs_no_keys(course: Path) -> None:
    (course / "source" / "q" / "quiz.yml").unlink()
    shutil.rmtree(course / "keys")

    release(course)
    require_keys(assignment="q", student="ann", notebooks=["submitted/ann/q/q.ipynb"])


@pytest.mark.parametrize("damage", [remove_keys, other_keys, paste("quiz.yml", "quiz: q\n")])
def test_without_keys_nobody_is_graded(course: Path, damage: Callable[[Path], None]) -> None:
    arguments = {"assignment": "*", "student": "*", "notebooks": [str(course / "submitted" / "ann" / "q" / "q.ipynb")]}
    require_keys(**arguments)  # type: ignore[arg-type]
    damage(course / "source" / "q")

    with pytest.raises(SystemExit, match=r"^Nobody was graded[\s\S]*q(uiz)?\.yml[\s\S]*nbgrader autograde q$"):
        require_keys(**arguments)  # type: ignore[arg-type]


def test_links_and_special_files_of_a_submission_are_set_aside(course: Path) -> None:
    submission = course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    target = course / "keys" / "q.yml"
    before = target.read_bytes()
    (submission / "answers.jsonl").symlink_to(target)
    (submission / "gone").symlink_to(course / "nowhere")
    (submission / "folder").symlink_to(course / "keys")
    os.mkfifo(submission / "pipe")
    (submission / "q.ipynb").write_text("{}", "utf-8")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    assert target.read_bytes() == before
    assert (submission / "q.ipynb").read_text("utf-8") == "{}"
    for name in ("answers.jsonl", "gone", "folder", "pipe"):
        assert stat.S_ISREG((submission / name).lstat().st_mode)
        assert (submission / name).read_text("utf-8") == LINK_NOTE


# The other kinds of scenario


def of_kind(kind: str) -> Quiz:
    data = QUIZ.model_dump()
    return Quiz.model_validate({**data, "items": [item | {"kind": kind} for item in data["items"][:1]]})


@pytest.mark.parametrize(
    ("kind", "answer", "points", "words"),
    [
        ("rate-each", {"ratings": {"a": 5, "b": 4, "c": 2, "d": 1}}, 2.0, "rated 5: a. Reply a"),
        ("rate-each", {"ratings": {"a": 5, "b": 4, "c": 2, "d": 5}}, 1.43, "rated 5: d. Reply d"),
        (
            "rate-each",
            {"ratings": {"a": 5, "b": 4, "c": 2}},
            0.0,
            "not a whole number from 1 to 5 for each of a, b, c, d",
        ),
        ("rank", {"order": ["a", "b", "c", "d"]}, 2.0, "place 1: a. Reply a"),
        ("rank", {"order": ["b", "a", "c", "d"]}, 1.67, "place 1: b. Reply b"),
        ("rank", {"order": ["a", "a", "c", "d"]}, 0.0, "not an order of a, b, c, d with each of them once"),
    ],
)
def test_every_kind_is_graded_with_partial_credit(kind: str, answer: Any, points: float, words: str) -> None:
    quiz = of_kind(kind)
    log = Log([Record("2026-03-01T10:00:00.000Z", "s-1", answer)])
    keys = QuizKeys.model_validate(KEYS.model_dump() | {"items": {"s-1": KEYS.items["s-1"].model_dump()}})
    review = review_quiz(quiz, keys, log)
    assert review.total == points
    assert words in format_review(review)
    assert SECRET not in format_review(review)
