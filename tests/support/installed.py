"""The two packages, built as wheels and installed each into an environment of its own, without the network.

Such an environment sees the packages of the one that runs the tests, but not the checkout: a path in a .pth file is
not searched for further .pth files, and it is by one of those that an editable install works.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKED = (
    "course.yml",
    "_toc.yml",
    "book/references.bib",
    "data",
    "notebooks",
    "exercises/source",
    "exercises/keys",
    "packaging",
    "src",
)
COMMAND_SECONDS = 180

_NOT_IN_GIT = shutil.ignore_patterns("answers*.jsonl", ".ipynb_checkpoints", "__pycache__", ".*.swp")


@dataclass(frozen=True)
class Wheels:
    engine: Path
    course: Path


def checkout(to: Path) -> Path:
    """A copy of what the wheels are built from."""
    for name in PACKED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=_NOT_IN_GIT)
        else:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
    for file in (*ROOT.glob("LICENSE*"), ROOT / "CITATION.cff", ROOT / "pyproject.toml"):
        shutil.copy(file, to)
    return to


def build_wheel(project: Path, to: Path) -> Path:
    """The wheel of the project in this folder. Hatchling builds it, as pip would have it do."""
    before = set(to.glob("*.whl"))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(to)]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=COMMAND_SECONDS)
    assert built.returncode == 0, built.stdout + built.stderr
    [wheel] = set(to.glob("*.whl")) - before
    return wheel


class Installed:
    """An environment of its own, and commands that run in it."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.home.mkdir()

    @classmethod
    def beside_the_tests(cls, folder: Path, *wheels: Path) -> Installed:
        """Make one with these wheels in it, and with the packages of the tests in sight."""
        venv.create(folder, with_pip=False, symlinks=True)
        installed = cls(folder)
        pip = [sys.executable, "-m", "pip", "--python", str(installed.bin / "python"), "install", "--quiet"]
        subprocess.run([*pip, "--no-index", "--no-deps", *map(str, wheels)], check=True, timeout=COMMAND_SECONDS)
        [site] = (folder / "lib").glob("python*/site-packages")
        (site / "tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
        return installed

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the developer's own settings."""
        foreign = ("JUPYTER", "SOFTSKILLS", "NBGRADER", "PYTHON", "VIRTUAL_ENV")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return kept | {
            "HOME": str(self.home),
            # nbgrader runs alembic, which is a program of the other environment
            "PATH": os.pathsep.join([str(self.bin), str(Path(sys.executable).parent), kept.get("PATH", "")]),
            "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),  # nbconvert's templates
        }

    def run(self, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in a folder, whatever it ends with."""
        program, *arguments = command
        return subprocess.run(
            [str(self.bin / program), *arguments],
            cwd=folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
        )

    def do(self, folder: Path, *command: str) -> str:
        """Run a command that must succeed: what it said."""
        ran = self.run(folder, *command)
        assert ran.returncode == 0, f"{' '.join(command)}: {ran.stdout[-3000:]}{ran.stderr[-3000:]}"
        return ran.stdout + ran.stderr

    def python(self, folder: Path, code: str) -> str:
        """Run Python code that must succeed: what it printed."""
        return self.do(folder, "python", "-c", code)

    def jupyter_book(self, folder: Path) -> str:
        """Build the book in a folder, with warnings as errors."""
        main = "from jupyter_book.cli.main import main; main()"  # its program belongs to the other environment
        return self.do(folder, "python", "-c", main, "build", "-W", "-n", "--keep-going", ".")

    def nbgrader(self, *commands: tuple[Path, str]) -> None:
        """Run nbgrader's commands, each in its folder. All must succeed. They share one process up to the loading of
        nbgrader, which takes longest."""
        self.do(self.home, "python", "-c", _NBGRADER, json.dumps([[str(folder), line] for folder, line in commands]))


_NBGRADER = """
import json, os, sys
from nbgrader.apps.nbgraderapp import NbGraderApp
for folder, line in json.loads(sys.argv[1]):
    if not (child := os.fork()):
        os.chdir(folder)
        NbGraderApp.launch_instance(line.split())
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"failed: nbgrader {line}")
"""
