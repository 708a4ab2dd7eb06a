"""What learners are shown in JupyterLab, by the programs that are installed here and their settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from softskills.course.lookup import COURSE, DATA, INSTALLED
from softskills.hub.setup import Finding, Setup
from softskills.hub.starting import LEARNERS

ASSIGNMENTS = "nbgrader.server_extensions.assignment_list"
ASSIGNMENTS_IN_LAB = "@jupyter/nbgrader:assignment-list"
INSTRUCTORS_IN_LAB = ("@jupyter/nbgrader:formgrader", "@jupyter/nbgrader:create-assignment")


def tools(setup: Setup, folders: list[Path] | None = None) -> Iterator[Finding]:
    """What learners lack, or see and shouldn't. `folders` hold settings of Jupyter, what comes first first."""
    folders = folders or _folders()
    if not entry_points(group=INSTALLED) and not {COURSE, DATA} & {*setup.setting("Spawner.environment", default={})}:
        yield Finding("No course is installed, so learners get no lessons.", "Install the course's wheel.", False)
    server = _merged(folders, "jupyter_server_config.d/*.json", "ServerApp", "jpserver_extensions")
    lab = _merged(folders, "labconfig/page_config.json", "disabledExtensions")
    if find_spec("nbgrader") is None or not server.get(ASSIGNMENTS) or lab.get(ASSIGNMENTS_IN_LAB):
        yield Finding(
            "Learners have no list of assignments, so they can neither fetch nor hand in.",
            f"Run: jupyter server extension enable --sys-prefix {ASSIGNMENTS} && "
            f"jupyter labextension enable --level=sys_prefix {ASSIGNMENTS_IN_LAB}",
            unsafe=False,
        )
    if shown := [name for name in INSTRUCTORS_IN_LAB if not lab.get(name)]:
        yield Finding(
            f"Learners are shown tools of instructors: {', '.join(shown)}.",
            f"{LEARNERS} isn't as it was installed. Install the engine again.",
            unsafe=False,
        )


def _folders() -> list[Path]:
    from jupyter_core.paths import ENV_CONFIG_PATH, SYSTEM_CONFIG_PATH

    return [LEARNERS, *map(Path, ENV_CONFIG_PATH), *map(Path, SYSTEM_CONFIG_PATH)]


def _merged(folders: list[Path], pattern: str, *keys: str) -> dict[str, bool]:
    """What files of settings say together, where the folder that comes first has the last word. What isn't JSON says
    nothing, as to Jupyter.
    """
    found: dict[str, bool] = {}
    for folder in reversed(folders):
        for file in sorted(folder.glob(pattern)):
            try:
                said = json.loads(file.read_text("utf-8"))
                for key in keys:
                    said = said.get(key, {})
                found |= said if isinstance(said, dict) else dict.fromkeys(said, True)
            except (OSError, ValueError, AttributeError, TypeError):
                continue
    return found
