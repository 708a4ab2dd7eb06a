"""Which course a notebook or a command is about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from softskills.course import COURSE, DATA, find_course, find_log
from softskills.sources import ContentError

ROOT = Path(__file__).resolve().parents[2]
LEAST = "format: 1\nid: {name}\ntitle: A course\nlanguage: en\n"

Install = Callable[[str], Path]


def course_in(folder: Path, name: str) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "course.yml").write_text(LEAST.format(name=name), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def no_course_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(COURSE, raising=False)
    monkeypatch.delenv(DATA, raising=False)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a package with a course in it, as far as Python can tell: on the path, with an entry point."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def installed(module: str) -> Path:
        (site / module).mkdir()
        (site / module / "__init__.py").touch()
        info = site / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[softskills.courses]\n{module} = {module}\n")
        (site / module / "data").mkdir()
        (site / module / "course.yml").write_text(LEAST.format(name=module.replace("_", "-")), "utf-8")
        return site / module

    return installed


def test_the_root_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COURSE, str(course_in(tmp_path / "one", "one")))
    monkeypatch.chdir(course_in(tmp_path / "two", "two"))
    assert find_course().settings.id == "one"


def test_a_root_that_is_named_wrongly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COURSE, str(tmp_path / "nowhere"))
    monkeypatch.chdir(course_in(tmp_path / "two", "two"))
    with pytest.raises(ContentError, match=r"nowhere/course\.yml: there is no such file; .*SOFTSKILLS_COURSE"):
        find_course()


def test_the_data_folder_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = course_in(tmp_path / "one", "one") / "elsewhere"
    data.mkdir()
    monkeypatch.setenv(DATA, str(data))
    course = find_course()
    assert course.settings.id == "one"
    assert course.data == data and course.lessons == data / "lessons.yml"


def test_a_data_folder_that_belongs_to_no_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA, str(tmp_path))
    with pytest.raises(ContentError, match="Correct SOFTSKILLS_DATA"):
        find_course()


@pytest.mark.parametrize("where", [".", "notebooks", "exercises/source/listening"])
def test_the_course_here_or_above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    root = course_in(tmp_path / "one", "one")
    (root / where).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(root / where)
    assert find_course().root == root


def test_without_another_it_is_the_one_in_whose_folder_the_engine_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_course().root.samefile(ROOT)


def test_in_a_folder_of_a_learners_own_it_is_the_installed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    folder = install("small_course")
    monkeypatch.chdir(tmp_path)
    course = find_course()
    assert course.settings.id == "small-course"
    assert course.data == folder / "data"
    assert "small_course" not in sys.modules, "to find a course, none of its code runs"


def test_the_course_here_goes_before_the_installed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install
) -> None:
    install("small_course")
    monkeypatch.chdir(course_in(tmp_path / "one", "one"))
    assert find_course().settings.id == "one"


def test_several_installed_courses_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, install: Install) -> None:
    install("first_course")
    install("second_course")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContentError, match=r"several courses are installed: first_course, second_course\. Set"):
        find_course()


# The log beside the lessons


def touched(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


def test_the_log_is_the_nearest_here_or_above(tmp_path: Path) -> None:
    lessons = tmp_path / "anywhere"
    log = touched(lessons / "answers.jsonl")
    notes = lessons / "notes" / "week-1"
    notes.mkdir(parents=True)
    assert [find_log(lessons), find_log(notes)] == [log, log]
    own = touched(notes.parent / "answers.jsonl")
    assert find_log(notes) == own


def test_from_anywhere_in_a_course_the_log_is_the_one_in_its_folders_of_lessons(tmp_path: Path) -> None:
    root = course_in(tmp_path / "one", "one")
    notes = touched(root / "my-notes" / "a.ipynb").parent
    assert find_log(notes) == notes / "answers.jsonl", "there is none yet"
    beside_originals = touched(root / "notebooks" / "answers.jsonl")
    assert [find_log(notes), find_log(root)] == [beside_originals] * 2
    own = touched(root / "my-lessons" / "answers.jsonl")
    assert [find_log(notes), find_log(root)] == [own] * 2


def test_the_log_of_an_assignment_is_not_the_one_beside_the_lessons(tmp_path: Path) -> None:
    quiz = touched(tmp_path / "lessons" / "part-1" / "quiz.yml").parent
    touched(quiz / "answers.jsonl")
    log = touched(tmp_path / "lessons" / "answers.jsonl")
    assert find_log(quiz) == log


@pytest.mark.parametrize("end", ["course.yml", ".softskills/laid.json"])
def test_what_lies_above_a_course_or_a_learners_folder_is_not_looked_at(tmp_path: Path, end: str) -> None:
    touched(tmp_path / "answers.jsonl")
    lessons = course_in(tmp_path / "lessons", "one") if end == "course.yml" else tmp_path / "lessons"
    if end != "course.yml":
        touched(lessons / end)
    assert find_log(lessons) == lessons / "answers.jsonl"
