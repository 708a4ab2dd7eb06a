"""What processes inherit that tests start."""

from __future__ import annotations

import os
import sys

_HEARS_CTRL_C = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


def unmeasured() -> dict[str, str]:
    """This process's environment, for one that runs nothing that has a floor: measured, it would only be slower."""
    return {name: value for name, value in os.environ.items() if name != "COVERAGE_PROCESS_CONFIG"}


def hearing_ctrl_c(*command: str) -> list[str]:
    """The same command, by the path of its program, which hears Ctrl-C. What is started in the background does not, and
    hands that down: without this the command would not hear it where the tests were started so.
    """
    return [sys.executable, "-c", _HEARS_CTRL_C, *command]
