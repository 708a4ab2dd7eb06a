"""A course of one lesson, on keeping bees: nothing of this repository's own course is in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

COURSE = """\
format: 1
id: keeping-bees
title: Keeping bees
language: en
"""
CONFIG = """\
title: Keeping bees
only_build_toc_files: true
execute: {execute_notebooks: "off"}
sphinx:
  extra_extensions: [softskills.publishing]
  config: {language: en, html_theme: softskills, nb_ipywidgets_js: {}}
"""
OPTIONS = {
    "a": "Close the hive and come back when the rain is over.",
    "b": "Work on through the rain and hurry to be done soon.",
    "c": "Leave the hive open and fetch a roof from the shed.",
    "d": "Call a friend and ask for a tent before you go on.",
}
STEM = (
    "You keep two hives behind your house. This is the first warm week of spring, and you have opened one hive to look "
    "for the queen. Half of the frames are out and lean on the stand. Then the sky goes dark, and heavy drops begin to "
    "fall. The bees come home in clouds. You have not seen the queen yet."
)
FEEDBACK = (
    "Rain on open brood chills it within minutes, and a cold brood is lost. Whatever you wanted to see today can be "
    "seen next week, when it is dry and the bees fly again."
)


def small_course(root: Path, competency: str | None = None) -> Path:
    """Write the course: a lesson with one scenario, and a page of progress. With a competency, it trains that one."""
    write(root / "course.yml", COURSE)
    write(root / "_config.yml", CONFIG)
    write(root / "_toc.yml", "format: jb-book\nroot: book/welcome\nchapters:\n  - file: notebooks/rain\n")
    write(root / "book/welcome.md", "# Keeping bees\n\nOne lesson.\n")
    item = {
        "id": "rain-01",
        "kind": "rank",
        "title": "Rain on the hive",
        "stem": STEM,
        "question": "You want both hives to live. What do you do?",
        "options": OPTIONS,
        "key": {
            "turns_on": "If it were dry, you would look on.",
            "rationale": "Cold brood is lost.",
            "effectiveness": dict(zip(OPTIONS, (5, 1, 2, 3), strict=True)),
            "feedback": dict.fromkeys(OPTIONS, FEEDBACK),
        },
    }
    items: dict[str, Any] = {"items": [item]}
    cells = ['scenario("rain-01")', "progress()"]
    if competency:
        items = {"competency": competency, **items}
        levels = [f"I looked into the hive {count} times." for count in ("no", "two", "three", "four", "five")]
        one = {"id": competency, "name": "Patience", "definition": "Waiting for the right day.", "levels": levels}
        write(root / "data/competencies.yml", yaml.safe_dump({"competencies": [one]}))
        cells += [f'rating("{competency}")', "profile()", "calibration()"]
    write(root / "data/scenarios/rain.yml", yaml.safe_dump(items, sort_keys=False))
    lesson = {"file": "rain", "title": "Rain", "items": ["rain-01"]}
    write(root / "data/lessons.yml", yaml.safe_dump({"lessons": [lesson]}))
    write(root / "notebooks/rain.ipynb", notebook("# Rain", *cells))
    return root


def notebook(heading: str, *cells: str) -> str:
    """The text of a notebook with a heading, and a cell for each piece of code."""
    code = ["from softskills import *", *cells]
    written: list[dict[str, Any]] = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": [heading]}]
    written += [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {"tags": ["remove-input"]},
            "source": [source],
            "execution_count": None,
            "outputs": [],
        }
        for number, source in enumerate(code)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    data = {"cells": written, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, indent=1) + "\n"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
