"""The packages as people install them: from an index, with all they bring, in an environment that sees no other."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.installed import Installed, Wheels
from support.whole_course import book, findings, graded

pytestmark = pytest.mark.trial
MOST_PACKAGES, MOST_MEGABYTES = 110, 280
"""What a learner's install may bring beside the engine and the course, and what all of it may take with what Python
compiles."""

_BROUGHT = """
import json
from importlib.metadata import distributions
from pathlib import Path
brought = {one.name: one for one in distributions() if one.name not in ("pip", "setuptools")}  # these came with venv
files = {Path(str(file.locate())) for one in brought.values() for file in one.files or []}
blocks = sum(file.stat().st_blocks for file in files if file.is_file())
print(json.dumps([sorted(brought), blocks * 512 / 1e6]))
"""


def installed(folder: Path, *requirements: str) -> Installed:
    """A fresh environment with what pip brings for these requirements, from the network."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", *requirements], check=True)
    return Installed(folder)


def test_a_learner_installs_the_course_and_runs_a_lesson(wheels: Wheels, tmp_path: Path) -> None:
    fresh = installed(tmp_path / "env", str(wheels.engine), str(wheels.course))
    packages, megabytes = json.loads(fresh.python(tmp_path, _BROUGHT))
    assert {"softskills", "building-soft-skills"} < {*packages}
    assert len(packages) - 2 <= MOST_PACKAGES, packages
    assert 100 < megabytes <= MOST_MEGABYTES
    lesson = next(fresh.bin.parent.glob("lib/python*/site-packages/building_soft_skills/notebooks/collaboration.ipynb"))
    shutil.copy(lesson, tmp_path)
    fresh.do(tmp_path, "jupyter", "nbconvert", "--to", "notebook", "--execute", lesson.name, "--output", "ran.ipynb")
    assert (tmp_path / "ran.ipynb").read_text("utf-8").count("application/vnd.jupyter.widget-view+json") >= 6
    assert fresh.run(tmp_path, "jupyter", "lab", "--version").returncode == 0


def test_an_author_makes_a_course_publishes_it_and_grades(wheels: Wheels, tmp_path: Path) -> None:
    fresh = installed(tmp_path / "env", f"softskills[author,grade] @ {wheels.engine.as_uri()}")
    course = tmp_path / "talking-at-work"
    fresh.do(tmp_path, "softskills", "new", "course", course.name)
    assert findings(fresh, course) == []
    assert "notebooks/first-lesson" in book(fresh, course)
    row, _ = graded(fresh, course, "first-quiz")
    assert row["score"] == "4.0"
