"""Commands are called by their path, in a shell in which no environment is activated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from softskills.grading.nbgrader.programs import put_on_path
from support.grading_course import COMMAND_SECONDS, QUIZ, Course, lines

BIN = Path(sys.executable).parent


def run(course: Course, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = [folder for folder in os.environ["PATH"].split(os.pathsep) if not Path(folder, "alembic").exists()]
    environment = course.environment("instructor") | {"PATH": os.pathsep.join(path)}
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.run(
        [BIN / program, *arguments],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=COMMAND_SECONDS,
    )


@pytest.mark.trial
def test_a_course_is_released_and_graded_by_commands_called_by_their_path(tmp_path: Path) -> None:
    course = Course(tmp_path)

    released = run(course, "nbgrader", "generate_assignment", QUIZ)

    assert released.returncode == 0, released.stderr
    (course.submission("ann") / "answers.jsonl").write_text(lines(course.right_answers()), "utf-8")
    course.database.unlink()  # so that grading has to make a new one
    assert run(course, "nbgrader", "db", "assignment", "add", QUIZ).returncode == 0
    again = run(course, "nbgrader", "generate_assignment", QUIZ, "--force")
    assert again.returncode == 0, again.stderr
    graded = run(course, "softskills", "grade", QUIZ, "--no-collect", "--jobs", "1")
    assert graded.returncode == 0, graded.stderr
    assert f"{QUIZ}: 1 submission graded now" in graded.stdout


def test_what_is_on_the_path_stays_and_is_not_added_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/first:/second")
    put_on_path()
    put_on_path()
    assert os.environ["PATH"] == f"{BIN}:/first:/second"
