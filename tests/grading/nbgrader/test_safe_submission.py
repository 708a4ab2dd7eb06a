"""A submission is made safe to copy: nothing of it is lost, and nothing of it is followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from softskills.grading.nbgrader.hooks import before_autograde
from softskills.grading.nbgrader.safe_submission import LINK_NOTE


def test_links_and_special_files_of_a_submission_are_set_aside(small_course: Path) -> None:
    submission = small_course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    target = small_course / "keys" / "q.yml"
    before = target.read_bytes()
    (submission / "answers.jsonl").symlink_to(target)
    (submission / "gone").symlink_to(small_course / "nowhere")
    (submission / "folder").symlink_to(small_course / "keys")
    os.mkfifo(submission / "pipe")
    (submission / "q.ipynb").write_text("{}", "utf-8")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    assert target.read_bytes() == before
    assert (submission / "q.ipynb").read_text("utf-8") == "{}"
    for name in ("answers.jsonl", "gone", "folder", "pipe"):
        assert stat.S_ISREG((submission / name).lstat().st_mode)
        assert (submission / name).read_text("utf-8") == LINK_NOTE


@pytest.mark.parametrize("content", ["tomorrow, or so", "\xff", "x" * 5000, "2026-99-99 04:05:06 UTC"])
def test_a_time_that_is_none_is_kept_under_another_name(small_course: Path, content: str) -> None:
    submission = small_course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    # Somebody may have thought of the other name, too.
    names = ["timestamp.txt", *(f"timestamp.txt.as-handed-in-{number}" for number in range(1, 30))]
    for name in names:
        (submission / name).write_text(content, "latin-1")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    kept = {*names[1:], "timestamp.txt.as-handed-in-30"}
    assert {file.name: file.read_text("latin-1") for file in submission.iterdir()} == dict.fromkeys(kept, content)


def test_a_time_stays(small_course: Path) -> None:
    submission = small_course / "submitted" / "ann" / "q"
    submission.mkdir(parents=True)
    (submission / "timestamp.txt").write_text("2026-02-03 04:05:06.000000 UTC", "utf-8")

    before_autograde(assignment="q", student="ann", notebooks=[str(submission / "q.ipynb")])

    assert [file.name for file in submission.iterdir()] == ["timestamp.txt"]


def test_a_folder_in_the_place_of_a_file_makes_way(small_course: Path) -> None:
    submission = small_course / "submitted" / "ann" / "q"
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
