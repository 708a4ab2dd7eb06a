"""What the cells of a quiz print and return in a kernel."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbgrader.validator import Validator

import softskills.grading
from softskills.answers import Log
from softskills.grading import grade_quiz, show_reflection
from softskills.grading.quiz.progress import progress
from softskills.grading.submission import live
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import IMPORTABLE
from softskills.items import Quiz
from support.small_course import save
from support.small_quiz import SECRET, make_quiz, pick


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


def test_a_kernel_that_grades_finds_answers_of_another_name(grading: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(grading, s_1=pick("a", "d"))
    (grading / "answers.jsonl").rename(grading / "answers (1).jsonl")

    assert grade_quiz() == 2.0
    assert "answers (1).jsonl holds answers to this quiz, and was used." in " ".join(capsys.readouterr().out.split())


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


GAPS = """1 of 3 answered, 0 of 1 written, not yet graded.
Before you hand it in, this is missing:
  Scene 2, Scene 2: The answer"""


def test_outside_grading_it_is_said_what_is_missing_and_no_key_is_read(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOFTSKILLS_KEYS", str(desk / "nowhere"))
    save(desk, s_1=pick("a", "d"), s_2=pick("a", "a"))

    assert grade_quiz() is None, "a number would look like a mark"

    shown = capsys.readouterr().out
    assert shown.startswith(GAPS)
    assert "Scene 3, Scene 3: Not answered." in shown and "Text 1, In your words: Nothing was written." in shown
    assert "Scene 1, " not in shown


def complete(desk: Path) -> None:
    save(desk, s_1=pick("a", "d"), s_2=pick("a", "b"), s_3=pick("d", "a"), text={"text": "Once."})


def test_when_nothing_is_missing_it_can_be_handed_in(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(desk)
    assert grade_quiz() is None
    state, warning, *_ = capsys.readouterr().out.splitlines()
    assert state == "3 of 3 answered, 1 of 1 written, not yet graded."
    assert warning == "Nothing is missing: you can hand it in."


def test_below_a_cell_it_follows_the_answers_without_running_again(desk: Path) -> None:
    """In a shell with a running loop, as a kernel has; what an earlier run of the cell showed stays as it was."""
    published: list[tuple[str, str, bool]] = []

    class Publisher(DisplayPublisher):
        def publish(self, data: Any, metadata: Any = None, source: Any = None, **more: Any) -> None:
            line = data["text/plain"].splitlines()[0].partition(" answered")[0]
            published.append((line, more["transient"]["display_id"], more["update"]))

    async def session() -> None:
        grade_quiz()
        grade_quiz()
        save(desk, s_1=pick("a", "d"), s_2=pick("a", "b"))
        while len(published) < 3:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)

    shell = InteractiveShell.instance(ipython_dir=str(desk / "ipython"))
    shell.display_pub = Publisher(shell=shell)  # type: ignore[no-untyped-call]
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(live, "LOOK_EVERY", 0.01)
            with ThreadPoolExecutor() as threads:  # in this one the loop of a browser may run
                threads.submit(lambda: asyncio.run(asyncio.wait_for(session(), 20))).result()
    finally:
        InteractiveShell.clear_instance()
    (first, one, _), (second, other, _), *later = published
    assert (first, second) == ("0 of 3", "0 of 3") and one != other
    assert later == [("2 of 3", other, True)]


def test_what_is_shown_is_never_markup() -> None:
    data = make_quiz(1).model_dump()
    data["items"][0]["title"] = "<b>Bold</b>"
    quiz = Quiz.model_validate(data)
    shown = progress(quiz, Log([], ["line 1: <script>"])).html()
    assert "&lt;b&gt;Bold&lt;/b&gt;: Not answered." in shown and "&lt;script&gt;" in shown
    assert "<b>" not in shown and "<script>" not in shown


def validated(desk: Path) -> dict[str, Any]:
    """What nbgrader's Validate says of a notebook whose graded cell is worth 6 points."""
    cell = nbformat.v4.new_code_cell("from softskills.grading import grade_quiz\n\ngrade_quiz()")
    settings = {"grade": True, "grade_id": "grade-quiz", "locked": True, "points": 6, "schema_version": 3}
    cell.metadata["nbgrader"] = settings | {"solution": False, "task": False}
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, desk / "q.ipynb")
    return dict(Validator().validate(str(desk / "q.ipynb")))


def test_validate_names_what_is_missing_and_passes_when_nothing_is(desk: Path) -> None:
    save(desk, s_1=pick("a", "d"), s_2=pick("a", "a"))
    [failed] = validated(desk)["failed"]
    assert failed["raw_error"].startswith(GAPS)
    assert "Partial credit" not in failed["raw_error"] and "Traceback" not in failed["raw_error"]
    complete(desk)
    assert validated(desk) == {}


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
