"""The checks before nbgrader's runs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from softskills.grading.nbgrader.hooks import before_autograde, check_release
from support.small_course import (
    Plant,
    copy_keys,
    edit_notebook,
    grade_cell,
    in_release,
    locked,
    other_keys,
    paste,
    remove_keys,
    remove_release,
)
from support.small_quiz import QUIZ, SECRET, make_keys, with_story
from support.story import story_key_data


def autograde(root: Path) -> None:
    """What nbgrader asks before it grades a submission of ann."""
    before_autograde(assignment="*", student="*", notebooks=[str(root / "submitted" / "ann" / "q" / "q.ipynb")])


def again(cell: dict[str, Any]) -> dict[str, Any]:
    settings = cell["metadata"]["nbgrader"] | {"grade_id": "again"}
    return cell | {"metadata": {"nbgrader": settings}, "id": "again"}


def release(root: Path) -> None:
    check_release(assignment="*", student=".", notebooks=[str(root / "source" / "." / "q" / "q.ipynb")])


LEARNERS_CODE = locked("x = 1", "code", solution=True, locked=False)
IMPORT = "from softskills.grading import grade_quiz\n"
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
        (grade_cell(points=5), "q.ipynb: the cell that calls grade_quiz() has 5 points in nbgrader"),
        (grade_cell(grade=False), "'Autograder tests' cell"),
        (grade_cell(source="# grade_quiz()"), "code cell that calls grade_quiz()"),
        (grade_cell(source="import os\n6.0"), "'grade' holds other code, `import os` in line 1"),
        (grade_cell(source=f"{IMPORT}grade_quiz(1)"), "calls grade_quiz() with arguments"),
        (grade_cell(source=f"{IMPORT}grade_quiz();"), "'grade' must end in its call"),
        (grade_cell(source=f"{IMPORT}grade_quiz()\nNone"), "'grade' holds other code, `grade_quiz()` in line 2"),
        (grade_cell(source=f"{IMPORT}x = grade_quiz()"), "'grade' holds other code, `x = grade_quiz()`"),
        (edit_notebook(lambda cells: cells.append(cells[1])), "two cells have the grade_id 'grade'"),
        (edit_notebook(lambda cells: cells.append(again(cells[1]))), "2 cells in source/q call grade_quiz"),
        (paste("quiz.yml", "quiz: q\n"), "quiz.yml:1"),
        (grade_cell(source="grade_quiz()"), "Add above it: from softskills.grading import grade_quiz"),
        (
            edit_notebook(lambda cells: cells.insert(0, LEARNERS_CODE)),
            "is an 'Autograded answer'; a quiz has none",
        ),
        (remove_keys, "q.yml: cannot be read"),
        (other_keys, "s-9: the quiz has no scenario of this id"),
    ],
)
def test_a_release_that_would_harm_is_refused(small_course: Path, plant: Plant, said: str) -> None:
    release(small_course)  # nothing is wrong yet
    plant(small_course / "source" / "q")

    with pytest.raises(SystemExit) as refused:
        release(small_course)

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
    edit_notebook(lambda cells: cells.append(locked('scenario("story-01")', "story")))(root / "source" / "q")
    release(root)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (copy_keys("keys.yml"), "fields of a key: effectiveness, effects, feedback, rationale, turns_on, values"),
        (paste("notes.md", f"{SECRET} is what _b_ does at hall."), "notes.md holds a text of the keys"),
        (paste("notes.md", f"{SECRET} is why one choice is best."), "notes.md holds a text of the keys"),
    ],
)
def test_a_release_with_a_part_of_a_storys_key_is_refused(small_course: Path, plant: Plant, said: str) -> None:
    release_with_story(small_course)
    plant(small_course / "source" / "q")

    with pytest.raises(SystemExit) as refused:
        release(small_course)

    assert said in str(refused.value)


def test_a_quiz_file_with_a_storys_key_in_it_is_refused(small_course: Path) -> None:
    release_with_story(small_course)
    quiz_file = small_course / "source" / "q" / "quiz.yml"
    quiz = yaml.safe_load(quiz_file.read_text("utf-8"))
    quiz["items"][-1]["key"] = story_key_data()
    quiz_file.write_text(yaml.safe_dump(quiz), "utf-8")

    with pytest.raises(SystemExit, match=r"has fields of a key: effect[\s\S]*story-01: items\.4\.key: no such field"):
        release(small_course)


def test_a_scene_may_be_called_as_a_field_of_a_key_is(small_course: Path) -> None:
    release_with_story(small_course)
    for file in (small_course / "source" / "q" / "quiz.yml", small_course / "keys" / "q.yml"):
        file.write_text(file.read_text("utf-8").replace("desk", "feedback"), "utf-8")

    release(small_course)


def test_every_reason_is_named_at_once(small_course: Path) -> None:
    source = small_course / "source" / "q"
    paste("answers.jsonl", "")(source)
    copy_keys("keys.yml")(source)
    edit_notebook(lambda cells: cells.pop(1))(source)

    with pytest.raises(SystemExit, match=r"answers\.jsonl[\s\S]*keys\.yml[\s\S]*grade_quiz"):
        release(small_course)


def test_an_assignment_that_is_no_quiz_needs_no_keys(small_course: Path) -> None:
    (small_course / "source" / "q" / "quiz.yml").unlink()
    shutil.rmtree(small_course / "keys")

    release(small_course)
    autograde(small_course)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (remove_keys, "q.yml"),
        (other_keys, "q.yml"),
        (in_release(paste("quiz.yml", "quiz: q\n")), "release/q/quiz.yml"),
        (remove_release, "release/q/quiz.yml is missing, and what was released is what is graded"),
        (in_release(paste("q.ipynb", "{}")), "release/q/q.ipynb: it cannot be read"),
        (in_release(paste("q.ipynb", "{")), "release/q/q.ipynb: it cannot be read: NotJSONError"),
        (in_release(grade_cell(schema_version=9)), "'grade' has nbgrader settings of version 9, and version 3 is read"),
        (in_release(grade_cell(source="1 / 0")), "release/q/q.ipynb: the locked cell 'grade' ends in something else"),
        (in_release(grade_cell(points=600)), "has 600 points in nbgrader, but the quiz has 6"),
    ],
)
def test_what_the_instructor_must_mend_stops_the_run(small_course: Path, damage: Plant, said: str) -> None:
    autograde(small_course)
    damage(small_course / "source" / "q")

    with pytest.raises(SystemExit, match=r"^Nobody was graded[\s\S]*nbgrader autograde q$") as stopped:
        autograde(small_course)

    assert said in str(stopped.value)


def test_a_quiz_that_is_being_changed_stops_nobody(small_course: Path) -> None:
    paste("quiz.yml", "quiz: q\n")(small_course / "source" / "q")
    autograde(small_course)


def test_an_unknown_setting_of_the_feedback_stops_the_run_until_it_is_mended(
    small_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "everything")

    with pytest.raises(SystemExit, match=r"^Nobody was graded[\s\S]*SOFTSKILLS_FEEDBACK is 'everything'"):
        autograde(small_course)

    monkeypatch.setenv("SOFTSKILLS_FEEDBACK", "key")
    autograde(small_course)
