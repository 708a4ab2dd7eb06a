"""Sets up a copy of a course's exercises for one class: with an id of its own, closed to others."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from softskills.course import Course
from softskills.sources import Identifier

CONFIG = "nbgrader_config.py"
_identifier: TypeAdapter[str] = TypeAdapter(Identifier)
_ID = re.compile(r"^c\.CourseDirectory\.course_id = .*$", re.MULTILINE)
_EXCHANGE = re.compile(r'^exchange = os\.environ\.get\("NBGRADER_EXCHANGE"\)$', re.MULTILINE)
_LEFT = ("exchange", "release", "submitted", "autograded", "feedback", "gradebook.db*", "answers*.jsonl", "*.bak")


class CannotSetUp(Exception):
    """No cohort can be set up there. The message says why, and what to do; nothing was written."""


@dataclass(frozen=True)
class Cohort:
    """What was set up, and what an administrator has to do, one sentence for each."""

    folder: Path
    course_id: str
    exchange: Path
    to_do: list[str] = field(default_factory=list)


def set_up_cohort(course: Course, name: str, folder: Path, exchange: Path | None = None) -> Cohort:
    """Copy the exercises of a course into a new folder, for the class `name`, which becomes its course id. What comes
    from another class is left. Raises CannotSetUp, and OSError.
    """
    try:
        _identifier.validate_python(name)
    except ValidationError:
        raise CannotSetUp(
            f"{name!r} can't be a course id: it's made of small letters, digits and single hyphens, such as spring-27. "
            "Nothing was written."
        ) from None
    if folder.is_symlink() or folder.exists():
        raise CannotSetUp(f"{folder} is there already, and was left as it is. Name a new folder.")
    settings = course.exercises / CONFIG
    if not settings.is_file() or not course.quiz_sources.is_dir():
        raise CannotSetUp(
            f"{course.exercises} is no nbgrader course: it has no {CONFIG} or no source. Nothing was written."
        )
    text = _with(settings, name, exchange)
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    shutil.copytree(
        course.exercises, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*_LEFT, ".*", "__pycache__")
    )
    folder.chmod(0o700)  # the copy has the mode of what was copied
    (folder / CONFIG).write_text(text, "utf-8")
    place = (exchange or folder / "exchange").absolute()
    return Cohort(folder, name, place, _open_exchange(place) if exchange else [])


def _with(settings: Path, name: str, exchange: Path | None) -> str:
    """The settings, with the id of the cohort and where its exchange is."""
    text, ids = _ID.subn(f'c.CourseDirectory.course_id = "{name}"', settings.read_text("utf-8"))
    exchanges = 1
    if exchange is not None:
        line = f'exchange = os.environ.get("NBGRADER_EXCHANGE") or {str(exchange.absolute())!r}'
        text, exchanges = _EXCHANGE.subn(lambda _: line, text)
    if ids != 1 or exchanges != 1:
        raise CannotSetUp(
            f"{settings} was changed, and can't be filled in: it must set c.CourseDirectory.course_id, and ask for "
            "NBGRADER_EXCHANGE, in a line each, as the course's own has it. Nothing was written."
        )
    return text


def _open_exchange(exchange: Path) -> list[str]:
    """Make the exchange, and let all accounts write there. Returns what couldn't be done, as what is to be done."""
    to_do = []
    try:
        exchange.mkdir(parents=True, exist_ok=True)
        if exchange.stat().st_mode & 0o1777 != 0o1777:
            # As nbgrader asks: every learner hands in there. None may move or remove what is somebody else's.
            exchange.chmod(0o1777)
    except OSError as error:
        to_do.append(
            f"{exchange} can't be used as it is ({error.strerror}). Ask who looks after this computer to run: "
            f"sudo mkdir -p {exchange} && sudo chmod 1777 {exchange}"
        )
    for above in exchange.parents:
        if above.is_dir() and not above.stat().st_mode & 0o001:
            to_do.append(
                f"Learners can't reach {exchange}, because {above} is closed to them. To open it: chmod o+x {above}"
            )
    return to_do
