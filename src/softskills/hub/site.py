"""What `jupyterhub_config.py` says of the course, and the two hooks that it calls. Nothing here needs JupyterHub."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from traitlets import Dict, Unicode
from traitlets.config import Configurable

from softskills.course import START
from softskills.grading.roster.ids import id_fault

LESSONS = "lessons"
"""In a learner's home: the lessons, their answers, and the assignments that they fetched."""

COURSE_COPY = "SOFTSKILLS_GRADES"
"""Names, in the environment of a grader's server, the folder of the course that is graded."""

EXCHANGE = "NBGRADER_EXCHANGE"
COURSE_ID = "SOFTSKILLS_COURSE_ID"


class SoftSkillsHub(Configurable):
    """The course on this hub: `c.SoftSkillsHub` in jupyterhub_config.py."""

    exchange = Unicode("/srv/nbgrader/exchange", help="The folder through which exercises go out and come back.").tag(
        config=True
    )
    course_id = Unicode("soft-skills", help="The id of the class, as in its nbgrader_config.py.").tag(config=True)
    graders = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="By account, the folder of the course that it grades. All other accounts are learners.",
    ).tag(config=True)


def name_fault(name: str) -> str:
    """Why nothing that is handed in by this account could be graded; "" if it can."""
    why = id_fault(name)
    return f"The account {name!r} can't be used here: {why}. Ask for another account." if why else ""


def after_login(authenticator: Any, handler: Any, login: dict[str, Any]) -> dict[str, Any]:
    """JupyterHub's post_auth_hook: nobody logs in by a name that nbgrader can't use, and they're told why."""
    from tornado.web import HTTPError  # JupyterHub has it; the command `softskills` needn't wait for it

    if why := name_fault(login["name"]):
        raise HTTPError(403, "%s", why)
    return login


def before_spawn(spawner: Any) -> None:
    """JupyterHub's pre_spawn_hook: what the server of an account finds in its environment, and where it opens."""
    site = SoftSkillsHub(config=spawner.config)
    course = site.graders.get(spawner.user.name)
    more = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        EXCHANGE: site.exchange,
        COURSE_ID: site.course_id,
    }
    spawner.environment = {**spawner.environment, **more, **({COURSE_COPY: course} if course else {})}
    spawner.default_url = "/lab" if course else f"/lab/tree/{LESSONS}/{START}"
