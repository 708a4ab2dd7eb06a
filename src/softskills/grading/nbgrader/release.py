"""Prepare the learners' version of an assignment beside the one that is there, and let it take its place as a whole.

nbgrader by itself keeps an old release in silence, and with --force removes it before it knows that a new one can be
made. Switched on in `nbgrader_config.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter

from softskills.grading.nbgrader.assignment import students_folders
from softskills.grading.nbgrader.fail_closed import fails_closed
from softskills.grading.nbgrader.finishing import due_date, finish_release
from softskills.grading.nbgrader.folders import changes, contents, mend, publish
from softskills.phrases import counted

NEXT = ".next"
"""Where a release is prepared, in the folder of all releases. nbgrader sees no hidden folders."""


class ReleaseExporter(NotebookExporter):
    """GenerateAssignment's writer of notebooks. It writes them as nbgrader does, and takes over where to.

    Made when a release begins, before nbgrader has touched anything.
    """

    @fails_closed("Nothing was prepared for release, and what learners fetched before is as it was.")
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        convert = converter.convert_notebooks  # nbgrader calls it next, and looks it up on the converter
        converter.convert_notebooks = lambda: _convert_all(converter, convert)


def _convert_all(converter: Any, convert: Callable[[], None]) -> None:
    """Convert each assignment that was found. One that cannot be converted stops neither the others nor the error."""
    failed: Exception | None = None
    for source, notebooks in sorted(converter.assignments.items()):
        converter.assignments = {source: notebooks}
        try:
            _convert_one(converter, convert, Path(source).name)
        except Exception as error:  # noqa: BLE001 - raised below
            failed = failed or error
    if failed is not None:
        raise failed


def _convert_one(converter: Any, convert: Callable[[], None], assignment: str) -> None:
    course = converter.coursedir
    directory = course.release_directory
    place = Path(course.format_path(directory, ".", assignment))
    top = Path(course.root, directory, NEXT)
    mend(place)
    before = contents(place)
    shutil.rmtree(top, ignore_errors=True)
    course.release_directory = str(Path(directory, NEXT))
    new = Path(course.format_path(course.release_directory, ".", assignment))
    try:
        if course.notebook_id != "*" and place.is_dir():
            shutil.copytree(place, new)  # one notebook is made anew, and the others are to stay
            converter.force = True
        convert()
        finish_release(new, due_date(course, assignment))
        publish(place, new)
    except BaseException:
        if before:
            converter.log.error("Nothing was replaced: %s is as it was.", place)
        raise
    finally:
        course.release_directory = directory
        shutil.rmtree(top, ignore_errors=True)
    for line in _report(course, assignment, before, contents(place)):
        converter.log.warning("%s", line)


def _report(course: Any, assignment: str, before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    """What the release replaced, and what follows from it."""
    place = f"{course.release_directory}/{assignment}"
    if not before:
        return []
    said = changes(before, now)
    if not said:
        return [f"{place} was prepared anew, and is the same as before."]
    lines = [
        f"{place} was replaced. {said} Who fetched it before has the old version. For others to get the new "
        f"one: nbgrader release_assignment {assignment} --force"
    ]
    if count := len(students_folders(course, course.submitted_directory, assignment)):
        lines.append(
            f"{counted(count, 'learner')} handed in already, and from now on the new version is what is graded. "
            f"What that means for them: softskills status {assignment}"
        )
    return lines
