"""A learner's desk and a course folder with the small quiz, as plain files, without nbgrader's commands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from support.small_quiz import KEYS, QUIZ, log_of

MARKS = {"grade_id": "marks", "task": True, "points": 2}
FLAGS = {"grade": False, "solution": False, "task": False, "locked": True, "schema_version": 3}


def locked(source: str, name: str = "cell", **settings: Any) -> Any:
    """A locked code cell of nbgrader's, unless the settings say something else."""
    return new_code_cell(source, metadata={"nbgrader": FLAGS | {"grade_id": name} | settings})


def write_desk(folder: Path) -> Path:
    """The quiz, as a learner has it; its keys in the folder `keys` beside it."""
    folder.mkdir()
    (folder / "quiz.yml").write_text(yaml.safe_dump(QUIZ.model_dump()), "utf-8")
    keys = folder.parent / "keys"
    keys.mkdir()
    (keys / "q.yml").write_text(yaml.safe_dump(KEYS.model_dump()), "utf-8")
    return folder


def write_course(root: Path) -> Path:
    """A course with the quiz `q`, which may be released and was."""
    source = root / "source" / "q"
    source.parent.mkdir(parents=True)
    write_desk(source)
    shutil.move(root / "source" / "keys", root / "keys")
    public = new_markdown_cell("One particular conversation is described.")
    grade = locked("from softskills.grading import grade_quiz\n\ngrade_quiz()", "grade", grade=True, points=6)
    imports = locked("from softskills import reflection, scenario", "imports")
    scenes = [locked(f'scenario("{scene.id}")', scene.id) for scene in QUIZ.scenarios]
    text = locked('reflection("text")', "text")
    shown = locked('from softskills.grading import show_reflection\n\nshow_reflection("text")', "shown")
    marks = new_markdown_cell("How it is marked.", metadata={"nbgrader": FLAGS | MARKS})
    cells = [public, grade, imports, *scenes, text, shown, marks]
    nbformat.write(new_notebook(cells=cells), source / "q.ipynb")
    shutil.copytree(source, root / "release" / "q")
    return root


def save(folder: Path, **answers: Any) -> None:
    """Write the answer log of a folder."""
    log = log_of(**answers)
    (folder / "answers.jsonl").write_text("".join(record.line() + "\n" for record in log.records), "utf-8")


Plant = Callable[[Path], None]
"""Something done to the folder of an assignment."""


def edit_notebook(change: Callable[[list[dict[str, Any]]], object]) -> Plant:
    """A change of the cells of the notebook."""

    def plant(source: Path) -> None:
        notebook = json.loads((source / "q.ipynb").read_text("utf-8"))
        change(notebook["cells"])
        (source / "q.ipynb").write_text(json.dumps(notebook), "utf-8")

    return plant


def grade_cell(**changes: Any) -> Plant:
    """A change of the cell that grades: its source, or nbgrader's settings of it."""

    def change(cells: list[dict[str, Any]]) -> None:
        if "source" in changes:
            cells[1]["source"] = changes.pop("source")
        cells[1]["metadata"]["nbgrader"].update(changes)

    return edit_notebook(change)


def paste(name: str, text: str) -> Plant:
    """A file of this text."""

    def plant(source: Path) -> None:
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, "utf-8")

    return plant


def copy_keys(name: str) -> Plant:
    """The keys, as a file of this name."""

    def plant(source: Path) -> None:
        shutil.copy(source.parents[1] / "keys" / "q.yml", source / name)

    return plant


def remove_keys(source: Path) -> None:
    (source.parents[1] / "keys" / "q.yml").unlink()


def other_keys(source: Path) -> None:
    """Keys that speak of another scenario."""
    keys = source.parents[1] / "keys" / "q.yml"
    keys.write_text(keys.read_text("utf-8").replace("s-1", "s-9"), "utf-8")


def remove_release(source: Path) -> None:
    shutil.rmtree(source.parents[1] / "release")


def in_release(damage: Plant) -> Plant:
    """The same, done to what was released."""
    return lambda source: damage(source.parents[1] / "release" / "q")
