"""A class in which almost everybody attacks: what each hands in, and the points that their answers deserve.

An attack in a notebook leaves a mark when any code of it runs. Its answers deserve HALF, and it wants more, or wants
harm. The honest stand first, in the middle and last, because a submission could harm those that come after it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

from softskills.course import ANSWERS
from support.grading_course import QUIZ, Course, lines

LOG = ANSWERS
FULL, HALF = 18.0, 6.0
HUGE = 50_000_000
HONEST = ("a-honest", "m-honest", "z-honest")

Plant = Callable[[Path], None]


def code(source: str) -> Plant:
    """A cell of this code before all others, which leaves a mark when it runs."""

    def plant(folder: Path) -> None:
        edit(folder, lambda whole: whole["cells"].insert(0, new_code_cell(RAN + source)))

    return plant


def edit(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    """Change the notebook as plain data, however unsound it becomes."""
    file = folder / f"{QUIZ}.ipynb"
    notebook = json.loads(file.read_text("utf-8"))
    change(notebook)
    file.write_text(json.dumps(notebook), "utf-8")


def grade_cell(change: Callable[[dict[str, Any]], Any]) -> Plant:
    """A change of the cell that gives the points."""
    return lambda folder: edit(folder, lambda whole: change(find_grade_cell(whole)))


def find_grade_cell(whole: dict[str, Any]) -> dict[str, Any]:
    cell: dict[str, Any]
    [cell] = [cell for cell in whole["cells"] if cell["id"] == "grade-quiz"]
    return cell


def settings(**changes: Any) -> Plant:
    """A change of what nbgrader notes in the cell that gives the points."""
    return grade_cell(lambda cell: cell["metadata"]["nbgrader"].update(changes))


def duplicated(whole: dict[str, Any]) -> None:
    cell = find_grade_cell(whole)
    whole["cells"].append(cell | {"id": "again", "source": "18.0"})


def beside(name: str, content: str) -> Plant:
    """A file beside the notebook."""

    def plant(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")

    return plant


def all_of(*plants: Plant) -> Plant:
    def plant(folder: Path) -> None:
        for one in plants:
            one(folder)

    return plant


def notebook_is(content: bytes) -> Plant:
    def plant(folder: Path) -> None:
        (folder / f"{QUIZ}.ipynb").write_bytes(content)

    return plant


def instead_of(name: str, make: Callable[[Path], Any]) -> Plant:
    """Something else in the place of a file."""

    def plant(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        make(folder / name)

    return plant


def sparse(file: Path) -> None:
    """Make a file as large as HUGE, by zeros that take no room."""
    with file.open("ab") as stream:
        stream.truncate(HUGE)


RAN = "import os\nopen(os.path.join(os.environ['HOME'], f'ran-{os.getpid()}'), 'w').close()\n"
"""Code that leaves a mark."""

PATCH = """
import softskills.grading, softskills.grading.submission.cells, softskills.grading.quiz.review, softskills.scoring
softskills.scoring.credit = softskills.grading.quiz.review.credit = lambda *arguments: 1.0
softskills.grading.grade_quiz = softskills.grading.submission.cells.grade_quiz = lambda *arguments: 18.0
"""
TRANSFORMER = """
import ast
class Full(ast.NodeTransformer):
    def visit_Call(self, node):
        mine = getattr(node.func, "id", "") == "grade_quiz"
        return ast.copy_location(ast.Constant(18.0), node) if mine else node
get_ipython().ast_transformers.append(Full())
"""
WRITES_GRADEBOOK = """
import sqlite3
with sqlite3.connect("../../../gradebook.db") as gradebook:
    gradebook.execute("update grade set manual_score = 18.0")
"""
READS_KEYS = """
import pathlib
for file in pathlib.Path(os.environ["SOFTSKILLS_KEYS"]).iterdir():
    print(file.read_text())
"""
TAKES_ANSWERS = """
import shutil
os.remove("answers.jsonl")
shutil.copy("../../../submitted/a-honest/listening/answers.jsonl", "answers.jsonl")
"""
SPOILS_OTHERS = """
import pathlib
for file in pathlib.Path("../../../submitted").glob("*/listening/answers.jsonl"):
    file.write_text("")
"""
STAYS = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)  # an attack that stays"])
"""
GIVES_ALL = "def grade_quiz():\n    return 18.0\n\ndef show_reflection(item):\n    pass\n"
OWN_OUTPUT = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "18.0"}}


def turned_into(kind: str) -> Plant:
    def change(cell: dict[str, Any]) -> None:
        cell["cell_type"] = kind
        del cell["outputs"], cell["execution_count"]

    return grade_cell(change)


def tags(*names: str) -> Plant:
    return grade_cell(lambda cell: cell["metadata"].update(tags=list(names)))


def notebook(**changes: Any) -> Plant:
    return lambda folder: edit(folder, lambda whole: whole.update(changes))


def folder_of_code(path: Path) -> None:
    path.mkdir()
    (path / "code.py").write_text(RAN, "utf-8")


# What stock nbgrader falls for: there each of these gets more than it deserves.
CHEATS: dict[str, Plant] = {
    "patched": code(PATCH),
    "skipped": tags("skip-execution"),
    "transformed": code(TRANSFORMER),
    "writes-gradebook": code(WRITES_GRADEBOOK),
    "takes-answers": code(TAKES_ANSWERS),
}

# What makes stock nbgrader stop for the whole class.
STOPPERS: dict[str, Plant] = {
    "schema-99": settings(schema_version=99),
    "duplicated": lambda folder: edit(folder, duplicated),
}

NOTEBOOKS: dict[str, Plant] = CHEATS | STOPPERS
NOTEBOOKS |= {
    "module-of-our-name": all_of(
        beside("softskills/__init__.py", RAN + "scenario = reflection = print"),
        beside("softskills/grading.py", GIVES_ALL),
    ),
    "reads-keys": code(READS_KEYS),
    "spoils-others": code(SPOILS_OTHERS),
    "json-module": beside("json.py", RAN),
    "site-modules": all_of(beside("sitecustomize.py", RAN), beside("usercustomize.py", RAN)),
    "own-config": all_of(beside("nbgrader_config.py", RAN), beside("jupyter_config.py", RAN)),
    "own-quiz": all_of(beside("keys/listening.yml", "quiz: mine"), beside("quiz.yml", "quiz: mine")),
    "other-tags": tags("raises-exception", "remove-cell", "remove-input"),
    "own-output": grade_cell(lambda cell: cell.update(outputs=[OWN_OUTPUT])),
    "altered": grade_cell(lambda cell: cell.update(source=RAN + "18.0")),
    "removed": lambda folder: edit(folder, lambda whole: whole["cells"].remove(find_grade_cell(whole))),
    "all-removed": notebook(cells=[]),
    "turned-into-text": turned_into("markdown"),
    "turned-into-raw": turned_into("raw"),
    "turned-into-nothing": turned_into("nothing"),
    "other-id": settings(grade_id="mine"),
    "id-of-another-cell": settings(grade_id="show-text"),
    "empty-id": settings(grade_id=""),
    "id-is-a-list": settings(grade_id=["grade-quiz"]),
    "more-points": settings(points=600),
    "points-are-text": settings(points="all"),
    "no-grade": settings(grade=False),
    "not-locked": settings(locked=False),
    "a-solution": settings(solution=True, locked=False),
    "a-task": settings(task=True),
    "schema-0": settings(schema_version=0),
    "schema-is-text": settings(schema_version="three"),
    "no-settings": grade_cell(lambda cell: cell["metadata"].pop("nbgrader")),
    "settings-are-nothing": grade_cell(lambda cell: cell["metadata"].update(nbgrader=None)),
    "other-kernel": notebook(metadata={"kernelspec": {"name": "none", "display_name": "None", "language": "none"}}),
    "old-format": notebook(nbformat=3, worksheets=[]),
    "format-99": notebook(nbformat=99),
    "endless": code("while True:\n    pass"),
    "forks": code("while True:\n    os.fork()"),
    "hogs-memory": code("hog = [bytearray(10**9) for _ in range(10**6)]"),
    "stays": code(STAYS),
    "exits": code("os._exit(0)"),
}
NOTEBOOKS |= {
    "empty-notebook": notebook_is(b""),
    "broken-notebook": notebook_is(b'{"cells": ['),
    "binary-notebook": notebook_is(bytes(range(256))),
    "null-notebook": notebook_is(b"null"),
    "deep-notebook": notebook_is(b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    "huge-notebook": lambda folder: sparse(folder / f"{QUIZ}.ipynb"),
    "link-as-notebook": instead_of(f"{QUIZ}.ipynb", lambda file: file.symlink_to("/dev/zero")),
    "pipe-as-notebook": instead_of(f"{QUIZ}.ipynb", os.mkfifo),
    "folder-as-notebook": instead_of(f"{QUIZ}.ipynb", folder_of_code),
    "folder-as-quiz": instead_of("quiz.yml", folder_of_code),
    "further-notebook": beside("further.ipynb", "{"),
    "no-time": beside("timestamp.txt", "at noon"),
    "pipe-as-time": instead_of("timestamp.txt", os.mkfifo),
    "folder-as-time": instead_of("timestamp.txt", folder_of_code),
    "link-to-everything": lambda folder: (folder / "all").symlink_to("/"),
    "odd-names": all_of(*(beside(name, "") for name in ("two\nlines", "<img src=x onerror=alert(1)>", "{x}%s", "-rf"))),
    "name-that-is-no-text": beside(os.fsdecode(b"\xff\xfe"), ""),
}


def without(right: dict[str, Any], item: str) -> bytes:
    return lines({name: answer for name, answer in right.items() if name != item}).encode()


def answer_files(course: Course) -> dict[str, tuple[Callable[[Path], Any], float]]:
    """Answer files that are not what they should be: how each is made, and the points that it deserves.

    Most hold the right answers to all scenarios but the first one, which earn 16 points.
    """
    right = course.right_answers()
    first = next(iter(right))
    others, first_line = without(right, first), lines({first: right[first]}).encode()
    honest = course.root / "submitted" / HONEST[0] / QUIZ / LOG

    def of(*content: bytes) -> Callable[[Path], Any]:
        return lambda file: file.write_bytes(b"".join(content))

    def answered(text: str | bytes) -> Callable[[Path], Any]:
        """The first answer is this text, which may be JSON."""
        made = lines({first: "ANSWER"}).encode().replace(b'"ANSWER"', text.encode() if isinstance(text, str) else text)
        return of(made, others)

    def huge(file: Path) -> None:
        file.write_bytes(lines(right).encode())
        sparse(file)

    letters = sorted(course.quiz()[0].scenarios[0].options)  # type: ignore[union-attr]
    strange: list[Any] = [
        None,
        True,
        7,
        1.5,
        "a",
        [],
        {},
        {"best": []},
        {"best": "a", "worst": 1},
        {"best": {"a": 1}, "worst": "b"},
    ]
    files: dict[str, tuple[Callable[[Path], Any], float]] = {
        "missing": (lambda file: None, 0.0),
        "empty": (of(b""), 0.0),
        "truncated": (of(others, first_line[:-20]), 16.0),
        "not-a-number": (answered("NaN"), 16.0),
        "infinity": (answered('{"best": Infinity, "worst": -Infinity}'), 16.0),
        "too-large-a-number": (answered('{"best": 1e999, "worst": "a"}'), 16.0),
        "endless-digits": (answered("9" * 50_000), 16.0),
        "deep": (answered("[" * 200_000 + "]" * 200_000), 16.0),
        "deep-in-a-short-line": (answered("[" * 30_000 + "]" * 30_000), 16.0),
        "other-options": (answered('{"best": "zz", "worst": "a"}'), 16.0),
        "same-option": (answered(f'{{"best": "{letters[0]}", "worst": "{letters[0]}"}}'), 16.0),
        "other-items": (of(others, lines({"listening-99": "a", "../listening-01": {}, "": 1}).encode()), 16.0),
        "half-characters": (answered(r'{"best": "\ud800", "worst": "a"}'), 16.0),
        "latin-1": (answered('"é"'.encode("latin-1")), 16.0),
        "no-lines": (of(b"x\n" * 3_900_000), 0.0),
        "utf-16": (of(lines(right).encode("utf-16")), FULL),
        "huge": (huge, 0.0),
        "link-to-another": (lambda file: file.symlink_to(honest), 0.0),
        "link-to-zeros": (lambda file: file.symlink_to("/dev/zero"), 0.0),
        "link-to-nowhere": (lambda file: file.symlink_to("/nowhere"), 0.0),
        "pipe": (os.mkfifo, 0.0),
        "folder": (folder_of_code, 0.0),
        "device": (device, 0.0),
    }
    for number, answer in enumerate(strange):
        files[f"strange-{number}"] = (answered(json.dumps(answer)), 16.0)
    return files


def device(file: Path) -> None:
    """What /dev/zero is. Only root can make one."""
    if os.getuid() == 0:
        os.mknod(file, 0o666 | stat.S_IFCHR, os.makedev(1, 5))


def hand_in_attacks(course: Course) -> dict[str, float]:
    """Everybody's submission. Returns the points that each deserves."""
    right = course.right_answers()
    half = {item: right[item] for item in list(right)[:3]}
    deserved = dict.fromkeys(HONEST, FULL) | dict.fromkeys(NOTEBOOKS, HALF)
    for student in HONEST:
        (course.submission(student) / LOG).write_text(lines(right), "utf-8")
    for student, plant in NOTEBOOKS.items():
        folder = course.submission(student)
        (folder / LOG).write_text(lines(half), "utf-8")
        plant(folder)
    for student, (make, points) in answer_files(course).items():
        make(course.submission(student) / LOG)
        deserved[student] = points
    return deserved
