"""What the cells of a quiz print and return in a kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import softskills.grading
from softskills.grading import grade_quiz, show_reflection
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import IMPORTABLE
from support.small_course import save
from support.small_quiz import SECRET, pick


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


def test_how_much_of_the_key_is_printed_is_a_setting(
    grading: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(grading, s_1=pick("b", "d"))

    def printed(wanted: str) -> str:
        monkeypatch.setenv("SOFTSKILLS_FEEDBACK", wanted)
        assert grade_quiz() == 1.5
        return capsys.readouterr().out

    points, choices, key = map(printed, ("points", "choices", "key"))

    assert SECRET not in points
    assert "what we say to option b." in choices and "what we say to option a." not in choices
    assert "Why: " not in choices and "Why: " in key


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
    with pytest.raises(InstructorError, match=r"not the learner's fault[\s\S]*q\.yml"):
        grade_quiz()
    monkeypatch.delenv("SOFTSKILLS_KEYS")
    with pytest.raises(InstructorError, match="SOFTSKILLS_KEYS is not set"):
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


def test_an_unknown_detail_of_the_feedback_is_the_instructors_error(
    grading: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "everything")

    with pytest.raises(InstructorError, match=r"SOFTSKILLS_FEEDBACK is 'everything'.*points, choices, key"):
        grade_quiz()


def test_what_a_cell_can_import_is_what_is_read_in_it() -> None:
    assert IMPORTABLE["softskills.grading"] == set(softskills.grading.__all__)
    assert IMPORTABLE["softskills"] == set(softskills.__all__)
