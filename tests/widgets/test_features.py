"""What a notebook may show is what its course has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import softskills
from softskills.course import COURSE, DATA
from softskills.items import ContentError
from support.generic_course import COURSE as SETTINGS
from support.generic_course import small_course, write


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one lesson and one competency, as the folder one works in."""
    monkeypatch.delenv(COURSE, raising=False)
    monkeypatch.delenv(DATA, raising=False)
    small_course(tmp_path, "patience")
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


def test_one_competency_is_enough_for_every_widget(course: Path) -> None:
    profile = softskills.profile().content
    assert [one["name"] for one in profile["competencies"]] == ["Patience"]
    assert len(profile["chart"]["angles"]) == 1
    assert (profile["occupations"], profile["attribution"]) == ([], "")
    assert softskills.rating("patience").content["competencies"][0]["id"] == "patience"
    assert [one["id"] for one in softskills.calibration().catalogue["sets"]] == ["rain-01"]
    assert softskills.my_profile().axes


def test_review_days_are_those_of_the_course(course: Path) -> None:
    for widget in (softskills.progress, softskills.practice, softskills.calibration):
        write(course / "course.yml", SETTINGS)
        assert widget().catalogue["waits"] == [1, 3, 7, 21, 60]
        write(course / "course.yml", f"{SETTINGS}review_days: [2, 5]\n")
        assert widget().catalogue["waits"] == [2, 5]


@pytest.mark.parametrize(
    ("call", "off"),
    [
        (softskills.calibration, "calibration"),
        (softskills.calibration, "self-rating"),
        (softskills.profile, "self-rating"),
        (lambda: softskills.ratings("now"), "self-rating"),
        (lambda: softskills.rating("patience"), "self-rating"),
        (softskills.profile, "competencies"),
    ],
)
def test_what_the_course_goes_without_is_said(course: Path, call: Callable[[], object], off: str) -> None:
    call()
    write(course / "course.yml", f"{SETTINGS}features: {{{off}: off}}\n")
    with pytest.raises(ContentError, match=r"course\.yml: this course goes without .*; take the cell out, or switch"):
        call()


def test_without_competencies_there_is_still_progress(course: Path) -> None:
    small_course(course)
    (course / "data/competencies.yml").unlink()
    softskills.items.load_bank.cache_clear()
    content = softskills.progress().content
    assert content["competencies"] == []
    assert softskills.progress().catalogue["sets"][0]["competency"] is None


def test_a_notebook_of_a_broken_course_is_told_why(course: Path) -> None:
    write(course / "course.yml", "format: 9\n")
    with pytest.raises(ContentError, match=r"course\.yml:1: format: this is 9"):
        softskills.progress()


def test_the_attribution_of_a_table_is_shown_with_it(course: Path) -> None:
    write(course / "data/occupations.csv", "soc_code,occupation,competency,importance,source_date\n")
    with (course / "data/occupations.csv").open("a") as table:
        table.write("6123,Beekeepers,patience,4.50,2020\n")
    write(course / "course.yml", f"{SETTINGS}attribution: {{occupations: By the guild of beekeepers.}}\n")
    content = softskills.profile().content
    assert content["occupations"] == [{"code": "6123", "name": "Beekeepers", "importance": [4.5]}]
    assert content["attribution"] == "By the guild of beekeepers."
