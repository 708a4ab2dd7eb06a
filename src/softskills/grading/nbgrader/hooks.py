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
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import parse_utc

from softskills.answers import read_untrusted
from softskills.course import QUIZ_FILE, TIMESTAMP
from softskills.grading.nbgrader import lock
from softskills.grading.submission import quiz_files
from softskills.grading.submission.cells import InstructorError, grading, key_file, keys_folder, wanted_detail
from softskills.grading.submission.marking import QuizAssignment, mark_submission, quiz_assignment
from softskills.grading.submission.running import run_grade_cells
from softskills.items import ContentError, Quiz, QuizKeys
from softskills.items.leaks import find_leaks

SOURCE, RELEASE = Path("source"), Path("release")
LINK_NOTE = "Here was a link. It was removed before grading: links are not followed.\n"

_CALLS_GRADE_QUIZ = re.compile(r"^[^#\n]*\bgrade_quiz\(", re.MULTILINE)
_ENDS_IN_GRADE_QUIZ = re.compile(r"^(\w+\.)*grade_quiz\([^()]*\)\Z", re.MULTILINE)


@dataclass(frozen=True)
class _Cell:
    notebook: str
    source: str
    nbgrader: dict[str, Any]


def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook for Autograde: make the submission safe to copy, and require that the instructor's own files are sound, and
    that no `softskills grade` is at work on the same submissions.
    """
    lock.require_turn(Path())
    make_safe(assignment, student, notebooks)
    require_gradable(assignment, student, notebooks)


def make_safe(assignment: str, student: str, notebooks: list[str]) -> None:
    """Change in one submission what nbgrader would stumble over: it follows links, waits for pipes, and expects a
    file to be a file and a time to be a time.

    What is neither a regular file nor a folder gives way to a note. What cannot be copied under its name is kept
    under another one. Raises SystemExit when that cannot be done.
    """
    folder = Path(notebooks[0]).parent
    try:
        for path in list(_below(folder)):
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                path.parent.chmod(path.parent.stat().st_mode | stat.S_IRWXU)
                path.unlink()
                path.write_text(LINK_NOTE, "utf-8")
        for path in _misfits(folder):
            path.rename(_free(path))
    except OSError as error:
        raise SystemExit(
            f"Grading stopped at {folder}: it holds something that nbgrader cannot copy, and that could not be changed "
            f"({error}).\nSubmissions graded before it keep their marks. Remove it by hand, then autograde again."
        ) from error


def require_gradable(assignment: str, student: str, notebooks: list[str]) -> None:
    """Raise SystemExit when the assignment is a quiz that cannot be graded: keys missing or faulty, nothing released,
    a setting that is none, or a cell of the instructor that fails. To know that, a submission without any answers is
    graded first.
    """
    name = _source_folder(notebooks).name
    quiz = quiz_assignment(SOURCE / name, RELEASE / name, _keys_folder())
    if quiz is None:
        return
    try:
        wanted_detail()  # not in what follows, which remembers faults of files
    except InstructorError as error:
        raise SystemExit(f"Nobody was graded, and the gradebook is as it was.\n{error}") from error
    files = (quiz.source / QUIZ_FILE, *sorted(quiz.release.glob("*.ipynb")), *sorted(quiz.keys.glob("*.yml")))
    faults = _faults(quiz, tuple((file, quiz_files.version(file)) for file in files))
    if faults:
        raise SystemExit(
            f"Nobody was graded, and the gradebook is as it was: {name} is a quiz whose files cannot be used.\n"
            + "\n".join(faults)
            + f"\nMend what is named here, then run again: nbgrader autograde {name}"
        )


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
        faults += _notebook_faults(folder, quiz) or _rehearse(folder)
    if faults:
        raise SystemExit(
            f"{folder.name} was not prepared for release, for these reasons:\n"
            + "\n".join(f"  {fault}" for fault in faults)
            + f"\nWhat learners fetched before is as it was. Mend these, then run again: "
            f"nbgrader generate_assignment {folder.name}"
        )


@lru_cache(maxsize=16)
def _faults(quiz: QuizAssignment, files: tuple[tuple[Path, quiz_files.Version], ...]) -> list[str]:
    """What keeps a quiz from being graded; asked again when one of its files has changed."""
    try:
        public, _ = _load(quiz.source)
        faults = _notebook_faults(quiz.release, public)
        if not faults:
            mark_submission(quiz, submission=quiz.source)
    except (ContentError, InstructorError) as error:
        faults = [str(error)]
    except Exception as error:  # noqa: BLE001 - nbgrader would note it and go on
        faults = [f"{quiz.release}: {error!r}"]
    return faults


def _source_folder(notebooks: list[str]) -> Path:
    # From the notebooks and not from `assignment`, which is whatever pattern was typed, such as "*".
    return SOURCE / Path(notebooks[0]).parent.name


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in (*folders, *files))


def _misfits(folder: Path) -> Iterator[Path]:
    """What stands in a submission where nbgrader puts a file or folder of the instructor, and is not of that sort."""
    source = SOURCE / folder.name
    for theirs in sorted(source.rglob("*")):
        mine = folder / theirs.relative_to(source)
        if theirs.suffix != ".ipynb" and mine.exists() and mine.is_dir() != theirs.is_dir():
            yield mine
    if not _is_time(folder / TIMESTAMP):
        yield folder / TIMESTAMP


def _is_time(file: Path) -> bool:
    """Whether nbgrader can read the time in `file`. Without such a file a submission has no time, and is not late."""
    try:
        parse_utc(read_untrusted(file, 1000).decode("utf-8").strip() or None)
    except FileNotFoundError:
        return True
    except Exception:  # noqa: BLE001 - dateutil raises many
        return False
    return True


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.as-handed-in-{number}") for number in count(1))
    return next(free for free in names if not free.exists())


def _load(folder: Path) -> tuple[Quiz, QuizKeys]:
    quiz = quiz_files.quiz(folder / QUIZ_FILE)
    return quiz, quiz_files.keys(key_file(quiz, _keys_folder()), folder / QUIZ_FILE)


def _keys_folder() -> Path:
    return keys_folder() or Path("keys")


def _notebook_faults(folder: Path, quiz: Quiz) -> list[str]:
    """What keeps the notebooks of a quiz from giving exactly its points: one grade cell, locked, worth max_points."""
    cells = [cell for notebook in sorted(folder.glob("*.ipynb")) for cell in _code_cells(notebook)]
    for cell in cells:
        if cell.nbgrader.get("solution") and not cell.nbgrader.get("grade"):
            return [
                f"{cell.notebook}: a quiz has no 'Autograded answer' cells, because learners' code is not run in it. "
                "Put the programming task into an assignment of its own, without a quiz.yml."
            ]
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


def _rehearse(folder: Path) -> list[str]:
    """What goes wrong when the cells of the instructor run, for a learner who answered nothing."""
    try:
        with grading(folder, folder, _keys_folder()):
            for file in sorted(folder.glob("*.ipynb")):
                run_grade_cells(nbformat.read(file, as_version=4))
    except InstructorError as error:
        return [f"{file}: {error}"]
    return []


def _code_cells(notebook: Path) -> Iterator[_Cell]:
    for cell in json.loads(notebook.read_text("utf-8")).get("cells", []):
        if cell["cell_type"] == "code":
            yield _Cell(str(notebook), "".join(cell["source"]), cell["metadata"].get("nbgrader", {}))
