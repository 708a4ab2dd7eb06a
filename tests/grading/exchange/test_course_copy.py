"""One course in an exchange belongs to one copy of the course's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from softskills.grading.exchange.course_copy import MARK, AnotherCopy, require_own
from support.grading_course import QUIZ, Course


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A copy that has the course `c` in an exchange."""
    copy, exchange = tmp_path / "copy", tmp_path / "exchange"
    copy.mkdir()
    (exchange / "c").mkdir(parents=True)
    assert require_own(copy, exchange, "c") is None
    return copy, exchange


def test_who_comes_first_has_it_and_keeps_it(places: tuple[Path, Path]) -> None:
    copy, exchange = places
    before = (exchange / "c" / MARK).read_text("utf-8")
    assert require_own(copy, exchange, "c") is None
    assert (exchange / "c" / MARK).read_text("utf-8") == before


@pytest.mark.parametrize("used_before", [True, False])
def test_a_copy_of_it_is_refused(places: tuple[Path, Path], used_before: bool) -> None:
    copy, exchange = places
    other = copy.parent / "other"
    if used_before:
        shutil.copytree(copy, other)
    else:
        other.mkdir()
    with pytest.raises(AnotherCopy, match=f"belongs to {copy}, and this is {other}"):
        require_own(other, exchange, "c")
    (exchange / "d").mkdir()
    assert require_own(other, exchange, "d") is None


def test_one_that_was_moved_keeps_it(places: tuple[Path, Path]) -> None:
    copy, exchange = places
    moved = copy.rename(copy.parent / "moved")
    assert require_own(moved, exchange, "c") is None
    copy.mkdir()
    with pytest.raises(AnotherCopy, match=f"belongs to {moved}"):
        require_own(copy, exchange, "c")


def test_another_one_is_refused_also_when_the_first_is_gone(places: tuple[Path, Path]) -> None:
    copy, exchange = places
    shutil.rmtree(copy)
    copy.mkdir()
    with pytest.raises(AnotherCopy):
        require_own(copy, exchange, "c")


def test_what_cannot_be_noted_or_read_is_said(places: tuple[Path, Path]) -> None:
    copy, exchange = places
    (exchange / "c" / MARK).write_text("[", "utf-8")
    assert "cannot be read" in (require_own(copy, exchange, "c") or "")
    assert "is not known" in (require_own(copy, exchange, "no-such-folder") or "")


def test_a_second_cohort_on_one_exchange_neither_releases_nor_collects(tmp_path: Path) -> None:
    first = Course(tmp_path)
    first.do("generate_assignment", QUIZ)
    second = shutil.copytree(first.root, tmp_path / "second")
    first.do("release_assignment", QUIZ)
    held = first.root
    first.root = second
    for command in (("release_assignment", QUIZ, "--force"), ("collect", QUIZ), ("release_feedback", QUIZ)):
        ran = first.run(*command)
        assert ran.code != 0
        assert f"belongs to {held}, and this is {second}" in ran.output
    settings = second / "nbgrader_config.py"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('course_id = "soft-skills"', 'course_id = "autumn-27"'), "utf-8")
    first.do("release_assignment", QUIZ)
    first.do("collect", QUIZ)
