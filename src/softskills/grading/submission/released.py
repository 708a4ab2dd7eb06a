"""A quiz as it was released, with its keys: fit to be graded, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from softskills.course import QUIZ_FILE
from softskills.grading.quiz.written import written_task
from softskills.grading.submission import instructor_files
from softskills.grading.submission.errors import InstructorError
from softskills.grading.submission.locked_calls import GRADE_QUIZ, SHOW_REFLECTION, LockedCell, read_locked_cells
from softskills.items import ContentError, Quiz, QuizKeys
from softskills.items.quizzes import neighbours, neighbours_message

SCENARIO = "scenario"


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook that learners got, which is not to be changed, the locked code cells in it, and what is wrong."""

    notebook: NotebookNode
    locked: tuple[LockedCell, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class ReleasedQuiz:
    """All that a submission is graded by. The notebooks are named without `.ipynb`. `scored_by` is a checksum of what
    its points depend on.
    """

    quiz: Quiz
    keys: QuizKeys
    notebooks: Mapping[str, ReleasedNotebook]
    scored_by: str


class Unfit(InstructorError):
    """Notebooks that cannot be graded, or keys; `faults` says why, one sentence for each. `keys` are sound, if any."""

    def __init__(self, faults: list[str], keys: QuizKeys | None) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
        self.keys = keys


def released_quiz(folder: Path, keys: Path) -> ReleasedQuiz:
    """The quiz in a folder, as the notebooks there ask it, with its keys from the folder `keys`.

    Its notebooks call grade_quiz() once, in a cell that is worth exactly the quiz's points. Raises ContentError when
    the quiz does not load, and Unfit.
    """
    quiz = instructor_files.quiz(folder / QUIZ_FILE)
    held, faults = None, []
    try:
        held = instructor_files.keys(keys, folder / QUIZ_FILE)
    except ContentError as error:
        faults += [str(fault) for fault in error.faults]
    read = {file: _read(file) for file in sorted(folder.glob("*.ipynb"))}
    unsound = [f"{file}: {fault}" for file, one in read.items() for fault in one.faults]
    locked = [(file, cell) for file, one in read.items() for cell in one.locked]
    faults += unsound or [
        *_grade_faults(folder, locked, quiz),
        *_task_faults(locked, quiz),
        *_order_faults(folder, locked, quiz),
    ]
    if held is None or faults:
        raise Unfit(faults, held)
    by_name = {file.stem: one for file, one in read.items()}
    return ReleasedQuiz(quiz, held, by_name, instructor_files.scored_by(keys, folder / QUIZ_FILE))


def _read(file: Path) -> ReleasedNotebook:
    try:
        return _as_read(file, instructor_files.version(file))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, nobody can be graded
        return ReleasedNotebook(NotebookNode(), (), (f"it cannot be read: {type(error).__name__}: {error}",))


@lru_cache(maxsize=64)
def _as_read(file: Path, version: instructor_files.Version) -> ReleasedNotebook:
    notebook = nbformat.read(file, as_version=4)
    locked, faults = read_locked_cells(notebook.cells)
    return ReleasedNotebook(notebook, tuple(locked), tuple(faults))


def _grade_faults(folder: Path, locked: list[tuple[Path, LockedCell]], quiz: Quiz) -> Iterator[str]:
    """What keeps the notebooks from giving exactly the points of the quiz."""
    for file, cell in locked:
        if cell.settings.grade and not cell.calls(GRADE_QUIZ):
            yield (
                f"{file}: the cell {cell.settings.grade_id!r} gives points in nbgrader, and does not call "
                "grade_quiz(), which alone gives points in a quiz. Make it a 'Read-only' cell."
            )
    found = [(file, cell) for file, cell in locked if cell.calls(GRADE_QUIZ)]
    if len(found) != 1:
        yield (
            f"{len(found)} cells in {folder} call grade_quiz(); the points would count more than once."
            if found
            else f"No notebook in {folder} has a locked code cell that calls grade_quiz(), so nobody would get points."
        )
        return
    [(file, cell)] = found
    if not cell.settings.grade:
        yield f"{file}: the cell that calls grade_quiz() must be an 'Autograder tests' cell of nbgrader."
    elif cell.settings.points != quiz.max_points:
        yield (
            f"{file}: the cell that calls grade_quiz() has {cell.settings.points:g} points in nbgrader, "
            f"but the quiz has {quiz.max_points}."
        )


def _task_faults(locked: list[tuple[Path, LockedCell]], quiz: Quiz) -> Iterator[str]:
    for file, cell in locked:
        if cell.call is not None and cell.calls(SHOW_REFLECTION):
            try:
                written_task(quiz, cell.call.arguments[0])
            except LookupError as error:
                yield f"{file}: the cell {cell.settings.grade_id!r}: {error.args[0]}"


def _order_faults(folder: Path, locked: list[tuple[Path, LockedCell]], quiz: Quiz) -> Iterator[str]:
    """Scenarios that are asked in an order that gives something away."""
    calls = [cell.call for _, cell in locked if cell.call is not None and cell.calls(SCENARIO)]
    set_of = {scenario.id: scenario.contrast for scenario in quiz.scenarios}
    for one, other in neighbours(set_of, (str(call.arguments[0]) for call in calls if call.arguments)):
        yield f"{folder}: {neighbours_message(one, other)}."
