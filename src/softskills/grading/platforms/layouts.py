"""Whose file something is and when it was handed in, by its name in a platform's download. All of it is pure.

Nobody guesses: a name says only what its platform put there, and the roster says who that is.

- Moodle, *Download all submissions*: `Full Name_123456_assignsubmission_file/name`, before version 4.1 with one more
  underscore behind `file`, or without folders `Full Name_123456_assignsubmission_file_name`. The number is the
  participant's in this assignment, and not the user's; of a group it is the group's. There is no time in it.
  (moodle/moodle, mod/assign/classes/downloader.php and mod/assign/feedback/file/importziplib.php; MDL-52489.)
- Canvas, *Download Submissions*: `lastfirst_LATE_9876_54321_name`, with the user's number and the file's, and `LATE`
  where it was. What is no letter, digit or underscore is taken out of the name. Anonymous: `anon_` in the name's place.
  (instructure/canvas-lms, lib/content_zipper.rb.)
- Blackboard, *Assignment File Download*: `Assignment_username_attempt_2027-03-01-12-00-00_name`, and beside it the
  same without a name as `.txt`, which tells of the attempt. The time is that of the server. (nbgrader's user guide,
  "Managing assignment files manually", and its `FileNameCollectorPlugin`, which has this form for its example.)
- Folder: one folder for each learner, called by the id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal, get_args

Platform = Literal["moodle", "canvas", "blackboard", "folder"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)

_MOODLE_FOLDER = re.compile(r"(?P<name>[^_]+)(?:_(?P<number>\d+))?_assignsubmission_[a-z]+_?")
_MOODLE_FLAT = re.compile(r"(?P<name>[^_]+)(?:_(?P<number>\d+))?_assignsubmission_[a-z]+_(?P<file>.+)", re.DOTALL)
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_(?P<late>LATE_)?(?P<user>\d+)|(?P<anonymous_late>LATE_)?(?P<anonymous>anon_[A-Za-z0-9]+))"
    r"_(?P<number>\d+)_(?P<file>.+)",
    re.DOTALL,
)
_BLACKBOARD = re.compile(r"(?P<before>.+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL)
_BLACKBOARDS_TIME = "%Y-%m-%d-%H-%M-%S"
_NOT_HANDED_IN = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Who:
    """Who a name speaks of: by a full name, or by one of these ids, as these columns of a roster have them."""

    name: str = ""
    ids: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name or self.ids[-1]


@dataclass(frozen=True)
class Upload:
    """One file in a download. `key` is the same for all files of one hand-in. `file` is the name that the learner gave
    it, "" for what the platform adds. `time` is as the server's clock showed it. `late` is None where nothing says so.
    `reply` is what the name of a file begins with that answers it, or with `alike` all of that name.
    """

    key: str
    who: Who
    file: str
    reply: str
    alike: bool = False
    time: datetime | None = None
    late: bool | None = None

    def reply_called(self, name: str) -> str:
        """The path of a file that answers this one, in what is brought back."""
        return self.reply if self.alike else f"{self.reply}{name}"


class Unknown(ValueError):
    """Nothing in a zip has the form of a platform's. The message says so."""


def read_name(platform: Platform, path: PurePosixPath) -> Upload | None:
    """What the path of a file in a download says; None when it is not of this platform's form."""
    return _READERS[platform](path)


def platform_of(paths: Iterable[PurePosixPath]) -> Platform:
    """Whose download this is. Where some fit several, the most particular. Raises Unknown when no file has any form."""
    found = list(paths)
    for platform in PLATFORMS:
        if any(read_name(platform, path) for path in found):
            return platform
    raise Unknown("No file in it is named as Moodle, Canvas or Blackboard name them, or lies in a learner's folder.")


def is_handed_in(path: PurePosixPath) -> bool:
    """Whether something is a learner's, and not left by a computer that packed it."""
    return not any(part in _NOT_HANDED_IN or part.startswith("._") for part in path.parts)


def _moodle(path: PurePosixPath) -> Upload | None:
    # As Moodle itself reads what is brought back: the first part of the path that has the form, whatever stands above.
    for index, part in enumerate(path.parts):
        is_last = index == len(path.parts) - 1
        found = (_MOODLE_FLAT if is_last else _MOODLE_FOLDER).fullmatch(part)
        if found is None:
            continue
        number = found["number"]
        who = Who(found["name"], (f"Participant {number}",) if number else (), ("identifier",))
        key = f"{found['name']}_{number or ''}"
        if is_last:
            return Upload(key, who, found["file"], part[: found.start("file")])
        return Upload(key, who, path.name, f"{part}/")
    return None


def _canvas(path: PurePosixPath) -> Upload | None:
    found = _CANVAS.fullmatch(path.name)
    if found is None:
        return None
    who = Who(found["name"] or "", (found["user"] or found["anonymous"],), ("canvas_id",))
    late = bool(found["late"] or found["anonymous_late"])
    return Upload(who.ids[0], who, found["file"], path.name, alike=True, late=late)


def _blackboard(path: PurePosixPath) -> Upload | None:
    found = _BLACKBOARD.fullmatch(path.name)
    if found is None:
        return None
    try:
        time = datetime.strptime(found["time"], _BLACKBOARDS_TIME)
    except ValueError:
        return None
    parts = found["before"].split("_")  # assignments and users may have underscores in their names
    names = tuple("_".join(parts[start:]) for start in range(len(parts) - 1, 0, -1))
    if not names:
        return None
    key = f"{found['before']}_attempt_{found['time']}"
    who = Who(ids=names, columns=("id", "username", "blackboard_id"))
    return Upload(key, who, found["file"] or "", f"{key}_", time=time)


def _folder(path: PurePosixPath) -> Upload | None:
    if len(path.parts) < 2:
        return None
    learner = path.parts[-2]
    return Upload(learner, Who(ids=(learner,), columns=("id",)), path.name, f"{learner}/")


_READERS: dict[Platform, Callable[[PurePosixPath], Upload | None]] = {
    "moodle": _moodle,
    "canvas": _canvas,
    "blackboard": _blackboard,
    "folder": _folder,
}
