"""`softskills grade` in a process of its own, which can be killed at a chosen step."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

from support.forks import forks
from support.grading_course import COMMAND_SECONDS, Course, Ran

WRITES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.copyfile")


def grade(course: Course, *options: str, stop_at: int | None = None, by: int = signal.SIGKILL) -> Ran:
    """Run `softskills grade` in the course's folder. Its output holds what it printed.

    With `stop_at` it is stopped, as by kill -9 or another signal, before the step of that number: each change of a file
    or folder of the course is a step, and each moment of a transaction.
    """
    output, steps = course.base / ".output", course.base / ".steps"
    environment = course.environment("instructor")
    process = forks.Process(target=_command, args=(options, str(course.root), environment, output, steps, stop_at, by))
    process.start()
    process.join(COMMAND_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(f"softskills grade {' '.join(options)} took more than {COMMAND_SECONDS} seconds")
    assert process.exitcode is not None
    return Ran(process.exitcode, output.read_text("utf-8", "replace"))


def steps(course: Course) -> int:
    """How many steps the last run took that was not killed."""
    return int((course.base / ".steps").read_text("ascii"))


def _command(
    options: tuple[str, ...],
    folder: str,
    environment: dict[str, str],
    output: Path,
    steps: Path,
    stop_at: int | None,
    by: int,
) -> None:
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what was started in the background ignores Ctrl-C
    count = 0

    def step(*arguments: Any) -> None:
        nonlocal count
        count += 1
        if count == stop_at:
            os.kill(os.getpid(), by)

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event in WRITES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if writes and str(arguments[0]).startswith(folder):
            step()

    from sqlalchemy import event
    from sqlalchemy.orm import Session

    from softskills.cli import app

    # The pool's processes come from the one that this came from: to load everything once more would take seconds.
    forkserver.ensure_running = forkserver._forkserver.ensure_running = lambda: None  # type: ignore[method-assign]
    for moment in ("before_commit", "after_commit", "after_flush"):
        event.listen(Session, moment, step)
    sys.addaudithook(audit)
    code: Any = 0
    try:
        app(["grade", *options], prog_name="softskills")
    except SystemExit as error:
        code = error.code or 0
    steps.write_text(str(count), "ascii")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
