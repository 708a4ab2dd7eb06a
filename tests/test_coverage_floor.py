"""`make test` ends with an error when less of a room is run than its floor, and says which lines."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.environment import unmeasured
from support.places import ROOT

SOURCE = """\
import sys

if len(sys.argv) > 1:
    print("asked")
    print("and answered")
print("done")
"""
SETTINGS = """\
[tool.softskills.coverage]
marks = {floor}

[tool.coverage.run]
data_file = "data"
parallel = true
source = ["src"]
"""


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command, environment = [sys.executable, *arguments], unmeasured()
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(("asked", "floor", "code"), [([], 50, 0), ([], 99, 1), (["a"], 100, 0)])
def test_a_room_below_its_floor_is_an_error(tmp_path: Path, asked: list[str], floor: int, code: int) -> None:
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format(floor=floor), "utf-8")
    room = tmp_path / "src" / "softskills" / "marks.py"
    room.parent.mkdir(parents=True)
    room.write_text(SOURCE, "utf-8")
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "coverage_floor.py", tmp_path / "tools")
    for arguments in ([], asked):  # two runs, of which each leaves a file
        assert python(tmp_path, "-m", "coverage", "run", str(room), *arguments).returncode == 0

    told = python(tmp_path, "tools/coverage_floor.py")

    assert told.returncode == code, told.stdout + told.stderr
    assert "marks: " in told.stdout
    assert ("4-5" in told.stdout) == (code == 1)


def test_a_room_of_which_nothing_ran_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format(floor=1).replace("marks", "elsewhere"), "utf-8")
    room = tmp_path / "src" / "softskills" / "marks.py"
    room.parent.mkdir(parents=True)
    room.write_text(SOURCE, "utf-8")
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "coverage_floor.py", tmp_path / "tools")
    assert python(tmp_path, "-m", "coverage", "run", str(room)).returncode == 0

    told = python(tmp_path, "tools/coverage_floor.py")

    assert told.returncode == 1
    assert "elsewhere: 0.00 %" in told.stdout


def test_without_a_measurement_it_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(SETTINGS.format(floor=1), "utf-8")
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "coverage_floor.py", tmp_path / "tools")

    told = python(tmp_path, "tools/coverage_floor.py")

    assert told.returncode == 1
    assert "Nothing was measured" in told.stdout
