"""Programs that nbgrader runs by name, such as alembic, which makes a new gradebook."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def put_on_path() -> None:
    """Let programs be found that are installed beside this Python, also when its environment is not activated."""
    folder = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    if folder not in path:
        os.environ["PATH"] = os.pathsep.join([folder, *path])
