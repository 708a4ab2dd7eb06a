"""A copy of the mini course, which tests may change, and what a learner and JupyterLab do to a laid lesson."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from softskills.course import Course, course_at
from support.places import ROOT

ASKING, HANGING_UP = "01-erst-fragen.ipynb", "02-gut-auflegen.ipynb"


def mini_course(to: Path) -> Course:
    shutil.copytree(ROOT / "tests" / "mini_course", to, ignore=shutil.ignore_patterns("_build", "answers*.jsonl"))
    return course_at(to)


def edit(notebook: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a notebook's file as an editor does."""
    data = json.loads(notebook.read_text("utf-8"))
    change(data)
    notebook.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")


def rewrite(course: Course, page: str, text: str) -> None:
    """The course's authors change what a lesson says first."""

    def change(data: dict[str, Any]) -> None:
        title = next(cell for cell in data["cells"] if cell["cell_type"] == "markdown")
        title["source"] = [*title["source"], f"\n\n{text}"]

    edit(course.notebooks / f"{page}.ipynb", change)


def run_and_save(notebook: Path) -> None:
    """What JupyterLab leaves in a lesson that was run and saved: dead widgets, counts, metadata, an empty cell."""

    def change(data: dict[str, Any]) -> None:
        for number, cell in enumerate((cell for cell in data["cells"] if cell["cell_type"] == "code"), 1):
            cell["execution_count"] = number
            view = {"model_id": f"model-{number}", "version_major": 2, "version_minor": 0}
            shown = {"application/vnd.jupyter.widget-view+json": view, "text/plain": ["Widget()"]}
            result = {"output_type": "execute_result", "execution_count": number, "data": shown, "metadata": {}}
            cell["outputs"] = [result]
            cell["metadata"] |= {"execution": {"iopub.execute_input": "2026-11-27T10:00:00Z"}, "scrolled": True}
        data["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
        data["metadata"]["language_info"] |= {"version": "3.11.2"}
        empty: dict[str, Any] = {
            "cell_type": "code",
            "id": "empty",
            "metadata": {},
            "source": [],
            "outputs": [],
            "execution_count": None,
        }
        data["cells"].append(empty)

    edit(notebook, change)


def write_a_note(notebook: Path, text: str) -> None:
    """The learner adds a cell of their own."""
    cell = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": [text]}
    edit(notebook, lambda data: data["cells"].insert(1, cell))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
