"""Begins the server of one account on a hub, as that account: for a learner with the lessons laid, for a grader with
their course. JupyterHub calls it by `softskills hub start`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from softskills.course import find_course
from softskills.desk.folder import CannotLay, lay_course
from softskills.hub.site import COURSE_COPY, LESSONS
from softskills.items import ContentError

UMASK = 0o077
"""What an account makes is its own alone. nbgrader opens by itself what it lays into the exchange."""

RUNTIME = ".jupyter-run"
"""In a home: where kernels are spoken to. The path of a socket is short, and Jupyter's own place may be too long."""

LEARNERS, GRADERS = (Path(__file__).parent / name for name in ("learners", "graders"))
"""Settings of nbgrader, of the server and of JupyterLab. Jupyter looks there first."""


def settings_for(environment: Mapping[str, str]) -> list[Path]:
    """The folders in which the server of an account looks for its settings first."""
    copy = environment.get(COURSE_COPY)
    return [Path(copy), GRADERS] if copy else [LEARNERS]


def start(arguments: Sequence[str]) -> None:
    """Become the server of the account that runs this. Says what was laid, or why not; then older lessons stay.

    Raises SystemExit when the server isn't installed.
    """
    program = Path(sys.executable).parent / "jupyterhub-singleuser"
    if not program.is_file():
        raise SystemExit(f"There is no {program}, so no server can begin. Install it: pip install jupyterhub")
    os.umask(UMASK)
    home = Path.home()
    if not os.environ.get(COURSE_COPY):
        try:
            told = lay_course(find_course(), home / LESSONS)
        except (CannotLay, ContentError) as error:
            told = [str(error)]
        print(*told, sep="\n", file=sys.stderr, flush=True)
    config = [*map(str, settings_for(os.environ)), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, config))
    os.environ["JUPYTER_RUNTIME_DIR"] = str(home / RUNTIME)
    os.chdir(home)
    os.execv(program, [str(program), *arguments])  # noqa: S606 - no shell, and a program beside this one
