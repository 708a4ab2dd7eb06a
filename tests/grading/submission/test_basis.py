"""Checksums tell when a mark is of another text or other files, and only then."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from softskills.grading.submission.basis import handed_in, texts_of
from softskills.grading.submission.locked_calls import read_locked_cells
from softskills.items import Quiz
from support.small_course import FLAGS, locked
from support.small_quiz import QUIZ, log_of

# Of what


@pytest.mark.parametrize("name", ["answers.jsonl", "q.ipynb", "answers (1).jsonl"])
def test_another_file_is_another_submission(tmp_path: Path, name: str) -> None:
    seen = {handed_in(tmp_path)}
    for content in ("", "a", "b"):
        (tmp_path / name).write_text(content, "utf-8")
        seen.add(handed_in(tmp_path))
    assert len(seen) == 4


def test_when_it_came_and_what_is_not_marked_makes_no_difference(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").write_text("a", "utf-8")
    before = handed_in(tmp_path)
    (tmp_path / "timestamp.txt").write_text("2026-02-03 04:05:06 UTC", "utf-8")
    (tmp_path / "quiz.yml").write_text("mine", "utf-8")
    assert handed_in(tmp_path) == before


def test_what_cannot_be_read_has_a_checksum_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answers.jsonl")
    (tmp_path / "q.ipynb").symlink_to("/etc/passwd")
    assert len(handed_in(tmp_path)) == len(handed_in(tmp_path / "not-there")) == 64


# The texts


def texts(mine: str = "Mine.", **answers: Any) -> dict[str, str]:
    def hand(text: str) -> Any:
        data = FLAGS | {"grade": True, "solution": True, "locked": False, "points": 2, "grade_id": "hand"}
        return new_markdown_cell(text, metadata={"nbgrader": data})

    def task(name: str) -> Any:
        return new_markdown_cell("How.", metadata={"nbgrader": FLAGS | {"task": True, "points": 2, "grade_id": name}})

    def notebook(text: str) -> Any:
        call = "from softskills.grading import show_reflection\nshow_reflection"
        cells = [locked(f'{call}("text")', "1"), task("first"), locked(f'{call}("text-2")', "2"), task("second")]
        return new_notebook(cells=[*cells, task("whole"), hand(text)])

    data = QUIZ.model_dump()
    data["items"].append(data["items"][-1] | {"id": "text-2"})
    released = notebook("Your answer here.")
    found, faults = read_locked_cells(released.cells)
    assert not faults
    return texts_of(released, notebook(mine), tuple(found), Quiz.model_validate(data), log_of(**answers))


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    assert set(before) == set(after) == {"first", "second", "whole", "hand"}
    return {name for name in before if before[name] != after[name]}


def test_a_task_is_about_the_text_that_is_shown_above_it() -> None:
    before = texts(text={"text": "One."}, text_2={"text": "Two."})
    assert changed(before, texts(text={"text": "Other."}, text_2={"text": "Two."})) == {"first", "whole"}
    assert changed(before, texts(text={"text": "One."})) == {"second", "whole"}
    assert changed(before, texts("Other.", text={"text": "One."}, text_2={"text": "Two."})) == {"hand"}


def test_white_space_is_no_other_text() -> None:
    assert changed(texts(text={"text": "One two."}), texts(" Mine. ", text={"text": "One\n two. "})) == set()


@pytest.mark.parametrize("odd", [None, 3, {"text": 3}, {"text": "\ud800"}, []])
def test_what_is_no_text_has_a_checksum_too(odd: Any) -> None:
    assert set(texts(text=odd)) == {"first", "second", "whole", "hand"}
