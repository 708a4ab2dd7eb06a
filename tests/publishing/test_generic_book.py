"""A book of a course that has next to nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.book import build_book
from support.generic_course import COURSE, small_course, write


def said(root: Path) -> tuple[int, str]:
    built = build_book(root, root)
    return built.returncode, re.sub(r"\x1b\[[0-9;]*m", "", built.stdout + built.stderr)


@pytest.mark.parametrize("competency", [None, "patience"])
def test_a_course_of_one_lesson_is_published(tmp_path: Path, competency: str | None) -> None:
    code, output = said(small_course(tmp_path, competency))
    assert code == 0, output
    html = tmp_path / "_build/html"
    page = (html / "notebooks/rain.html").read_text("utf-8")
    widgets = ["scenario", "progress", *(["self_rating", "profile", "calibration"] if competency else []), "done"]
    assert re.findall(r'<div class="ss-island"[^>]* data-widget="(\w+)"', page) == widgets
    assert "O*NET" not in page and "soft-skills" not in page
    assert '"keeping-bees"' in (html / "_static/softskills.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "course.yml: there is no such file"),
        ("format: 3\n", "course.yml:1: format: this is 3"),
        (f"{COURSE}folders: {{data: /tmp}}\n", "course.yml:5: folders.data: lies outside the course"),
        (f"{COURSE}features: {{calibration: off}}\n", "this course goes without calibration"),
    ],
)
def test_a_course_that_cannot_be_used_stops_the_book(tmp_path: Path, text: str | None, why: str) -> None:
    small_course(tmp_path, "patience")
    (tmp_path / "course.yml").unlink()
    if text is not None:
        write(tmp_path / "course.yml", text)
    code, output = said(tmp_path)
    assert code != 0
    assert why in output
    assert not (tmp_path / "_build/html/notebooks/rain.html").exists()
