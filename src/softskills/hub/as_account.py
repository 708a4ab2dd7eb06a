"""What an account of this machine can do with files, as the machine itself answers it: modes, groups, lists and all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from softskills.hub.setup import Account

_SCRIPT = """
import json, os, sys
def can(path):
    try:
        os.listdir(path) if os.path.isdir(path) else os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True
paths = json.load(sys.stdin)
print(json.dumps([path for path in paths if can(path)]))
"""
_SECONDS = 60


def readable(account: Account, paths: Iterable[Path]) -> list[Path] | None:
    """Which of these files and folders the account can read or list. None when it can't run this Python. Needs root."""
    try:
        ran = subprocess.run(  # noqa: S603 - this Python, and a script of our own
            [sys.executable, "-I", "-S", "-c", _SCRIPT],
            input=json.dumps([str(path) for path in paths]),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            cwd="/",
            env={},
            user=account.user,
            group=account.group,
            extra_groups=os.getgrouplist(account.name, account.group),
        )
    except PermissionError:
        return None
    return [Path(path) for path in json.loads(ran.stdout)] if ran.returncode == 0 else None
