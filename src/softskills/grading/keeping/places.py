"""Where a course keeps what is of one learner."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from glob import escape, glob
from pathlib import Path

from softskills.course import SECRET
from softskills.grading.exchange.claims import student_of
from softskills.grading.nbgrader.assignment import CourseAssignment
from softskills.grading.nbgrader.exchange_classes import feedback_name

STEPS = ("submitted", "autograded", "feedback")
_MOST_BYTES = 20_000_000


def places_of(course: CourseAssignment, student: str) -> list[Path]:
    """The files and folders that are theirs alone: of each step, and in the exchange what they gave and got."""
    own = [place for step in STEPS for place in _of_step(course, step, student)]
    exchange = _exchange(course)
    if exchange is None:
        return own
    handed_in = sorted(_handed_in(exchange / "inbound", student, assignments(course)))
    secrets = {secret for place in (*own, *handed_in) for secret in _secrets(place)}
    notebooks = {file.stem for folder in (*own, *handed_in) for file in folder.rglob("*.ipynb")}
    names = {feedback_name(secret, notebook) for secret in secrets for notebook in notebooks}
    feedback = [exchange / "feedback" / name for name in sorted(names)]
    return [*own, *handed_in, *(file for file in feedback if file.is_file())]


def that_name(course: CourseAssignment, student: str) -> list[Path]:
    """Reports, exports and tables of the whole class in which their id stands. They are to be made anew."""
    folders = [course.root / name for name in ("reports", "exports", "collected")]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    files += [*sorted(course.root.glob("*.csv")), *sorted(course.root.glob("*.html"))]
    return [file for file in files if _holds(file, student.encode())]


def cannot_be_removed(places: list[Path]) -> list[Path]:
    """The folders among these, or in them, in which we may not write, so that nothing in them can be deleted."""
    found = []
    for place in places:
        found += [place.parent] if not _writable(place.parent) else []
        if place.is_dir() and not place.is_symlink():
            found += [Path(here) for here, _, _ in os.walk(place) if not _writable(Path(here))]
    return list(dict.fromkeys(found))


def assignments(course: CourseAssignment) -> list[str]:
    """The names of all assignments, by their folders."""
    tops = [Path(course.settings.format_path(step, ".", ".")) for step in ("source", "release")]
    return sorted({folder.name for top in tops if top.is_dir() for folder in top.iterdir() if folder.is_dir()})


def _of_step(course: CourseAssignment, step: str, student: str) -> Iterator[Path]:
    settings = course.settings
    pattern = Path(settings.format_path(getattr(settings, f"{step}_directory"), "\0", "*"))
    if pattern.parent.name == "\0":
        folder = pattern.parent.with_name(student)
        yield from [folder] if folder.is_dir() else []
    else:
        yield from (Path(found) for found in sorted(glob(str(pattern).replace("\0", escape(student)))))  # noqa: PTH207


def _exchange(course: CourseAssignment) -> Path | None:
    if not course.settings.course_id:
        return None
    return Path(course.collector().root, course.settings.course_id)


def _handed_in(inbound: Path, student: str, names: list[str]) -> Iterator[Path]:
    try:
        entries = list(inbound.iterdir())
    except OSError:
        return
    for entry in entries:
        if any((said := student_of(entry.name, name)) and said[0] == student for name in names):
            yield entry


def _secrets(folder: Path) -> Iterator[str]:
    for file in folder.rglob(SECRET):
        with suppress(OSError, UnicodeDecodeError):
            if file.is_file() and not file.is_symlink():
                yield file.read_text("utf-8")


def _holds(file: Path, text: bytes) -> bool:
    try:
        return file.stat().st_size <= _MOST_BYTES and text in file.read_bytes()
    except OSError:
        return True


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)
