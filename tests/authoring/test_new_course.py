"""`softskills new course`: where it makes one, how it is called, and where it makes none.

That what it makes is whole is tested with the installed package, in tests/packaging.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from softskills.authoring.new_course import CannotMake, make_course
from softskills.cli import app
from softskills.course import course_at
from softskills.items import load_bank, load_quiz, load_quiz_keys

TITLES = ("Talking at work", 'Said "plainly": 100 % {{ of it }}', "Gespräche führen", "- a # title")


def test_a_course_is_named_after_its_folder(tmp_path: Path) -> None:
    make_course(tmp_path / "talking-at-work")
    settings = course_at(tmp_path / "talking-at-work").settings
    assert (settings.id, settings.title) == ("talking-at-work", "Talking at work")


@pytest.mark.parametrize("title", TITLES)
def test_a_title_comes_through_unchanged(tmp_path: Path, title: str) -> None:
    folder = tmp_path / "talk"
    make_course(folder, f"  {title} ")
    assert course_at(folder).settings.title == title
    assert yaml.safe_load((folder / "_config.yml").read_text("utf-8"))["title"] == title
    assert (folder / "book" / "welcome.md").read_text("utf-8").startswith(f"# {title}\n")


def test_an_empty_folder_may_be_there(tmp_path: Path) -> None:
    (tmp_path / "talk").mkdir()
    make_course(tmp_path / "talk")
    course = course_at(tmp_path / "talk")
    assert len(load_bank(course.data).items) == 3
    quiz = load_quiz(course.quiz_sources / "first-quiz" / "quiz.yml")
    assert set(load_quiz_keys(course.quiz_keys / "first-quiz.yml", quiz).items) == {"first-quiz-01", "first-quiz-02"}


def test_no_template_is_left_in_it(tmp_path: Path) -> None:
    make_course(tmp_path / "talk")
    files = [file for file in (tmp_path / "talk").rglob("*") if file.is_file()]
    assert ".gitignore" in {file.name for file in files}
    assert not [file for file in files if file.suffix == ".jinja" or "{{" in file.read_text("utf-8")]


def test_the_schemas_that_its_files_name_are_there(tmp_path: Path) -> None:
    make_course(tmp_path / "talk")
    named = [
        (file.parent / line.partition("$schema=")[2]).resolve()
        for file in (tmp_path / "talk").rglob("*.yml")
        for line in file.read_text("utf-8").splitlines()[:1]
        if "$schema=" in line
    ]
    assert len(named) == 6
    assert [file for file in named if not file.is_file()] == []


@pytest.mark.parametrize("name", ["Talk", "talk at work", "talk_at_work", "täglich", "-talk", "talk--work", "x" * 61])
def test_a_name_that_can_be_no_id(tmp_path: Path, name: str) -> None:
    ran = CliRunner().invoke(app, ["new", "course", "--", str(tmp_path / name)])
    assert ran.exit_code == 1
    assert ran.stderr.startswith(f"{name!r} cannot be the name of a course. ") and "talking-at-work" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "x" * 101, "bell\a"])
def test_a_title_that_is_none(tmp_path: Path, title: str) -> None:
    with pytest.raises(CannotMake, match="a title is one line of text"):
        make_course(tmp_path / "talk", title)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "notes.txt").write_text("mine", "utf-8")
    ran = CliRunner().invoke(app, ["new", "course", str(tmp_path / "talk")])
    assert ran.exit_code == 1
    assert "is not empty. Nothing in it was changed." in ran.stderr
    assert [file.name for file in (tmp_path / "talk").iterdir()] == ["notes.txt"]


def test_a_file_is_no_place_for_a_course(tmp_path: Path) -> None:
    (tmp_path / "talk").write_text("mine", "utf-8")
    with pytest.raises(CannotMake, match=r"talk is no folder\. It was left as it is"):
        make_course(tmp_path / "talk")
    assert (tmp_path / "talk").read_text("utf-8") == "mine"
