"""Serve the built book and start JupyterLab on this machine. Ctrl-C stops both.

Ports: BOOK_PORT (8000) and LAB_PORT (8888). When one is busy, the next free one is taken.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "_build" / "html"
EXERCISES = ROOT / "exercises"
LAB_SETTINGS = ROOT / "tools" / "lab"
LAB_LOG = ROOT / "_build" / "lab.log"
HOST = "127.0.0.1"
START_SECONDS = 120  # JupyterLab's first start on a slow machine takes most of a minute
GRACE_SECONDS = 15  # for JupyterLab to shut its kernels down


class BookHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a rebuilt book shows at once
        super().end_headers()


def free_port(variable: str, default: int, what: str, taken: int | None = None) -> int:
    """The port that the environment asks for, or the next free one."""
    try:
        wanted = int(os.environ.get(variable) or default)
        candidates = range(wanted, min(wanted + 100, 65536))
    except ValueError:
        sys.exit(f"{variable} must be a number.")
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError:
                sys.exit(f"{variable}: port {port} needs an administrator. Choose one above 1023.")
            except OSError:
                continue
        if port != taken:
            if port != wanted:
                print(f"    Port {wanted} is busy. {what} uses {port}.", flush=True)
            return port
    sys.exit(f"No free port from {wanted} on. Set {variable} to another one.")


def start_lab(port: int, token: str) -> subprocess.Popen[bytes]:
    """JupyterLab in a session of its own, so that Ctrl-C reaches only this program."""
    inherited = os.environ.get("JUPYTER_CONFIG_PATH")
    environment = os.environ | {
        "JUPYTER_TOKEN": token,
        # nbgrader's pages look for nbgrader_config.py in the working folder, then on this path.
        # JupyterLab's own settings in tools/lab keep it from asking other sites for news and updates.
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [str(EXERCISES), str(LAB_SETTINGS), inherited])),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.ip={HOST}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={ROOT}"]
    command += ["--LabApp.default_url=/lab/tree/notebooks"]
    if os.geteuid() == 0:
        command.append("--allow-root")
    LAB_LOG.unlink(missing_ok=True)
    LAB_LOG.touch(mode=0o600)  # the log holds the token
    with LAB_LOG.open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=EXERCISES if EXERCISES.is_dir() else ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - an address of our own
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop_lab(lab: subprocess.Popen[bytes]) -> None:
    """Ask JupyterLab to stop, which stops its kernels. Kill it when it does not."""
    lab.terminate()
    try:
        lab.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        lab.kill()  # its kernels see that it is gone and end by themselves
        lab.wait()


def lab_failed(why: str) -> int:
    print(f"{why} The end of {LAB_LOG.relative_to(ROOT)}:\n", flush=True)
    print("\n".join(LAB_LOG.read_text(errors="replace").splitlines()[-20:]), flush=True)
    return 1


def wait_for(lab: subprocess.Popen[bytes], urls: list[str], stop: threading.Event) -> str | None:
    """Wait until all the addresses answer. Returns what went wrong, if anything did."""
    deadline = time.monotonic() + START_SECONDS
    while not stop.is_set() and not all(map(answers, urls)):
        if lab.poll() is not None:
            return "JupyterLab stopped while starting."
        if time.monotonic() > deadline:
            return f"JupyterLab did not answer within {START_SECONDS} seconds."
        stop.wait(0.3)
    return None


def main() -> int:
    if not (BOOK / "index.html").is_file():
        print("The book is not built yet. Run `make start`, or `make book` first.")
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())

    book_port = free_port("BOOK_PORT", 8000, "The book")
    lab_port = free_port("LAB_PORT", 8888, "JupyterLab", taken=book_port)
    token = secrets.token_hex(24)
    book_url, lab_url = f"http://{HOST}:{book_port}/", f"http://{HOST}:{lab_port}/"
    with ThreadingHTTPServer((HOST, book_port), partial(BookHandler, directory=str(BOOK))) as book:
        threading.Thread(target=book.serve_forever, daemon=True).start()
        lab = start_lab(lab_port, token)
        try:
            problem = wait_for(lab, [book_url, f"{lab_url}api/status?token={token}"], stop)
            if problem:
                return lab_failed(problem)
            if not stop.is_set():
                print(f"\n  Book        {book_url}\n  JupyterLab  {lab_url}lab/tree/notebooks?token={token}")
                print("\n  The lessons are in notebooks/. The nbgrader course is in exercises/.")
                print("  Ctrl-C stops both.\n", flush=True)
            while not stop.wait(1):
                if lab.poll() is not None:
                    return lab_failed("JupyterLab stopped.")
        finally:
            stop_lab(lab)
            book.shutdown()
    print("\nStopped.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
