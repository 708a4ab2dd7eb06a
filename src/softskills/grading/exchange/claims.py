"""What the name of a folder in the exchange claims: whose submission it is, and of when. Anyone may have made it."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from softskills.grading.exchange.copying import Refused, kind, shown
from softskills.grading.nbgrader.timestamps import parse_time
from softskills.grading.roster.ids import id_fault

try:
    import pwd
except ImportError:  # Windows, which has no exchange; nbgrader loads this module all the same
    pwd = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Claim:
    """What the name of a folder says. `owner` is the account that it belongs to."""

    folder: str
    student: str
    said: str
    time: datetime
    owner: int


def student_of(folder: str, assignment: str) -> tuple[str, str] | None:
    """The learner and the time, as they stand in a folder's name; None when it is of another assignment."""
    found = re.fullmatch(rf"(.+)\+{re.escape(assignment)}\+([^+]+)(?:\+[^+]*)?", folder, re.DOTALL)
    return (found[1], found[2]) if found else None


def read_claim(entry: os.DirEntry[str], student: str, said: str, check_owner: bool) -> Claim:
    """The claim of a folder that bears a learner's name and a time. Raises Refused when it cannot be true, and
    FileNotFoundError when the folder is gone by now.
    """
    if why := id_fault(student):
        raise Refused(f"{shown(student)} can be no learner's name: {why}")
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISDIR(status.st_mode):
        raise Refused(f"it is {kind(status.st_mode)}, and not a folder")
    if check_owner and account_of(status.st_uid) != student:
        raise Refused(f"it bears the name of {student}, and was handed in by {described(status.st_uid)}")
    try:
        time = parse_time(said)
    except ValueError as error:
        raise Refused(f"{shown(said)} is no time") from error
    return Claim(entry.name, student, said, time, status.st_uid)


@lru_cache
def account_of(user: int) -> str | None:
    """The name of a user id's account on this machine, if it has one."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return None


def described(user: int) -> str:
    """Whose a user id is, in words."""
    return account_of(user) or f"user id {user}, which has no account on this machine"
