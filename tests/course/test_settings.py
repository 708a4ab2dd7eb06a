"""`course.yml`: what may stand in it, and what is said when it cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from softskills.course import Course, course_at
from softskills.sources import ContentError

ROOT = Path(__file__).resolve().parents[2]
LEAST = "format: 1\nid: small\ntitle: A small course\nlanguage: en-GB\n"


def course_of(folder: Path, text: str) -> Course:
    (folder / "course.yml").write_text(text, "utf-8")
    return course_at(folder)


def fault_of(folder: Path, text: str) -> str:
    """What is said of a `course.yml`: one line, without the folder's own name."""
    with pytest.raises(ContentError) as caught:
        course_of(folder, text)
    (fault,) = caught.value.faults
    return str(fault).replace(f"{folder}/", "")


def test_four_lines_make_a_course(tmp_path: Path) -> None:
    course = course_of(tmp_path, LEAST)
    assert course.settings.title == "A small course"
    assert course.settings.lessons.calls == []
    assert course.scenarios == tmp_path / "data/scenarios"
    assert course.quiz_keys == tmp_path / "exercises/keys"


def test_the_course_of_this_repository_loads() -> None:
    settings = course_at(ROOT).settings
    assert settings.id == "building-soft-skills", "learners' answers are kept in their browsers under this id"
    assert settings.attribution["occupations"].startswith("This product includes information from the O*NET 29.3")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("colour: red", "course.yml:5: colour: no such field is known here; remove it or correct its name"),
        ("features: {calibration: on, karaoke: on}", "course.yml:5: features.karaoke: should be 'bibliography', "),
        ("features: {calibration: 1}", "course.yml:5: features.calibration: should be a valid boolean"),
        ("folders: {data: ../data}", "course.yml:5: folders.data: lies outside the course; name a folder below"),
        ("folders: {book: /srv/book}", "course.yml:5: folders.book: lies outside the course; name a folder below"),
        ("folders: {book: 'C:/book'}", "course.yml:5: folders.book: lies outside the course"),
        ("folders: {book: 'a\\..\\..\\b'}", "course.yml:5: folders.book: lies outside the course"),
        ("review_days: [7, 1]", "course.yml:5: review_days: each number of days must be larger than the one before"),
        ("limits: {stem_words: [90, 50]}", "course.yml:5: limits.stem_words: the least must come first"),
        ("parts: [{part: 1, name: A}, {part: 1, name: B}]", "course.yml:5: parts: part 1 stands twice"),
        ("lessons: {minutes: {line: Soon., between: [5, 9]}}", "course.yml:5: lessons.minutes.line: write N, once"),
        (
            "lessons: {minutes: {line: N min, between: [5, 9], words_a_minute: 9}}",
            "course.yml:5: lessons.minutes: words",
        ),
        (
            "lessons: {minutes: {line: N min, between: [5, 9], course: N h}}",
            "course.yml:5: lessons.minutes.course: w",
        ),
        ("phrases: [{says: '...', at_most: 2}]", "course.yml:5: phrases.0.says: "),
        ("telltales: [{says: it, phrases: ['...'], at_most: 0.2}]", "course.yml:5: telltales.0.phrases: the phrases"),
    ],
)
def test_what_cannot_stand_there(tmp_path: Path, more: str, said: str) -> None:
    assert fault_of(tmp_path, f"{LEAST}{more}\n").startswith(said)


@pytest.mark.parametrize("language", ["English", "en_GB", "EN", "en-gb", ""])
def test_a_language_that_is_no_tag(tmp_path: Path, language: str) -> None:
    assert fault_of(tmp_path, LEAST.replace("en-GB", f"'{language}'")).startswith("course.yml:4: language: ")


@pytest.mark.parametrize("language", ["de", "en-GB", "zh-Hant-TW", "es-419"])
def test_a_language_tag(tmp_path: Path, language: str) -> None:
    assert course_of(tmp_path, LEAST.replace("en-GB", language)).settings.language == language


def test_another_format_says_what_to_do(tmp_path: Path) -> None:
    said = fault_of(tmp_path, LEAST.replace("format: 1", "format: 2") + "something: new\n")
    assert said.startswith("course.yml:1: format: this is 2, and this version of softskills reads format 1. Write")


def test_no_format_is_not_format_1(tmp_path: Path) -> None:
    assert fault_of(tmp_path, LEAST.removeprefix("format: 1\n")).startswith("course.yml:1: format: this field is req")


def test_a_course_without_course_yml(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"course\.yml: there is no such file; a course has one in its root"):
        course_at(tmp_path)


def test_what_is_written_anew_is_read_anew(tmp_path: Path) -> None:
    assert course_of(tmp_path, LEAST).settings.title == "A small course"
    assert course_of(tmp_path, LEAST.replace("A small", "A large")).settings.title == "A large course"
    assert course_of(tmp_path, LEAST.replace("A small", "Another")).settings.title == "Another course"


def test_a_feature_is_on_by_its_file_unless_the_course_says_otherwise(tmp_path: Path) -> None:
    course = course_of(tmp_path, LEAST)
    assert not course.has("outline") and not course.has("competencies") and not course.has("calibration")
    course.outline.parent.mkdir()
    course.outline.touch()
    course.competencies.touch()
    assert course.has("outline") and course.has("calibration")
    course = course_of(tmp_path, f"{LEAST}features: {{outline: off, self-rating: off, occupations: on}}\n")
    assert not course.has("outline")
    assert not course.has("calibration"), "there are no ratings to compare with"
    assert course.has("occupations"), "so that the missing file can be told of"


def test_findings_name_paths_from_the_root(tmp_path: Path) -> None:
    course = course_of(tmp_path, f"{LEAST}folders: {{data: content/data, exercises: quizzes}}\n").relative
    assert course.lessons == Path("content/data/lessons.yml")
    assert course.quiz_sources == Path("quizzes/source")
    assert course.toc == Path("_toc.yml")


def test_minutes_are_found_in_the_line_that_the_course_words(tmp_path: Path) -> None:
    more = "lessons: {minutes: {line: 'Plan N minutes (or more).', between: [5, 9]}}\n"
    minutes = course_of(tmp_path, LEAST + more).settings.lessons.minutes
    assert minutes
    assert minutes.found_in("Hello.\nPlan 8 minutes (or more). Go.") == 8
    assert minutes.found_in("Now plan 8 minutes.") is None
    assert minutes.found_in("Plan 8 minutes (or more), and five more aloud.") == 8
    assert minutes.said(8) == "Plan 8 minutes (or more)"


def test_a_telltale_is_taken_as_it_is_written(tmp_path: Path) -> None:
    more = "telltales: [{says: c++, phrases: ['in private', 'a.b'], at_most: 0.2}]\n"
    (telltale,) = course_of(tmp_path, LEAST + more).settings.telltales
    assert telltale.pattern.search("Talk In Private.")
    assert not telltale.pattern.search("a b")
