"""The course's commands, run for a notebook as one would type them in the course's folder."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "softskills"
_COLOURS = {"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS", "TTY_COMPATIBLE"}


@dataclass(frozen=True)
class Ran:
    """A command as one would type it, its exit status, and what it said."""

    typed: str
    code: int
    said: str


def run(root: Path, arguments: Sequence[str]) -> Ran:
    """Run a command in the course's folder and wait for it. What it asks of a terminal, it doesn't get."""
    program = Path(sys.executable).parent / PROGRAM
    # A kernel tells programs that they write to a terminal, in colour.
    plain = {name: value for name, value in os.environ.items() if name not in _COLOURS} | {"TERM": "dumb"}
    ended = subprocess.run(  # noqa: S603 - a command of our own, and no shell reads its arguments
        [program, *arguments],
        cwd=root,
        env=plain,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Ran(shlex.join([PROGRAM, *arguments]), ended.returncode, ended.stdout.strip())
