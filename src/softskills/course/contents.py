"""The notebooks of a course in the order of its contents, and the numbered names under which a learner has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from softskills.course.paths import Course
from softskills.sources import read_yaml

START = "00-start.ipynb"
"""The page on which a learner's folder opens."""


def notebooks_in_order(course: Course) -> list[str]:
    """The notebooks of the course without their ending, as `_toc.yml` names them; all there are where there is none.

    Raises ContentError when `_toc.yml` is not sound YAML.
    """
    if not course.toc.is_file():
        return sorted(file.stem for file in course.notebooks.glob("*.ipynb"))
    pages = map(PurePosixPath, _pages(read_yaml(course.toc).data))
    listed = [page.name.removesuffix(".ipynb") for page in pages if page.parent == PurePosixPath(_folder(course))]
    return [name for name in dict.fromkeys(listed) if (course.notebooks / f"{name}.ipynb").is_file()]


def laid_names(notebooks: list[str]) -> dict[str, str]:
    """By a notebook its numbered name: "03-leadership.ipynb"."""
    width = max(2, len(str(len(notebooks))))
    return {name: f"{number:0{width}}-{name}.ipynb" for number, name in enumerate(notebooks, 1)}


def names_beside(course: Course, folder: Path) -> dict[str, str]:
    """By a notebook of the course the file in this folder that is it, as laid or under its own name."""
    laid = laid_names(notebooks_in_order(course))
    found = {
        name: next((one for one in (own, f"{name}.ipynb") if (folder / one).is_file()), "")
        for name, own in laid.items()
    }
    return {name: file for name, file in found.items() if file}


def _folder(course: Course) -> str:
    return course.settings.folders.notebooks


def _pages(data: Any) -> Iterator[str]:
    """Every page that the contents name, in order."""
    if isinstance(data, list):
        for one in data:
            yield from _pages(one)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in ("root", "file") and isinstance(value, str):
                yield value
            else:
                yield from _pages(value)
