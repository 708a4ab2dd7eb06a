"""Builds of the book, each by the builder's own command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support.environment import unmeasured


def build_book(source: Path, output: Path, *, fresh: bool = True) -> subprocess.CompletedProcess[str]:
    """Build the book as `make book` does, with warnings as errors; from nothing, or upon what was built before."""
    jupyter_book = str(Path(sys.executable).with_name("jupyter-book"))
    command = [jupyter_book, "build", *(["--all"] if fresh else []), "-W", "-n", "--keep-going"]
    command += [str(source), "--path-output", str(output)]
    return subprocess.run(command, capture_output=True, text=True, env=unmeasured(), timeout=600)
