"""A quiz with every sort of cell that nbgrader has, in two notebooks, beside the course's own quizzes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from softskills.items import Quiz, QuizKeys
from support.contrast import SHOWN
from support.grading_course import Course
from support.small_quiz import make_keys, make_quiz, with_set, with_story

MIXED = "mixed"


def cell(new: Callable[..., Any], source: str, name: str, points: float | None = None, **settings: bool) -> Any:
    """A cell of nbgrader's. What is not said of it is false, as for a read-only cell."""
    flags = {"grade": False, "solution": False, "task": False, "locked": not settings.get("solution", False)}
    data = flags | settings | {"grade_id": name, "schema_version": 3} | ({} if points is None else {"points": points})
    return new(source, metadata={"nbgrader": data})


def mixed_notebooks(quiz: Quiz) -> dict[str, Any]:
    """Two notebooks with every sort of cell that a quiz may have."""
    markdown: Callable[..., Any] = new_markdown_cell
    code: Callable[..., Any] = new_code_cell
    first = [
        markdown("# A quiz"),
        cell(
            code,
            "from softskills import scenario\nfrom softskills.grading import grade_quiz, show_reflection",
            "imports",
        ),
        cell(code, 'scenario("s-1")', "scene"),
        cell(code, f'scenario("{SHOWN[0]}")', "situation"),
        cell(code, 'scenario("pick")', "choose"),
        cell(code, f'scenario("{SHOWN[1]}")', "other-situation"),
        cell(code, "grade_quiz()", "grade", quiz.max_points, grade=True),
        cell(code, "# Nothing is called here.", "nothing"),
        cell(markdown, "Your answer here.", "why", 3, grade=True, solution=True),
        cell(code, "# Your code here.", "how", 2.5, grade=True, solution=True),
        cell(code, 'show_reflection("text")', "text"),
        cell(markdown, "How it is marked.", "task", 4, task=True),
        code("1 + 1"),
    ]
    second = [
        cell(markdown, "Here.", "more", 5, grade=True, solution=True),
        cell(code, "from softskills import reflection, scenario", "imports"),
        *(cell(code, f'scenario("{name}")', name) for name in ("s-2", "s-3", "story-01")),
        cell(code, 'reflection("text")', "ask-text"),
    ]
    return {"first": new_notebook(cells=first), "second": new_notebook(cells=second)}


def write_mixed_assignment(course: Course) -> tuple[Quiz, QuizKeys]:
    """Add the assignment and its keys to a course."""
    quiz = with_set(with_story(make_quiz()))
    keys = make_keys(quiz)
    source = course.root / "source" / MIXED
    source.mkdir()
    (source / "quiz.yml").write_text(yaml.safe_dump(quiz.model_dump()), "utf-8")
    (course.root / "keys" / "q.yml").write_text(yaml.safe_dump(keys.model_dump()), "utf-8")
    for name, notebook in mixed_notebooks(quiz).items():
        nbformat.write(notebook, source / f"{name}.ipynb")
    return quiz, keys


def edit(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a submitted notebook; the cells are given by their grade_id."""
    notebook = nbformat.read(file, as_version=4)
    change({one.metadata.nbgrader.grade_id: one for one in notebook.cells if "nbgrader" in one.metadata})
    notebook.cells = [one for one in notebook.cells if one.source is not None]
    nbformat.write(notebook, file)
