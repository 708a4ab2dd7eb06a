"""What the cells of a quiz print and return, and the checks before nbgrader's runs."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from softskills.grading import grade_quiz, show_reflection
from softskills.grading.nbgrader.hooks import LINK_NOTE, before_autograde, check_release, require_gradable
from softskills.grading.submission.cells import KeysMissing
from support.small_quiz import KEYS, QUIZ, SECRET, make_keys, pick, save, with_story
from support.story import story_key_data

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
    public = new_markdown_cell("One particular conversation is described.")
    cell = new_code_cell("from softskills.grading import grade_quiz\n\ngrade_quiz()")
    cell.metadata["nbgrader"] = settings | {"schema_version": 3, "task": False}
    nbformat.write(new_notebook(cells=[public, cell]), source / "q.ipynb")
    shutil.copytree(source, root / "release" / "q")
    monkeypatch.chdir(root)
    return root


def release(root: Path) -> None:
    check_release(assignment="*", student=".", notebooks=[str(root / "source" / "." / "q" / "q.ipynb")])


def edit_notebook(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Path], None]:
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
    def plant(source: Path) -> None:
        shutil.copy(source.parents[1] / "keys" / "q.yml", source / name)

    return plant


def remove_keys(source: Path) -> None:
    (source.parents[1] / "keys" / "q.yml").unlink()


def other_keys(source: Path) -> None:
    keys = source.parents[1] / "keys" / "q.yml"
    keys.write_text(keys.read_text("utf-8").replace("s-1", "s-9"), "utf-8")


def learners_code() -> dict[str, Any]:
    settings = {"grade": False, "grade_id": "code", "locked": False, "solution": True}
    metadata = {"nbgrader": settings | {"schema_version": 3, "task": False}}
    return dict(new_code_cell("x = 1", metadata=metadata))


ANY_TEXT = f"{SECRET} is what we say to option b."


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (paste("answers.jsonl", ""), "answers.jsonl is somebody's answers"),
        (paste("more/answers.jsonl", "x"), "more/answers.jsonl is somebody's answers"),
        (copy_keys("keys.yml"), "keys.yml has fields of a key: effectiveness, feedback, rationale, turns_on"),
        (copy_keys("notes.txt"), "notes.txt holds a text of the keys"),
        (paste("a.yaml", "x:\n - {feedback: no}\n"), "a.yaml has fields of a key: feedback"),
        (paste("a.yaml", "scenes: {desk: {effects: {}}}\nvalues: 1\n"), "a.yaml has fields of a key: effects, values"),
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
        (edit_notebook(lambda cells: cells[1].update(source="grade_quiz()")), "NameError: name 'grade_quiz'"),
        (edit_notebook(lambda cells: cells.insert(0, learners_code())), "has no 'Autograded answer' cells"),
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


def release_with_story(root: Path) -> None:
    """Make the story a part of the quiz that is to be released, with the points that it adds."""
    quiz = with_story(QUIZ)
    (root / "source" / "q" / "quiz.yml").write_text(yaml.safe_dump(quiz.model_dump()), "utf-8")
    (root / "keys" / "q.yml").write_text(yaml.safe_dump(make_keys(quiz).model_dump()), "utf-8")
    edit_notebook(lambda cells: cells[1]["metadata"]["nbgrader"].update(points=8))(root / "source" / "q")
    release(root)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (copy_keys("keys.yml"), "fields of a key: effectiveness, effects, feedback, rationale, turns_on, values"),
        (paste("notes.md", f"{SECRET} is what _b_ does at hall."), "notes.md holds a text of the keys"),
        (paste("notes.md", f"{SECRET} is why one choice is best."), "notes.md holds a text of the keys"),
    ],
)
def test_a_release_with_a_part_of_a_storys_key_is_refused(
    course: Path, plant: Callable[[Path], None], said: str
) -> None:
    release_with_story(course)
    plant(course / "source" / "q")

    with pytest.raises(SystemExit) as refused:
        release(course)

    assert said in str(refused.value)


def test_a_quiz_file_with_a_storys_key_in_it_is_refused(course: Path) -> None:
    release_with_story(course)
    quiz_file = course / "source" / "q" / "quiz.yml"
    quiz = yaml.safe_load(quiz_file.read_text("utf-8"))
    quiz["items"][-1]["key"] = story_key_data()
    quiz_file.write_text(yaml.safe_dump(quiz), "utf-8")

    with pytest.raises(SystemExit, match=r"story-01: items\.4\.key: no such field[\s\S]*has fields of a key: effect"):
        release(course)


def test_a_scene_may_be_called_as_a_field_of_a_key_is(course: Path) -> None:
    release_with_story(course)
    for file in (course / "source" / "q" / "quiz.yml", course / "keys" / "q.yml"):
        file.write_text(file.read_text("utf-8").replace("desk", "feedback"), "utf-8")

    release(course)


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
    require_gradable(assignment="q", student="ann", notebooks=["submitted/ann/q/q.ipynb"])


def remove_release(source: Path) -> None:
    shutil.rmtree(source.parents[1] / "release")


def in_release(damage: Callable[[Path], None]) -> Callable[[Path], None]:
    return lambda source: damage(source.parents[1] / "release" / "q")


def nbgrader(cells: list[dict[str, Any]]) -> dict[str, Any]:
    settings: dict[str, Any] = cells[1]["metadata"]["nbgrader"]
    return settings


FAILS = edit_notebook(lambda cells: cells[1].update(source=["1 / 0\n", *cells[1]["source"]]))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (remove_keys, "q.yml"),
        (other_keys, "q.yml"),
        (paste("quiz.yml", "quiz: q\n"), "quiz.yml"),
        (remove_release, "No notebook in release/q"),
        (in_release(paste("q.ipynb", "{}")), "No notebook in release/q"),
        (in_release(paste("q.ipynb", "{")), "release/q: JSONDecodeError"),
        (in_release(edit_notebook(lambda cells: nbgrader(cells).update(schema_version=9))), "q.ipynb cannot be used"),
        (in_release(FAILS), "'grade' failed, which is not the learner's fault. ZeroDivisionError"),
    ],
)
def test_what_the_instructor_must_mend_stops_the_run(course: Path, damage: Callable[[Path], None], said: str) -> None:
    arguments = {"assignment": "*", "student": "*", "notebooks": [str(course / "submitted" / "ann" / "q" / "q.ipynb")]}
    require_gradable(**arguments)  # type: ignore[arg-type]
    damage(course / "source" / "q")

    with pytest.raises(SystemExit, match=r"^Nobody was graded[\s\S]*nbgrader autograde q$") as stopped:
        require_gradable(**arguments)  # type: ignore[arg-type]

    assert said in str(stopped.value)


def test_an_unknown_setting_of_the_feedback_stops_the_run_until_it_is_mended(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = {"assignment": "q", "student": "*", "notebooks": [str(course / "submitted" / "ann" / "q" / "q.ipynb")]}
    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "everything")

    with pytest.raises(SystemExit, match=r"^Nobody was graded[\s\S]*SOFTSKILLS_FEEDBACK is 'everything'"):
        require_gradable(**arguments)  # type: ignore[arg-type]

    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "key")
    require_gradable(**arguments)  # type: ignore[arg-type]


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


@pytest.mark.parametrize("content", ["tomorrow, or so", "\xff", "x" * 5000, "2026-99-99 04:05:06 UTC"])
def test_a_time_that_is_none_is_kept_under_another_name(course: Path, content: str) -> None:
    submission = course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    # Somebody may have thought of the other name, too.
    names = ["timestamp.txt", *(f"timestamp.txt.as-handed-in-{number}" for number in range(1, 30))]
    for name in names:
        (submission / name).write_text(content, "latin-1")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    kept = {*names[1:], "timestamp.txt.as-handed-in-30"}
    assert {file.name: file.read_text("latin-1") for file in submission.iterdir()} == dict.fromkeys(kept, content)


def test_a_time_stays(course: Path) -> None:
    submission = course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    (submission / "timestamp.txt").write_text("2026-02-03 04:05:06.000000 UTC", "utf-8")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    assert [file.name for file in submission.iterdir()] == ["timestamp.txt"]


def test_a_folder_in_the_place_of_a_file_makes_way(course: Path) -> None:
    submission = course / "submitted" / "ann" / "q"
    for name in ("quiz.yml", "timestamp.txt", "q.ipynb", "other"):
        (submission / name).mkdir(parents=True)
        (submission / name / "inside").write_text(name, "utf-8")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    kept = {file.parent.name: file.read_text("utf-8") for file in submission.glob("*/inside")}
    assert kept == {
        "quiz.yml.as-handed-in-1": "quiz.yml",
        "timestamp.txt.as-handed-in-1": "timestamp.txt",
        "q.ipynb": "q.ipynb",
        "other": "other",
    }
