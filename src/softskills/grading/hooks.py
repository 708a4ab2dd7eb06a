"""Checks that nbgrader runs before it converts: `pre_convert_hook` functions, named in `nbgrader_config.py`.

nbgrader calls them in the course's root folder, before it writes to the gradebook. It notes an Exception from a hook
in its log and goes on without it; only SystemExit stops it. On the command line the message of a SystemExit is
printed. Formgrader's buttons show it in their error window, and the server runs on.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softskills.grading.cells import KEYS_FOLDER, key_file
from softskills.grading.leaks import find_leaks
from softskills.items import ContentError, Quiz, QuizKeys, load_quiz, load_quiz_keys

SOURCE = Path("source")
QUIZ_FILE = "quiz.yml"
LINK_NOTE = "Here was a link. It was removed before grading: links are not followed.\n"

_CALLS_GRADE_QUIZ = re.compile(r"^[^#\n]*\bgrade_quiz\(", re.MULTILINE)
_ENDS_IN_GRADE_QUIZ = re.compile(r"^(\w+\.)*grade_quiz\([^()]*\)\Z", re.MULTILINE)


@dataclass(frozen=True)
class _Cell:
    notebook: str
    source: str
    nbgrader: dict[str, Any]


def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook for Autograde: require the keys, then make the submission safe to copy."""
    require_keys(assignment, student, notebooks)
    set_links_aside(assignment, student, notebooks)


def require_keys(assignment: str, student: str, notebooks: list[str]) -> None:
    """Raise SystemExit when the assignment is a quiz and its keys are missing or faulty."""
    folder = _source_folder(notebooks)
    if not (folder / QUIZ_FILE).exists():
        return
    try:
        _load(folder)
    except ContentError as error:
        raise SystemExit(
            f"Nobody was graded, and the gradebook is as it was: {folder.name} is a quiz whose files cannot be used.\n"
            f"{error}\n"
            f"Mend what is named here, then run again: nbgrader autograde {folder.name}"
        ) from error


def set_links_aside(assignment: str, student: str, notebooks: list[str]) -> None:
    """Replace what is no regular file in one submission by a note, because nbgrader would follow or open it.

    Raises SystemExit when that cannot be done.
    """
    folder = Path(notebooks[0]).parent
    try:
        for path in sorted(folder.rglob("*")):
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                path.unlink()
                path.write_text(LINK_NOTE, "utf-8")
    except OSError as error:
        raise SystemExit(
            f"Grading stopped at {folder}: it holds a link or special file that could not be removed ({error}).\n"
            "Submissions graded before it keep their marks. Remove that file by hand, then autograde again."
        ) from error


def check_release(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook for GenerateAssignment. Raise SystemExit when learners would get keys, answers, or a quiz without marks."""
    folder = _source_folder(notebooks)
    quiz, keys, faults = None, None, []
    if (folder / QUIZ_FILE).exists():
        try:
            quiz, keys = _load(folder)
        except ContentError as error:
            faults += [str(fault) for fault in error.faults]
    faults += find_leaks(folder, keys)
    if quiz:
        faults += _notebook_faults(folder, quiz)
    if faults:
        raise SystemExit(
            f"{folder.name} was not prepared for release, for these reasons:\n"
            + "\n".join(f"  {fault}" for fault in faults)
            + f"\nWhat learners fetched before is as it was. Mend these, then run again: "
            f"nbgrader generate_assignment {folder.name}"
        )


def _source_folder(notebooks: list[str]) -> Path:
    # From the notebooks and not from `assignment`, which is whatever pattern was typed, such as "*".
    return SOURCE / Path(notebooks[0]).parent.name


def _load(folder: Path) -> tuple[Quiz, QuizKeys]:
    quiz = load_quiz(folder / QUIZ_FILE)
    keys_folder = Path(os.environ.get(KEYS_FOLDER, "keys"))
    return quiz, load_quiz_keys(key_file(quiz, keys_folder), quiz)


def _notebook_faults(folder: Path, quiz: Quiz) -> list[str]:
    """What keeps the notebooks of a quiz from giving exactly its points: one grade cell, locked, worth max_points."""
    cells = [cell for notebook in sorted(folder.glob("*.ipynb")) for cell in _code_cells(notebook)]
    grading = [cell for cell in cells if _CALLS_GRADE_QUIZ.search(cell.source)]
    if not grading:
        return [f"No notebook in {folder} has a code cell that calls grade_quiz(), so nobody would get points."]
    if len(grading) > 1:
        return [f"{len(grading)} cells in {folder} call grade_quiz(); the points would count more than once."]
    name, settings = grading[0].notebook, grading[0].nbgrader
    if not _ENDS_IN_GRADE_QUIZ.search(grading[0].source.rstrip()):
        # nbgrader gives all points to a cell whose last line is no number, or ends in a semicolon.
        return [f"{name}: the cell that calls grade_quiz() must end in that call, alone on its line."]
    if not settings.get("grade") or settings.get("solution"):
        return [f"{name}: the cell that calls grade_quiz() must be an 'Autograder tests' cell of nbgrader."]
    if settings.get("points") != quiz.max_points:
        return [
            f"{name}: the cell that calls grade_quiz() has {settings.get('points')} points in nbgrader, "
            f"but the quiz has {quiz.max_points}."
        ]
    return []


def _code_cells(notebook: Path) -> Iterator[_Cell]:
    for cell in json.loads(notebook.read_text("utf-8")).get("cells", []):
        if cell["cell_type"] == "code":
            yield _Cell(str(notebook), "".join(cell["source"]), cell["metadata"].get("nbgrader", {}))
