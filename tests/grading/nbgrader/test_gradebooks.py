"""The gradebook that stays open for one submission after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import autograde

from softskills.grading.nbgrader.open_gradebook import keep_for_autograde, kept_gradebook


@pytest.fixture(autouse=True)
def nbgraders_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A new gradebook asks the command alembic for its version. What is kept for Autograde is undone afterwards."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setattr(autograde, "Gradebook", Gradebook)
    yield
    kept_gradebook.cache_clear()


def students(url: str) -> list[str]:
    """Those whom Autograde finds, when it starts."""
    keep_for_autograde(url, "course")
    with autograde.Gradebook(url, "course") as gradebook:
        return [student.id for student in gradebook.students]


def test_autograde_uses_one_gradebook_again_and_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    keep_for_autograde(url, "course")
    with autograde.Gradebook(url, "course") as first:
        first.add_student("ann")
    with autograde.Gradebook(url, "course") as again:
        assert again is first


def test_what_another_process_wrote_meanwhile_is_seen(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    keep_for_autograde(url, "course")
    with autograde.Gradebook(url, "course") as kept:
        kept.add_student("ann")
        assert kept.find_student("ann").first_name is None
    with Gradebook(url, "course") as other:
        other.update_or_create_student("ann", first_name="Ann")
    with autograde.Gradebook(url, "course") as kept:
        assert kept.find_student("ann").first_name == "Ann"


@pytest.mark.parametrize("in_its_place", [["bob"], []], ids=["replaced", "removed"])
def test_a_gradebook_that_was_replaced_or_removed_meanwhile_is_not_used_any_more(
    tmp_path: Path, in_its_place: list[str]
) -> None:
    file = tmp_path / "gradebook.db"
    url = f"sqlite:///{file}"
    with Gradebook(url, "course") as gradebook:
        gradebook.add_student("ann")
    assert students(url) == ["ann"]
    file.unlink()
    for student in in_its_place:
        with Gradebook(url, "course") as anew:
            anew.add_student(student)
    assert students(url) == in_its_place


def test_a_gradebook_that_cannot_be_used_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    file.write_text("no database " * 100, "utf-8")
    with pytest.raises(SystemExit, match=r"Nobody was graded\. The gradebook cannot be used: .*not a database"):
        keep_for_autograde(f"sqlite:///{file}", "course")
    assert autograde.Gradebook is Gradebook
