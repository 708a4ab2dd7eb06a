"""The book is served where it is, and built beside JupyterLab where that was asked for."""

from __future__ import annotations

import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from softskills.desk.book_beside import book_served
from support.ports import free_port

SECONDS = 60


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as reply:
        return str(reply.read().decode())


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_book_that_is_built_is_served_and_one_that_is_not_has_no_address(tmp_path: Path) -> None:
    built = tmp_path / "_build" / "html"
    with book_served(built, free_port()) as address:
        assert address == ""
    built.mkdir(parents=True)
    (built / "index.html").write_text("The book", "utf-8")
    with book_served(built, free_port()) as address:
        assert read(address) == "The book"


def test_a_book_that_is_being_built_says_so_and_is_there_when_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built, go = tmp_path / "_build" / "html", tmp_path / "go"
    build = python(
        f"import time, pathlib\nwhile not pathlib.Path({str(go)!r}).exists(): time.sleep(0.05)\n"
        f"built = pathlib.Path({str(built)!r}); built.mkdir(); (built / 'index.html').write_text('The book')"
    )
    with book_served(built, free_port(), build, tmp_path) as address:
        assert "being built" in read(address) and 'http-equiv="refresh"' in read(address)
        go.touch()
        until(lambda: read(address) == "The book")
        until(lambda: "The book is built." in capsys.readouterr().out)


def test_what_went_wrong_is_told_and_the_book_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = tmp_path / "_build" / "html"
    built.mkdir(parents=True)
    (built / "index.html").write_text("The old book", "utf-8")
    said = ""

    def is_told() -> bool:
        nonlocal said
        said += capsys.readouterr().out
        return "no such page" in said

    with book_served(built, free_port(), python("raise SystemExit('no such page')"), tmp_path) as address:
        until(is_told)
        assert "stays as it was" in said
        assert read(address) == "The old book"


def test_a_first_book_that_cannot_be_built_is_not_waited_for(tmp_path: Path) -> None:
    built = tmp_path / "_build" / "html"
    built.mkdir(parents=True)
    with book_served(built, free_port(), python("raise SystemExit(1)"), tmp_path) as address:
        until(lambda: "being built" not in read(address))


def test_a_build_ends_with_all_its_processes_when_jupyterlab_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "pid"
    build = python(
        "import signal, subprocess, sys\n"
        "signal.signal(signal.SIGTERM, lambda *_: exit(2))\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(note)!r}, 'w').write(str(p.pid)); p.wait()"
    )
    with book_served(tmp_path / "_build" / "html", free_port(), build, tmp_path):
        until(lambda: note.exists() and bool(note.read_text()))
        pid = int(note.read_text())
    time.sleep(0.5)  # as long as what it says may take
    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    assert "wasn't built" not in capsys.readouterr().out
