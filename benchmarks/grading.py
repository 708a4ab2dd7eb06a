"""How long grading takes, and how much memory: nbgrader's own way, its way with our plug-ins, and `softskills grade`.

All three grade the same submissions, of classes of several sizes, with SQLite and with PostgreSQL. Times are net of
start: each way runs in a process that has graded before. By formgrader's button, that is the time of the call that the
button makes, for SAMPLE learners of a class that is in the gradebook. In bulk it is the time for the class less that
for one learner, for each of the others; nothing is graded before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep

import psutil
from sqlalchemy import create_engine, text

from softskills.course import ANSWERS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # which has courses and classes to grade

from support.grading_course import QUIZ, Course
from support.once import share
from support.postgresql_server import Server, server
from support.random_logs import random_log

SIZES = (20, 200, 1_000)
SAMPLE = 20
FRESH = "FRESH_GRADEBOOK"
RUNS = 3
JOBS = (1, 2)
BUTTON_GOAL, BULK_GOAL, MEMORY_GOAL = 20, 100, 500  # times as fast as nbgrader's own way, and MB
FLAT_GOAL = 1.25  # how much more a submission may cost among 1,000 than among 20


@dataclass
class Class:
    """A class that has handed in, and where its gradebook is."""

    course: Course
    students: list[str]
    environment: dict[str, str]


@dataclass(frozen=True)
class Measured:
    """Seconds of a submission, how many of them processors were at work, and the largest memory in MB."""

    seconds: float
    work: float
    memory: float


def hand_in(base: Path, size: int) -> tuple[Course, list[str]]:
    course = Course(base)
    course.do("generate_assignment", QUIZ)
    quiz, keys = course.quiz()
    students = [f"learner-{number:04}" for number in range(size)]
    for number, student in enumerate(students):
        (course.submission(student) / ANSWERS).write_bytes(random_log(Random(number), quiz, keys))
    return course, students


def on_sqlite(course: Course, students: list[str]) -> Class:
    fresh = course.base / "fresh.db"
    shutil.copy(course.database, fresh)
    return Class(course, students, course.environment("instructor") | {FRESH: str(fresh)})


def on_postgresql(course: Course, students: list[str], running: Server) -> Class:
    """The rows of the SQLite gradebook before anything was graded, in a database."""
    url = running.new_database(f"of-{len(students)}")
    environment = course.environment("instructor") | {"NBGRADER_DB_URL": url}
    command(course, environment, "nbgrader", "generate_assignment", QUIZ, "--force")
    return Class(course, students, environment)


def forget(root: Path) -> None:
    """Undo what was graded: in the gradebook of this environment, and in the course's folder."""
    for folder in ("autograded", "feedback"):
        shutil.rmtree(root / folder, ignore_errors=True)
    if FRESH in os.environ:
        shutil.copy(os.environ[FRESH], root / "gradebook.db")
        return
    engine = create_engine(os.environ["NBGRADER_DB_URL"])
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE student, submitted_assignment, submitted_notebook, grade, comment"))
    engine.dispose()


def command(course: Course, environment: dict[str, str], *words: str) -> float:
    """Run a command of the instructor. Returns its largest memory, that of all its processes together."""
    program = Path(sys.executable).with_name(words[0])
    process = subprocess.Popen(
        [program, *words[1:]], cwd=course.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    watch = Watch(process.pid)
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{output.decode()[-3000:]}")
    return watch.peak()


class Watch:
    """Follows the memory of a process and of all that it started; what they share counts once."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def peak(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak / 1e6

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            total = 0
            with suppress(psutil.Error):
                for process in (self._process, *self._process.children(recursive=True)):
                    with suppress(psutil.Error):
                        total += process.memory_full_info().pss
            self._peak = max(self._peak, total)


def run_here(one: Class, *words: str) -> Measured:
    """Run this file in a process of its own, which tells the seconds and the work."""
    told = one.course.base / "told.json"
    memory = command(one.course, one.environment | {"TOLD": str(told)}, "python", __file__, *words)
    seconds, work = json.loads(told.read_text("ascii"))
    return Measured(seconds, work, memory)


def press(students: list[str]) -> tuple[float, float]:
    """What formgrader's button does, for one learner after the other."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader

    app = NbGrader()
    app.initialize([], root=str(Path.cwd()))
    app.log.setLevel("CRITICAL")
    api = NbGraderAPI(app.coursedir, parent=app)

    def press_for(student: str) -> None:
        result = api.autograde(QUIZ, student)
        if not result["success"]:
            raise SystemExit(str(result))

    taken = [timed(partial(press_for, student)) for student in [students[0], *students]]
    return middle(taken[1:])  # the first press loads what later ones find


def grade(jobs: int, feedback: bool, student: str) -> tuple[float, float]:
    """What `softskills grade` takes more for a class than for one learner."""
    from softskills.grading.class_run.pool import prepare

    prepare("softskills.grading.class_run.preload")  # as the command does
    from softskills.grading.class_run.run import Options, grade_class

    def run(who: str | None) -> None:
        summary = grade_class(Path.cwd(), QUIZ, Options(who, jobs, False, feedback), lambda step, done, of: None)
        if summary.refused:
            raise SystemExit(str(summary.refused))

    taken: dict[str | None, list[tuple[float, float]]] = {student: [], None: []}
    for _ in range(RUNS + 1):
        for who, times in taken.items():
            forget(Path.cwd())
            times.append(timed(partial(run, who)))
    of_one, of_all = (middle(times[1:]) for times in taken.values())
    return of_all[0] - of_one[0], of_all[1] - of_one[1]


def tell(times: tuple[float, float]) -> None:
    Path(os.environ["TOLD"]).write_text(json.dumps(times), "ascii")


def timed(action: Callable[[], object]) -> tuple[float, float]:
    """Seconds of an action, and of the processors' work for it, in this process and those that it started."""
    start, work = perf_counter(), work_so_far()
    action()
    seconds = perf_counter() - start
    sleep(0.1)  # until processes that have ended are counted
    return seconds, work_so_far() - work


def work_so_far() -> float:
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    total = 0.0
    for process in processes:
        with suppress(psutil.Error):
            total += sum(process.cpu_times()[:4])
    return total


def middle(times: list[tuple[float, float]]) -> tuple[float, float]:
    return median(seconds for seconds, _ in times), median(work for _, work in times)


def measured(one: Class) -> dict[str, Measured]:
    def in_bulk(jobs: int, feedback: bool) -> Measured:
        run, others = run_here(one, "--grade", str(jobs), str(int(feedback)), one.students[0]), len(one.students) - 1
        return Measured(run.seconds / others, run.work / others, run.memory)

    found = {f"bulk {jobs}": in_bulk(jobs, feedback=False) for jobs in JOBS}
    found["feedback"] = in_bulk(max(JOBS), feedback=True)
    sample = Random(1).sample(one.students, SAMPLE)
    found["button"] = run_here(one, "--press", *sample)
    settings = one.course.root / "nbgrader_config.py"
    with_plugins = settings.read_text("utf-8")
    one.course.grade_as_nbgrader_does()
    found["stock"] = run_here(one, "--press", *sample)
    settings.write_text(with_plugins, "utf-8")
    return found


def show(size: int, database: str, found: dict[str, Measured]) -> None:
    stock = found["stock"]
    print(f"{size} learners, {database}")
    for name, run in found.items():
        goal = {"button": BUTTON_GOAL, "bulk 1": BULK_GOAL, "bulk 2": BULK_GOAL}.get(name)
        ratio = "" if name == "stock" else f"{stock.seconds / run.seconds:5.0f} times as fast"
        less = "" if name == "stock" else f"{stock.work / run.work:5.0f} times less"
        print(
            f"  {NAMES[name]:52} {1000 * run.seconds:7.1f} ms {ratio:20} {f'(goal {goal})' if goal else '':10}"
            f"; work {1000 * run.work:7.1f} ms {less:16}; {run.memory:4.0f} MB"
        )
    sys.stdout.flush()


NAMES = {
    "stock": "nbgrader's own way, by formgrader's button",
    "button": "with the plug-ins, by formgrader's button",
    "bulk 1": "softskills grade, 1 process at work",
    "bulk 2": "softskills grade, 2 processes at work",
    "feedback": "softskills grade with feedback, 2 processes at work",
}


def main(sizes: tuple[int, ...]) -> None:
    print(
        f"Milliseconds for each submission, net of start: median of {RUNS} runs in bulk, of {SAMPLE} presses of the "
        f"button.\nMemory is the largest of all processes together (goal below {MEMORY_GOAL} MB). "
        f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors."
    )
    costs: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, server("-c listen_addresses=''") as running:
        share(Path(folder))
        for size in sizes:
            base = Path(folder) / str(size)
            base.mkdir()
            course, students = hand_in(base, size)
            for database, one in (
                ("SQLite", on_sqlite(course, students)),
                ("PostgreSQL", on_postgresql(course, students, running)),
            ):
                found = measured(one)
                show(size, database, found)
                for name, run in found.items():
                    costs.setdefault((database, name), []).append(run.seconds)
            shutil.rmtree(base)
    print(f"Cost of a submission among {sizes[-1]} against {sizes[0]} (goal at most {FLAT_GOAL})")
    for (database, name), seconds in costs.items():
        print(f"  {database:10} {NAMES[name]:52} {seconds[-1] / seconds[0]:5.2f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--press", *students]:
            tell(press(students))
        case ["--grade", jobs, feedback, student]:
            tell(grade(int(jobs), feedback == "1", student))
        case sizes:
            main(tuple(map(int, sizes)) or SIZES)
