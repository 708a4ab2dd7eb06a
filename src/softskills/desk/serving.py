"""Starts JupyterLab on a learner's folder, and the built book beside it where there is one. Ctrl-C stops both."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from softskills.course import START, Course, naming
from softskills.desk.book_beside import book_served
from softskills.desk.note import NOTES
from softskills.desk.ports import HOST, CannotStart, free_port
from softskills.desk.start_widget import BOOK, NOTICE

SETTINGS = Path(__file__).parent / "jupyter"
"""JupyterLab's own settings: it asks no other site for news and updates, and a learner has no instructor's tools. What
widgets send goes through one thread of the kernel: through several, one answer may overtake another.
"""
START_SECONDS = 300  # JupyterLab's first start takes most of a minute on a slow machine, and longer on a busy one
GRACE_SECONDS = 15  # for JupyterLab to shut its kernels down


def serve(
    course: Course, folder: Path, notice: str, book_port: int, lab_port: int, build_book: Sequence[str] = ()
) -> None:
    """Run until Ctrl-C. `notice` is what the start page is to say, `build_book` the command that builds the book beside
    it, if it is to be built. Raises CannotStart.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    with book_served(course.built_book, book_port, build_book, course.root) as book_url:
        port = free_port("LAB_PORT", lab_port, "JupyterLab")
        token = secrets.token_hex(24)
        log = _log_file(folder)
        lab = _start_lab(course, folder, port, token, log, {BOOK: book_url, NOTICE: notice})
        lab_url = f"http://{HOST}:{port}/"
        try:
            _wait_for(lab, f"{lab_url}api/status?token={token}", stop, log)
            if not stop.is_set():
                book = f"\n  Book        {book_url}" if book_url else ""
                print(f"{book}\n  JupyterLab  {lab_url}lab/tree/{START}?token={token}\n", flush=True)
                print(f"  Your lessons and answers are in {folder}. Ctrl-C stops it.\n", flush=True)
            while not stop.wait(1):
                if lab.poll() is not None:
                    raise CannotStart(_failed("JupyterLab stopped.", log))
        finally:
            _stop(lab)
    print("\nStopped.", flush=True)


def running_at(folder: Path) -> str:
    """The address of a JupyterLab that already runs on this folder, or nothing."""
    from jupyter_server.serverapp import list_running_servers  # it takes seconds to import, and only this needs it

    for server in list_running_servers():
        if Path(server["root_dir"]) == folder.resolve():
            return f"{server['url']}lab/tree/{START}?token={server['token']}"
    return ""


def _start_lab(
    course: Course, folder: Path, port: int, token: str, log: Path, told: dict[str, str]
) -> subprocess.Popen[bytes]:
    """JupyterLab in a session of its own, so that Ctrl-C reaches only this program."""
    root = folder.resolve()
    settings = [
        SETTINGS,
        *([course.exercises.resolve()] if (course.exercises / "nbgrader_config.py").is_file() else []),
    ]
    environment = os.environ | told | naming(course)
    environment |= {
        "JUPYTER_TOKEN": token,
        # Which lessons are open is known by their names, which are the same in every learner's folder.
        "JUPYTERLAB_WORKSPACES_DIR": str(log.parent.resolve() / "workspaces"),
        # nbgrader looks for nbgrader_config.py on this path: so learners find the exchange of the course.
        "JUPYTER_CONFIG_PATH": os.pathsep.join(
            filter(None, [*map(str, settings), os.environ.get("JUPYTER_CONFIG_PATH")])
        ),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.ip={HOST}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"]
    command += [f"--LabApp.default_url=/lab/tree/{START}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - a command of our own
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _log_file(folder: Path) -> Path:
    """An empty file for JupyterLab's log, which holds the token; elsewhere if the folder can't be written."""
    log = folder / NOTES / "lab.log"
    try:
        log.unlink(missing_ok=True)
        log.touch(mode=0o600, exist_ok=False)
    except OSError:
        log = Path(mkdtemp()) / "lab.log"
        log.touch(mode=0o600)
    return log


def _wait_for(lab: subprocess.Popen[bytes], url: str, stop: threading.Event, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not stop.is_set() and not _answers(url):
        if lab.poll() is not None:
            raise CannotStart(_failed("JupyterLab stopped while starting.", log))
        if time.monotonic() > deadline:
            raise CannotStart(_failed(f"JupyterLab did not answer within {START_SECONDS} seconds.", log))
        stop.wait(0.3)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - an address of our own
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _failed(why: str, log: Path) -> str:
    return "\n".join([f"{why} The end of {log}:", *log.read_text(errors="replace").splitlines()[-20:]])


def _stop(lab: subprocess.Popen[bytes]) -> None:
    """Ask JupyterLab to stop, which stops its kernels. Kill it when it does not."""
    lab.terminate()
    try:
        lab.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        lab.kill()  # its kernels see that it is gone and end by themselves
        lab.wait()
