"""The book beside JupyterLab: served where it's built, and built where that was asked for, while learners begin."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from softskills.desk.ports import HOST, free_port

WAITING = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width"><title>The book is being built</title>
<body style="font: 1.1rem/1.5 system-ui; margin: 2rem"><h1>The book is being built</h1>
<p>It takes about a minute the first time. This page goes on to it by itself.</p></body></html>
"""
LOG = "start-book.log"


@contextmanager
def book_served(built: Path, wanted: int, build: Sequence[str] = (), root: Path | None = None) -> Iterator[str]:
    """The address of the book while it is served; nothing if it is not built and not being built.

    `build` is the command that builds it, in `root`; it runs on beside, and what came of it is printed.
    """
    if not build and not (built / "index.html").is_file():
        yield ""
        return
    port = free_port("BOOK_PORT", wanted, "The book")
    over = threading.Event()
    handler = partial(_Handler, directory=str(built.resolve()), over=over)
    with ThreadingHTTPServer((HOST, port), handler) as server, _building(build, root or built, built.parent, over):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{HOST}:{port}/"
        finally:
            server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *connection: Any, directory: str, over: threading.Event) -> None:
        self._is_over = over.is_set
        super().__init__(*connection, directory=directory)

    def do_GET(self) -> None:
        if self.path == "/" and not self._is_over() and not (Path(self.directory) / "index.html").is_file():
            self._send_waiting()
        else:
            super().do_GET()

    def _send_waiting(self) -> None:
        body = WAITING.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a rebuilt book shows at once
        super().end_headers()


@contextmanager
def _building(command: Sequence[str], root: Path, logs: Path, over: threading.Event) -> Iterator[None]:
    """Run a command that builds the book, as long as this lasts. It gives way to what a learner does.

    `over` is set when it has ended.
    """
    if not command:
        yield
        return
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / LOG
    with log.open("wb") as output:
        build = subprocess.Popen(  # noqa: S603 - a command of the course
            ["nice", *command],  # noqa: S607 - as POSIX has it
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    stopped = threading.Event()
    threading.Thread(target=_tell, args=(build, log, stopped, over), daemon=True).start()
    try:
        yield
    finally:
        stopped.set()
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGTERM)
            build.wait()


def _tell(build: subprocess.Popen[bytes], log: Path, stopped: threading.Event, over: threading.Event) -> None:
    failed = build.wait() != 0
    over.set()
    if stopped.is_set():
        return
    if not failed:
        print("  The book is built.\n", flush=True)
    else:
        lines = log.read_text(errors="replace").splitlines()[-12:]
        told = "  The book wasn't built, and stays as it was. The lessons work all the same. It said:"
        print("\n  ".join([told, *lines]), flush=True)
