"""The plain install is what a learner needs, and a command that needs more says what to install."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from softskills.cli import app, new
from support.installed import ROOT

PLAIN = ("start", "new cohort")
COMMANDS = {
    "check": "author",
    "new scenario --kind rank --competency x": "author",
    "new course a-course": "author",
    "preview data/lessons.yml": "author",
    "schema": "author",
    "graph listening-07": "figures",
    "grade part-1": "grade",
    "status part-1": "grade",
    "report part-1": "grade",
    "demo a-class": "grade",
    "extension part-1": "grade",
    "regrade part-1": "grade",
    "backup": "grade",
    "restore backup.zip --to a-folder": "grade",
    "new assignment mine": "grade",
    "page part-1": "grade",
    "collect-zip moodle.zip --assignment part-1 --roster learners.csv": "grade",
    "feedback-zip part-1 --from moodle.zip -o feedback.zip": "grade",
    "passback part-1": "lti",
    "passback-key": "lti",
    "workbook": "workbook",
    "certificate answers.jsonl --name Ines": "workbook",
}

RATED = '{"v":1,"time":"2026-03-01T09:00:00.000Z","item":"rating/empathy/now","answer":{"level":3,"evidence":""}}'

_WITHOUT = """
import importlib.abc, json, sys
missing = set(json.loads(sys.argv.pop(1)))
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
"""


def brought_by(*extras: str) -> set[str]:
    """The distributions that an install of the engine brings on this machine, with these extras."""
    found: set[tuple[str, str]] = set()
    pending = [("softskills", extra) for extra in ("", *extras)]
    while pending:
        name, extra = one = pending.pop()
        if one in found:
            continue
        found.add(one)
        for line in distribution(name).requires or []:
            due = Requirement(line)
            if due.marker is None or due.marker.evaluate({"extra": extra}):
                pending += [(canonicalize_name(due.name), inner) for inner in ("", *due.extras)]
    return {name for name, _ in found}


@pytest.fixture(scope="module")
def missing() -> str:
    """The modules that are installed here and would not be in a plain install, as JSON."""
    plain = brought_by()
    modules = packages_distributions()
    absent = [name for name, owners in modules.items() if not {canonicalize_name(owner) for owner in owners} & plain]
    due = {"nbgrader", "sphinx", "jupyter_book", "rapidfuzz", "pyphen", "psycopg", "matplotlib", "pandas", "numpy"}
    assert due <= set(absent)
    return json.dumps(absent)


def run_without(missing: str, code: str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _WITHOUT + code, missing, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)


def test_every_lesson_and_exercise_runs_in_a_plain_install(missing: str, tmp_path: Path) -> None:
    code = """
import os, pathlib, shutil
root, desk = pathlib.Path.cwd(), pathlib.Path(sys.argv[1])
os.environ["SOFTSKILLS_COURSE"] = str(root)
count = 0
for file in sorted(root.glob("notebooks/*.ipynb")) + sorted(root.glob("exercises/source/*/*.ipynb")):
    here = desk / file.stem
    shutil.copytree(file.parent, here) if "exercises" in file.parts else here.mkdir()
    os.chdir(here)
    names = {}
    for cell in json.loads(file.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
            count += 1
print("cells:", count)
"""
    ran = run_without(missing, code, str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout.rpartition("cells: ")[2]) > 250


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("my_profile()", "A picture of your profile needs matplotlib"),
        ("my_ratings()", "A table of your ratings needs pandas"),
        ("save_profile('me.svg')", "A picture of your profile needs matplotlib"),
    ],
)
def test_figures_of_ones_own_say_what_to_install(missing: str, tmp_path: Path, call: str, said: str) -> None:
    """In a notebook: the sentence alone, and no list of files."""
    (tmp_path / "answers.jsonl").write_text(RATED + "\n", "utf-8")
    code = f"""
import os
os.environ["SOFTSKILLS_COURSE"] = {str(ROOT)!r}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(ipython_dir={str(tmp_path / "ipython")!r})
shell.run_cell("from softskills import my_profile, my_ratings, save_profile").raise_error()
print("found:", shell.run_cell({call!r}).error_in_exec.__class__.__name__)
"""
    ran = run_without(missing, code, folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    shown = [line for line in ran.stdout.splitlines() if not line.startswith("Read from")]
    install = "which isn't installed here. Install it with: pip install 'softskills[figures]'"
    assert shown == [
        f"{said}, {install}",
        "Then choose Kernel, Restart, and run this cell again.",
        "found: NeedsFigures",
    ]
    assert not (tmp_path / "me.svg").exists()


@pytest.fixture(scope="module")
def refused(missing: str) -> dict[str, list[Any]]:
    """By command: its exit status, what it printed, and what it said of errors, in a plain install."""
    code = """
from typer.testing import CliRunner
from softskills.cli import app
from softskills.grading.class_run import pool
pool.METHOD = "spawn"  # or the server of forks would load all that this process cannot
ran = {line: CliRunner().invoke(app, line.split()) for line in json.loads(sys.argv[1])}
print(json.dumps({line: [one.exit_code, one.stdout, one.stderr] for line, one in ran.items()}))
"""
    ran = run_without(missing, code, json.dumps(list(COMMANDS)))
    assert ran.returncode == 0, ran.stderr
    return dict(json.loads(ran.stdout))


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_names_the_extra_that_it_needs(refused: dict[str, list[Any]], line: str) -> None:
    code, printed, said = refused[line]
    assert (code, printed) == (2, "")
    extra = COMMANDS[line]
    first, second = said.splitlines()
    assert first == f"softskills {name_of(line)} needs the extra `{extra}`: pip install 'softskills[{extra}]'"
    assert second.startswith("It brings ") and second.split()[2].strip(",") in brings(extra)


def test_a_learners_folder_needs_no_extra(missing: str, tmp_path: Path) -> None:
    code = "from softskills.cli import app; app()"
    ran = run_without(missing, code, "start", "--only-lay", str(tmp_path / "mine"))
    assert ran.returncode == 0, ran.stderr
    assert len(list((tmp_path / "mine").glob("*.ipynb"))) > 25


def test_a_cohort_needs_no_extra(missing: str, tmp_path: Path) -> None:
    code = "from softskills.cli import app; app()"
    ran = run_without(missing, code, "new", "cohort", "spring-27", str(tmp_path / "spring-27"))
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "spring-27" / "desk.ipynb").is_file()


def test_items_are_exported_without_an_extra(missing: str, tmp_path: Path) -> None:
    code = """
from softskills.cli import app
for name in ("qti", "moodle-xml", "gift"):
    app(["export", name, "--part", "2", "-o", f"{sys.argv[1]}/{name}"], standalone_mode=False)
"""
    ran = run_without(missing, code, str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["gift", "moodle-xml", "qti"]


def test_a_story_is_printed_as_text_without_an_extra(missing: str) -> None:
    code = "from softskills.cli import app; app()"
    ran = run_without(missing, code, "graph", "listening-07", "--text")
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) > 10


def test_a_package_for_a_platform_needs_an_extra_and_answers_from_there_none(missing: str, tmp_path: Path) -> None:
    code = "from softskills.cli import app; app()"
    ran = run_without(missing, code, "export", "scorm", "-o", str(tmp_path / "course.zip"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "needs the extra `book`" in ran.stderr
    one = {"id": "on-the-bus@20260131T093000123Z.X92p", "response": 'answer: {"choice":"b","sure":"fairly"} Tell her.'}
    (tmp_path / "told.json").write_text(json.dumps([one]), "utf-8")
    for what, *more in (["answers"], ["xapi", "--learner", "ada", "--home", "https://example.org"]):
        ran = run_without(missing, code, "export", what, str(tmp_path / "told.json"), "-o", str(tmp_path / what), *more)
        assert (ran.returncode, (tmp_path / what).is_file()) == (int(what == "xapi"), True), ran.stderr


def test_every_command_is_tried() -> None:
    due = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]
    due += [f"new {one.name or one.callback.__name__}" for one in new.registered_commands if one.callback]
    assert sorted(due) == sorted([*PLAIN, *map(name_of, COMMANDS)])


def test_nothing_is_imported_that_only_the_tests_bring() -> None:
    owners = packages_distributions()
    ours = brought_by("book", "author", "grade", "workbook", "badges")
    foreign = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in (ROOT / "src").rglob("*.py")
        for name in imported_by(file)
        if name in owners and not {canonicalize_name(owner) for owner in owners[name]} & ours
    }
    assert foreign == set()


def name_of(line: str) -> str:
    words = line.split()
    return " ".join(words[: 2 if words[0] == "new" else 1])


def brings(extra: str) -> set[str]:
    """The modules that this extra adds to a plain install."""
    added = brought_by(extra) - brought_by()
    return {name for name, owners in packages_distributions().items() if {canonicalize_name(o) for o in owners} & added}


def imported_by(file: Path) -> Iterator[str]:
    """The first part of the name of every module that a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
