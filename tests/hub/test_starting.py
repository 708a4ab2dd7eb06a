"""`softskills hub start`: how the server of an account begins. What it becomes is a stand-in here."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softskills.cli import app
from softskills.desk.folder import CannotLay
from softskills.hub import starting
from softskills.hub.starting import GRADERS, LEARNERS


class Became(Exception):
    """In the place of a process that never returns."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account's home, and a server beside this Python that says what it was begun with."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "jupyterhub-singleuser").touch()
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")  # so that what a start puts there is taken out again
    monkeypatch.delenv("JUPYTER_CONFIG_PATH")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", "another")
    monkeypatch.chdir(Path(__file__).parents[2])  # as if this course were installed

    def become(program: str, words: list[str]) -> None:
        raise Became(words, Path.cwd(), os.environ["JUPYTER_CONFIG_PATH"], os.environ["JUPYTER_RUNTIME_DIR"])

    monkeypatch.setattr(os, "execv", become)
    return tmp_path / "home"


def begun(*arguments: str) -> tuple[object, ...]:
    before = os.umask(0o022)
    try:
        ran = CliRunner().invoke(app, ["hub", "start", *arguments])
    finally:
        os.umask(before)
    assert isinstance(ran.exception, Became), ran.output
    return ran.exception.args


def test_a_learners_server_has_the_lessons_and_what_it_makes_is_theirs_alone(home: Path) -> None:
    words, folder, settings, runtime = begun("--ServerApp.port=1", "--help")
    assert words == [f"{home.parent}/bin/jupyterhub-singleuser", "--ServerApp.port=1", "--help"]
    assert (folder, settings, runtime) == (home, str(LEARNERS), f"{home}/.jupyter-run")
    laid = [*(home / "lessons").rglob("*.ipynb")]
    assert len(laid) > 20
    assert not [path for path in (home / "lessons", *laid) if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_a_graders_server_has_the_settings_of_the_course_first_and_no_lessons(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTSKILLS_GRADES", str(home / "spring-27"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/etc/own")
    _, _, settings, _ = begun()
    assert settings == f"{home / 'spring-27'}:{GRADERS}:/etc/own"
    assert not (home / "lessons").exists()


def test_lessons_that_cannot_be_laid_keep_nobody_from_working(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*given: object) -> list[str]:
        raise CannotLay("The disk is full.")

    monkeypatch.setattr(starting, "lay_course", cannot)
    assert begun()[1] == home


def test_a_server_that_is_not_installed_is_named(home: Path) -> None:
    (home.parent / "bin" / "jupyterhub-singleuser").unlink()
    ran = CliRunner().invoke(app, ["hub", "start"])
    assert ran.exit_code == 1 and "pip install jupyterhub" in ran.output
    assert not (home / "lessons").exists()
