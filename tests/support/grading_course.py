"""A temporary copy of exercises/, and the quiz of the tests, with nbgrader's real commands and learners who submit.

A command runs in a process of its own, forked from one that has nbgrader loaded already: that takes a fifth of a
second, and loading nbgrader takes several.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from softskills.grading.exchange.course_copy import MARK, WORD
from softskills.items import Quiz, QuizKeys, load_quiz, load_quiz_keys
from support.answering import all_points, no_points
from support.forks import forks
from support.once import made_once
from support.places import EXERCISES, LISTENING_COURSE

QUIZ = "listening"
WRITTEN_TASK = "listening-quiz-reflection"
COMMAND_SECONDS = 180


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    output: str


def nbgrader(arguments: list[str], folder: Path, environment: dict[str, str]) -> Ran:
    """Run one nbgrader command in `folder`. Its output holds what it printed and logged."""
    output = folder / ".output"
    process = forks.Process(target=_command, args=(arguments, str(folder), environment, str(output)))
    process.start()
    process.join(COMMAND_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
        raise TimeoutError(f"nbgrader {' '.join(arguments)} took more than {COMMAND_SECONDS} seconds")
    text = output.read_text("utf-8", "replace")
    output.unlink()
    assert process.exitcode is not None
    return Ran(process.exitcode, text)


def _command(arguments: list[str], folder: str, environment: dict[str, str], output: str) -> None:
    descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    from nbgrader.apps.nbgraderapp import NbGraderApp

    code: Any = 0
    try:
        NbGraderApp.launch_instance(arguments)
    except SystemExit as error:  # as the interpreter treats it
        code = error.code or 0
    except BaseException:  # noqa: BLE001 - as the interpreter too ends by printing it
        traceback.print_exc()
        code = 1
    if not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def lines(answers: dict[str, Any], year: int = 2026) -> str:
    """An answer log with one line for each answer."""
    return "".join(
        json.dumps({"v": 1, "time": f"{year}-01-01T00:00:00.000Z", "item": item, "answer": answer}) + "\n"
        for item, answer in answers.items()
    )


class Course:
    """An instructor's copy of exercises/ in `base`/course, with the quiz of the tests, and an exchange beside it."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.root = base / "course"
        ignored = shutil.ignore_patterns(
            *("release", "submitted", "autograded", "feedback", "exchange", "gradebook.db*", "*.csv"),
            *("answers.jsonl", ".*", "__pycache__"),
        )
        for exercises in (EXERCISES, LISTENING_COURSE / "exercises"):
            shutil.copytree(exercises, self.root, ignore=ignored, dirs_exist_ok=True)
        self.keys = self.root / "keys" / f"{QUIZ}.yml"
        self.database = self.root / "gradebook.db"
        (base / "exchange").mkdir()
        shutil.copy(made_once("gradebook.db", self._make_gradebook), self.database)

    def _make_gradebook(self, file: Path) -> None:
        """An empty one, as any command makes it where there is none; that takes seconds, for it starts alembic."""
        self.do("db", "student", "list")
        self.database.rename(file)

    def grade_as_nbgrader_does(self) -> None:
        """Take our plug-ins out of the settings. A kernel knows the keys by a variable."""
        settings = self.root / "nbgrader_config.py"
        kept = [line for line in settings.read_text("utf-8").splitlines(True) if '"softskills.' not in line]
        kept.append('os.environ["SOFTSKILLS_KEYS"] = str(course / "keys")\n')
        settings.write_text("".join(kept), "utf-8")

    def tell(self, detail: str) -> None:
        """Set how much of the key learners see in feedback."""
        settings = self.root / "nbgrader_config.py"
        text, count = re.subn(r'(c\.Quiz\.feedback = )"\w+"', rf'\1"{detail}"', settings.read_text("utf-8"))
        assert count == 1
        settings.write_text(text, "utf-8")

    def environment(self, home: str) -> dict[str, str]:
        """Nothing of the developer's own settings: a home of its own, and the exchange of this course."""
        folder = self.base / home
        folder.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "SOFTSKILLS"))}
        kept.pop("NBGRADER_EXECUTION", None)
        path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
        return kept | {
            "HOME": str(folder),
            "IPYTHONDIR": str(folder / "ipython"),
            "NBGRADER_EXCHANGE": str(self.base / "exchange"),
            "PATH": path,
        }

    def run(self, *arguments: str) -> Ran:
        """A command of the instructor, whatever it ends with."""
        return nbgrader(list(arguments), self.root, self.environment("instructor"))

    def do(self, *arguments: str) -> Ran:
        """A command of the instructor that must succeed."""
        ran = self.run(*arguments)
        assert ran.code == 0, ran.output
        return ran

    def learner(self, *arguments: str) -> Ran:
        """A command of a learner, in a folder and with settings of their own, that must succeed."""
        folder = self.base / "desk"
        folder.mkdir(exist_ok=True)
        settings = f"c.CourseDirectory.course_id = 'soft-skills'\nc.Exchange.root = {str(self.base / 'exchange')!r}\n"
        (folder / "nbgrader_config.py").write_text(settings, "utf-8")
        ran = nbgrader(list(arguments), folder, self.environment("learner"))
        assert ran.code == 0, ran.output
        return ran

    def submission(self, student: str, assignment: str = QUIZ) -> Path:
        """The folder of a new submission: what was released, as collected, without any answers."""
        folder = self.root / "submitted" / student / assignment
        shutil.copytree(self.root / "release" / assignment, folder)
        (folder / "timestamp.txt").write_text("2026-02-03 04:05:06.000000 UTC", "utf-8")
        (folder / "submission_secret.txt").write_text(f"secret of {student}", "utf-8")
        return folder

    def quiz(self) -> tuple[Quiz, QuizKeys]:
        """The quiz of this course, with its keys."""
        quiz = load_quiz(self.root / "source" / QUIZ / "quiz.yml")
        return quiz, load_quiz_keys(self.keys, quiz)

    def right_answers(self) -> dict[str, dict[str, Any]]:
        """The answers that earn all points, by the ids of the scenarios."""
        quiz, keys = self.quiz()
        return {item.id: all_points(item, keys.items[item.id]) for item in quiz.scenarios}

    def wrong_answers(self) -> dict[str, dict[str, Any]]:
        """Answers to all scenarios that earn no points."""
        quiz, keys = self.quiz()
        return {item.id: no_points(item, keys.items[item.id]) for item in quiz.scenarios}

    def grades(self) -> dict[str, dict[str, str]]:
        """The rows of the exported CSV, by student."""
        self.do("export")
        with (self.root / "grades.csv").open(encoding="utf-8", newline="") as stream:
            return {row["student_id"]: row for row in csv.DictReader(stream)}

    def feedback(self, student: str) -> str:
        return (self.root / "feedback" / student / QUIZ / f"{QUIZ}.html").read_text("utf-8")


class Server:
    """Formgrader's pages, served to a client that holds the token."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token

    def ask(self, path: str, method: str = "GET", data: Any = None) -> tuple[int, str]:
        """The status and the text of an answer to a request."""
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(f"{self.url}{path}", body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=COMMAND_SECONDS) as response:
                return response.status, response.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")


@contextmanager
def formgrader(course: Course) -> Iterator[Server]:
    """Serve formgrader on this machine until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = "only-for-this-test"
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={course.root}"]
    # Only formgrader: the other extensions of a full installation cost seconds.
    others = ["jupyterlab", "notebook", "notebook_shim", "jupyter_lsp", "jupyter_server_terminals", "nbclassic"]
    command.append(f"--ServerApp.jpserver_extensions={dict.fromkeys(others, False)!r}")
    environment = course.environment("instructor") | {"JUPYTER_TOKEN": token}
    log = course.base / "server.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=course.root, env=environment, stdout=stream, stderr=stream)
    try:
        server = Server(f"http://127.0.0.1:{port}", token)
        deadline = time.monotonic() + 60
        while True:
            try:
                if server.ask("/api/status")[0] == 200:
                    break
            except OSError:
                pass
            assert process.poll() is None and time.monotonic() < deadline, log.read_text("utf-8", "replace")
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def undone(course: Course) -> Iterator[Course]:
    """The course; whatever is done to its folder is undone afterwards."""
    kept = course.base / "kept"
    shutil.copytree(course.root, kept)
    yield course
    shutil.rmtree(course.root)
    kept.rename(course.root)
    if not (course.root / WORD).exists():  # then what was undone made this copy known to the exchange
        for mark in (course.base / "exchange").glob(f"*/{MARK}"):
            mark.unlink()
