"""Finds the course that a notebook, a command or a build is about, and reads its `course.yml`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from softskills.course.paths import ANSWERS, COURSE_FILE, LAID, MY_LESSONS, QUIZ_FILE, Course
from softskills.course.settings import FORMAT, Settings
from softskills.sources import ContentError, Fault, parse, read_yaml

COURSE = "SOFTSKILLS_COURSE"
"""Names the root of the course in the environment."""

DATA = "SOFTSKILLS_DATA"
"""Names its data folder instead; `course.yml` is there or above."""

INSTALLED = "softskills.courses"
"""The group of entry points by which installed packages say that they are courses. The value of each is a module whose
folder holds `course.yml` and the data folder."""


def find_course() -> Course:
    """The course that the environment names, else the one here or above, else the one that is installed.

    Raises ContentError, with a sentence that says what to do, when there is none, and as `course_at` does.
    """
    if named := os.environ.get(COURSE):
        return course_at(Path(named))
    if named := os.environ.get(DATA):
        root = root_above(Path(named))
        if root is None:
            raise _missing(Path(named), f"neither is there one above. Correct {DATA}, which names this folder")
        return replace(course_at(root), data=Path(named))
    return course_at(root_above(Path.cwd()) or _installed())


def course_at(root: Path) -> Course:
    """The course in this folder.

    Raises ContentError when `course.yml` is missing or has a fault: an unknown field or feature, another format, a
    folder outside the course.
    """
    file = root / COURSE_FILE
    if not file.is_file():
        raise _missing(root, f"a course has one in its root. Write it, or correct the folder or {COURSE}")
    state = file.stat()
    settings = _settings(file, state.st_mtime_ns, state.st_size)
    return Course(data=root / settings.folders.data, root=root, settings=settings)


def nbgrader_course_near(folder: Path) -> Path | None:
    """The folder of the nearest nbgrader course: this one, `exercises` in it, or one above."""
    places = (folder, folder / "exercises", *folder.parents)
    return next((one for one in places if (one / "nbgrader_config.py").is_file()), None)


def root_above(folder: Path) -> Path | None:
    """This folder or the nearest one above that has a `course.yml`."""
    folder = folder.absolute()
    return next((one for one in (folder, *folder.parents) if (one / COURSE_FILE).is_file()), None)


def naming(course: Course) -> dict[str, str]:
    """What names this course in the environment of another program, or of the cells of notebooks that run elsewhere."""
    if os.environ.get(DATA) and not os.environ.get(COURSE):
        return {DATA: str(course.data.absolute())}
    return {COURSE: str(course.root.absolute())}


@contextmanager
def named(course: Course, more: Mapping[str, str]) -> Iterator[None]:
    """Within the block the environment names this course, and has `more`; after it, it's as it was."""
    values = {**naming(course), **more}
    before = {name: os.environ.get(name) for name in values}
    os.environ |= values
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def find_log(folder: Path) -> Path:
    """The answer log beside the lessons, for a notebook in this folder: the nearest that is here or above, or in a
    folder of lessons of the course that is. The log of an assignment is none: it has its quiz beside it.

    Where there is no log yet, it is the one to be in this folder.
    """
    here = folder.absolute()
    for above in (here, *here.parents):
        if (found := next((log for log in _logs_of(above) if log.is_file()), None)) is not None:
            return found
        if (above / COURSE_FILE).is_file() or (above / LAID).is_dir():
            break
    return here / ANSWERS


def _logs_of(folder: Path) -> list[Path]:
    """Where the log beside the lessons may lie, as seen from one folder."""
    own = [] if (folder / QUIZ_FILE).is_file() else [folder / ANSWERS]
    if not (folder / COURSE_FILE).is_file():
        return own
    return [*own, folder / MY_LESSONS / ANSWERS, course_at(folder).notebooks / ANSWERS]


@cache
def _settings(file: Path, changed: int, size: int) -> Settings:
    """What stands in `course.yml`; read again when the file has changed."""
    source = read_yaml(file)
    found = source.data.get("format") if isinstance(source.data, dict) else None
    if found is not None and found != FORMAT:
        message = f"format: this is {found!r}, and this version of softskills reads format {FORMAT}"
        remedy = "Write the file in that format, or install the version that it was written for"
        raise ContentError([source.fault(("format",), f"{message}. {remedy}")])
    return parse(source, Settings)


def _installed() -> Path:
    """The root of the one course that is installed, or in whose folder the engine itself lies."""
    modules = sorted({point.value for point in entry_points(group=INSTALLED)})
    if len(modules) > 1:
        message = f"several courses are installed: {', '.join(modules)}. Set {COURSE} to the folder of one"
        raise ContentError([Fault(Path(COURSE_FILE), None, None, message)])
    for module in modules:
        spec = find_spec(module)
        folders = list(spec.submodule_search_locations or []) if spec else []
        if folders:
            return Path(folders[0])
        message = f"the package of the course {module} has no folder. Install it again"
        raise ContentError([Fault(Path(COURSE_FILE), None, None, message)])
    package = Path(__file__).resolve().parents[1]
    for folder in (package, package.parents[1]):
        if (folder / COURSE_FILE).is_file():
            return folder
    raise _missing(Path(), f"neither is there one above, and no course is installed. Go to a course, or set {COURSE}")


def _missing(folder: Path, more: str) -> ContentError:
    return ContentError([Fault(folder / COURSE_FILE, None, None, f"there is no such file; {more}")])
