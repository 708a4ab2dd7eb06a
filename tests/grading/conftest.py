"""What tests of several storeys of grading share."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_course import write_course, write_desk


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine says how to grade."""
    for name in ("NBGRADER_EXECUTION", "SOFTSKILLS_KEYS", "SOFTSKILLS_FEEDBACK"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare_environment: None) -> Path:
    """A folder with the quiz, as a learner has it, as the working folder. Nothing points to the keys yet."""
    folder = write_desk(tmp_path / "desk")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bare_environment: None) -> Path:
    """A course with one quiz that may be released and was, as the working folder."""
    root = write_course(tmp_path / "course")
    monkeypatch.chdir(root)
    return root
