"""Makes a course to try things on: a copy of the exercises, a simulated class that has handed in, and their marks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import chdir
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from softskills.course import COURSE_FILE, QUIZ_FILE, SECRET, TIMESTAMP, Course
from softskills.demo.handing_in import hand_in, ways
from softskills.demo.people import Learner, learners
from softskills.demo.simulated import Parameters, abilities, sound_parameters
from softskills.grading.class_run.run import CannotRun, Options, grade_class
from softskills.grading.nbgrader.setting_up import NotReleased, enrol, prepare_release
from softskills.grading.nbgrader.settings import CONFIG
from softskills.items import Quiz, QuizKeys, load_quiz, load_quiz_keys

FIRST_DUE = datetime(2026, 9, 28, 12, tzinfo=UTC)
BETWEEN = timedelta(weeks=3)
"""From one due date to the next."""
GROWTH = 0.15
"""By so much a class is abler at the next assignment, on the scale of abilities."""
TOO_EASY, AGAINST_KEY = Parameters(-8.0, 4.0), Parameters(-0.5, -2.5)
"""The first two situations of the first assignment are like this, so that the report has something to name."""

DESK = "desk.ipynb"
ONLY_HERE = """

import pathlib

# A class that was simulated: nothing of it leaves this folder, whatever the environment says.
c.CourseDirectory.course_id = "simulated"
c.CourseDirectory.db_url = "sqlite:///" + str(pathlib.Path(__file__).resolve().parent / "gradebook.db")
c.Exchange.root = str(pathlib.Path(__file__).resolve().parent / "exchange")
"""
NOTE = """This class was simulated by `softskills demo --learners {learners} --seed {seed}`. No learner in it exists,
and nobody wrote the texts. It's here to try things on, and can be removed.
"""

Progress = Callable[[str], None]


class CannotMake(RuntimeError):
    """The class can't be made. The message says why, and what was left as it was."""


@dataclass(frozen=True)
class Made:
    """What was made: the nbgrader course, its assignments in the order of their due dates, how many handed in and how
    many of them were graded, by assignment.
    """

    root: Path
    assignments: list[str]
    handed_in: dict[str, int]
    graded: dict[str, int]


def make_class(
    course: Course,
    folder: Path,
    count: int,
    seed: int,
    jobs: int = 2,
    only: Sequence[str] = (),
    progress: Progress = lambda said: None,
) -> Made:
    """Make a class of `count` simulated learners in a new folder, with all quizzes of the course or `only` those named,
    handed in and graded. The same seed gives the same class. Raises CannotMake, ContentError and OSError.
    """
    _require_new(folder)
    names = _quizzes(course, only)
    root = _copy(course, folder, names).resolve()
    (folder / "SIMULATED.txt").write_text(NOTE.format(learners=count, seed=seed), "utf-8")
    try:
        with chdir(root):  # where nbgrader looks for the settings of a course
            handed_in, graded = _fill(root, names, count, seed, jobs, progress)
    except (NotReleased, CannotRun) as error:
        raise CannotMake(f"{error}\nWhat was made so far is in {folder}, and can be removed.") from error
    return Made(root, names, handed_in, graded)


def _fill(
    root: Path, names: Sequence[str], count: int, seed: int, jobs: int, progress: Progress
) -> tuple[dict[str, int], dict[str, int]]:
    """Release, enrol, hand in and grade. Returns how many handed in, and how many were graded, by assignment."""
    for name in names:
        progress(f"Preparing {name}")
        prepare_release(root, name)
    # As if it had been handed out: there is where `softskills grade` looks for what came in.
    (root / "exchange" / "simulated" / "inbound").mkdir(parents=True)
    dice = np.random.default_rng(seed)
    people, able = learners(dice, count), abilities(dice, count)
    due = {name: FIRST_DUE + number * BETWEEN for number, name in enumerate(names)}
    enrol(root, map(asdict, people), due)
    handed_in, graded = {}, {}
    for number, name in enumerate(names):
        progress(f"Handing in and grading {name}")
        quiz, keys = _read(root, name)
        parameters = sound_parameters(dice, quiz)
        if number == 0:
            planted = [one.id for one in quiz.scenarios][:2]
            parameters |= dict(zip(planted, (TOO_EASY, AGAINST_KEY), strict=False))
        handed_in[name] = _hand_in(dice, root, name, quiz, keys, parameters, people, able + number * GROWTH, due[name])
        # Feedback takes the most time, and is made by `softskills grade`, when somebody wants it.
        graded[name] = len(grade_class(root, name, Options(jobs=jobs, collect=False, feedback=False)).graded)
    return handed_in, graded


def _require_new(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CannotMake(f"{folder} is there already, and was left as it is. Name a new folder, or an empty one.")


def _quizzes(course: Course, only: Sequence[str]) -> list[str]:
    """The quizzes of the course by name, what is named "final" last."""
    known = [file.parent.name for file in course.quiz_sources.glob(f"*/{QUIZ_FILE}")]
    if unknown := sorted(set(only) - set(known)):
        raise CannotMake(f"The course has no quiz {', '.join(unknown)}. It has: {', '.join(sorted(known)) or 'none'}.")
    if not known:
        raise CannotMake(f"The course has no quiz: there is no {QUIZ_FILE} below {course.quiz_sources}.")
    for needed in (course.exercises / CONFIG, course.quiz_keys):
        if not needed.exists():
            raise CannotMake(f"There is no {needed}, and nothing can be graded without it. Nothing was made.")
    return sorted(only or known, key=lambda name: (name == "final", name))


def _copy(course: Course, folder: Path, names: Sequence[str]) -> Path:
    """The course's settings and competencies, and its exercises with their keys. Returns the nbgrader course."""
    root = folder / course.settings.folders.exercises
    for name in names:
        shutil.copytree(
            course.quiz_sources / name,
            root / "source" / name,
            ignore=shutil.ignore_patterns("answers*.jsonl", ".*", "__pycache__"),
        )
    shutil.copytree(course.quiz_keys, root / "keys", ignore=shutil.ignore_patterns(".*"))
    if (desk := course.exercises / DESK).is_file():
        shutil.copy(desk, root)
    settings = (course.exercises / CONFIG).read_text("utf-8")
    (root / CONFIG).write_text(settings + ONLY_HERE, "utf-8")
    shutil.copy(course.file, folder / COURSE_FILE)
    if course.competencies.is_file():
        copied = folder / course.settings.folders.data / course.competencies.name
        copied.parent.mkdir(parents=True)
        shutil.copy(course.competencies, copied)
    return root


def _read(root: Path, name: str) -> tuple[Quiz, QuizKeys]:
    quiz = load_quiz(root / "source" / name / QUIZ_FILE)
    return quiz, load_quiz_keys(root / "keys" / f"{quiz.quiz}.yml", quiz)


def _hand_in(
    dice: np.random.Generator,
    root: Path,
    name: str,
    quiz: Quiz,
    keys: QuizKeys,
    parameters: dict[str, Parameters],
    people: Sequence[Learner],
    able: np.ndarray,
    due: datetime,
) -> int:
    """Lay what the class hands in into submitted/, as collecting does. Returns how many did."""
    count = 0
    for way, learner, ability in zip(ways(dice, len(people)), people, able, strict=True):
        handed = hand_in(dice, way, float(ability), quiz, keys, parameters, due)
        if handed is None:
            continue
        folder = root / "submitted" / learner.id / name
        shutil.copytree(root / "release" / name, folder)
        (folder / TIMESTAMP).write_text(f"{handed.time:%Y-%m-%d %H:%M:%S}.000000 UTC", "utf-8")
        (folder / SECRET).write_text(f"simulated {learner.id}", "utf-8")
        if handed.file is not None:
            (folder / handed.file).write_bytes(handed.content)
        count += 1
    return count
