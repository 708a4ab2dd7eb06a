"""How far a quiz has got, shown below a cell, and kept up to date there while answers are kept."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from softskills.grading.quiz.progress import Progress
from softskills.grading.submission.instructor_files import version

LOOK_EVERY = 1.0
"""Seconds between two looks at the state of the answer log: a `stat` each."""

_shown: dict[Path, str] = {}  # by log what was shown last: an earlier output isn't kept up to date any more


def show(progress: Callable[[], Progress], log: Path) -> None:
    """Show the progress, and show it anew whenever the log has changed. In a script it's printed, once."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        print(progress().text())
        return
    log, name = log.absolute(), uuid4().hex
    _shown[log] = name
    state = version(log)
    _publish(shell, progress(), name, update=False)

    def look() -> None:
        nonlocal state
        if _shown[log] != name:
            return
        loop.call_later(LOOK_EVERY, look)  # first: whatever breaks in one look, the next one comes
        if (now := version(log)) != state:
            state = now
            _publish(shell, progress(), name, update=True)

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    loop.call_later(LOOK_EVERY, look)


def _publish(shell: Any, progress: Progress, name: str, update: bool) -> None:
    data = {"text/html": progress.html(), "text/plain": progress.text()}
    shell.display_pub.publish(data=data, metadata={}, transient={"display_id": name}, update=update)
