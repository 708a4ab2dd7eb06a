"""The notebook of an assignment: an introduction with its numbers, a cell for each question, and those that grade."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from softskills.items import Quiz, QuizKeys, Reflection
from softskills.phrases import counted


def notebook(quiz: Quiz, keys: QuizKeys) -> str:
    """The text of an .ipynb file that asks the whole quiz, as nbgrader wants it."""
    data = {
        "cells": list(_cells(quiz, keys)),
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _cells(quiz: Quiz, keys: QuizKeys) -> Iterator[dict[str, Any]]:
    tasks = [item for item in quiz.items if isinstance(item, Reflection)]
    names = [*(["reflection"] if tasks else []), *(["scenario"] if quiz.scenarios else [])]
    yield _markdown("introduction", _introduction(quiz, keys))
    yield _markdown(
        "in-the-notebook",
        "Run all cells first, with Run and then Run All Cells in the menu, and do so again each time you open the "
        "notebook. Then\nyou'll see the scenes.\n\nWhat you save goes into `answers.jsonl`, beside this notebook, and "
        "is handed in with it. Until you submit, you can save\nanother answer, and the last one counts.",
        tags=["remove-cell"],
    )
    yield _code("imports", f"from softskills import {', '.join(names)}")
    for number, scene in enumerate(quiz.scenarios, 1):
        yield _code(f"scenario-{number:02}", f'scenario("{scene.id}")')
    for number, task in enumerate(tasks, 1):
        yield _code(f"written-task-{number}", f'reflection("{task.id}")')
    said = "## Your answers\n\nThe cells below show what you've saved so far. Run them again to see a change."
    yield _markdown("your-answers", said, locked=True)
    grading = "from softskills.grading import grade_quiz" + (", show_reflection" if tasks else "")
    yield _code("grade-quiz", f"{grading}\n\ngrade_quiz()", grade=True, points=quiz.max_points)
    for number, task in enumerate(tasks, 1):
        points = keys.points_by_hand[task.id]
        yield _code(f"show-text-{number}", f'show_reflection("{task.id}")')
        yield _markdown(f"written-task-{number}-marks", _marking(task, keys), locked=True, task=True, points=points)


def _introduction(quiz: Quiz, keys: QuizKeys) -> str:
    by_hand = sum(keys.points_by_hand.values())
    scenes, tasks = len(quiz.scenarios), len(keys.rubric)
    asked = counted(scenes, "scene") + (f" and {counted(tasks, 'written task')}" if tasks else "")
    verb = "is" if scenes == 1 else "are"
    each = f"- The scenes earn up to {counted(quiz.points_each, 'point')} each, {quiz.max_points} in all."
    lines = [f"# {quiz.title}", "", f"There {verb} {asked} here: {quiz.max_points + by_hand} points in all.", "", each]
    if tasks:
        lines.append(
            f"- What you write earns up to {counted(by_hand, 'point')}, and your instructor marks it by hand. "
            "You can read at the end how it's marked."
        )
    return "\n".join(lines)


def _marking(task: Reflection, keys: QuizKeys) -> str:
    rows = [f"1. **{one.criterion}** ({counted(one.points, 'point')}): {one.full}" for one in keys.rubric[task.id]]
    return "\n".join([f"## How it's marked: {task.title}", "", *rows])


def _code(name: str, source: str, **settings: Any) -> dict[str, Any]:
    metadata = {"nbgrader": _settings(name, locked=True, **settings)}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata,
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _markdown(name: str, source: str, tags: list[str] | None = None, **settings: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"nbgrader": _settings(name, **settings)} if settings else {}
    if tags:
        metadata["tags"] = tags
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source.splitlines(keepends=True)}


def _settings(name: str, **settings: Any) -> dict[str, Any]:
    flags = {"grade": False, "grade_id": name, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return flags | settings
