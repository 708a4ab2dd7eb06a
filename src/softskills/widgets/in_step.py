"""Open widgets keep in step with their log, whoever writes to it: this kernel, another one, or another program.

The log is looked at after each message of a front end, and every second by the kernel's own event loop, between the
messages that it serves: so no thread is needed, and nothing happens in the middle of something else. Where no loop
runs, as in a script, messages are all there is.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary, WeakSet

from softskills import answers

LOOK_EVERY = 1.0
"""Seconds between two looks at the state of a log: a `stat` each."""


class Follower(Protocol):
    """An open widget."""

    def learn(self, records: answers.Known) -> None: ...
    def know(self, known: answers.Known) -> None: ...


_logs: WeakKeyDictionary[Follower, Path] = WeakKeyDictionary()  # of each open widget
_told: dict[Path, int] = {}  # of each log the version that was told to its widgets
_loops: WeakSet[asyncio.AbstractEventLoop] = WeakSet()  # that look already


def follow(widget: Follower, log: Path) -> None:
    """Keep a widget in step with a log for as long as the widget is open. It knows what the log holds now."""
    _told.setdefault(log, answers.kept_log(log).version)
    _logs[widget] = log
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop not in _loops:
        _loops.add(loop)
        loop.call_later(LOOK_EVERY, _look_at_all, loop)


def tell(log: Path, records: answers.Known) -> None:
    """Tell a log's widgets the answers that were just appended here, and what others did to it, if anything."""
    if not _tell_all(log, answers.kept_log(log).version):
        for widget in _followers(log):
            widget.learn(records)


def look(log: Path) -> None:
    """Tell a log's widgets what others did to it, if they did anything."""
    _tell_all(log, answers.kept_log(log).refresh())


def _tell_all(log: Path, version: int) -> bool:
    if version == _told.get(log):
        return False
    _told[log] = version
    for widget in _followers(log):
        widget.know(answers.kept_log(log).known())
    return True


def _followers(log: Path) -> list[Follower]:
    return [widget for widget, one in list(_logs.items()) if one == log]


def _look_at_all(loop: asyncio.AbstractEventLoop) -> None:
    loop.call_later(LOOK_EVERY, _look_at_all, loop)  # first: whatever breaks in one look, the next one comes
    for log in set(_logs.values()):
        look(log)
