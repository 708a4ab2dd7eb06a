"""Whether an exchange stands safely: who can move, replace or forge what lies in it, by modes and owners alone."""

from __future__ import annotations

import stat
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from softskills.grading.exchange.claims import Claim, described
from softskills.phrases import counted

ROOT_USER = 0


@dataclass(frozen=True)
class Danger:
    """What is unsafe, where, and what to do. `stops` says whether grading is to stop, or only somebody to be told."""

    what: str
    remedy: str
    stops: bool

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}"


@dataclass(frozen=True)
class Folder:
    """A folder of the exchange, as it is: its path, its owner's user id, and its mode."""

    path: Path
    owner: int
    mode: int


@dataclass(frozen=True)
class Exchange:
    """An exchange as it's found. `private` says that no other account comes to it, as when one person tries things.

    `course` is None before anything was released. `me` is who grades, `is_learner` tells accounts, and `group_shared`
    says that several instructors share the course.
    """

    root: Folder
    course: Folder | None
    inbound: Folder | None
    private: bool
    me: int
    is_learner: Callable[[int], bool]
    group_shared: bool = False


def dangers(found: Exchange) -> list[Danger]:
    """What is unsafe about an exchange's folders; of a private one only to be told, and of a shared one to be mended
    before anybody is graded.
    """
    stops = not found.private
    result = []
    writable = stat.S_IWOTH if found.group_shared else stat.S_IWOTH | stat.S_IWGRP
    if found.root.mode & writable and not found.root.mode & stat.S_ISVTX:
        result.append(
            Danger(
                f"Whoever can write to the exchange {found.root.path} can move the course away and put a false one in "
                f"its place: its mode is {_octal(found.root.mode)}, without the sticky bit.",
                f"Look whether all in it is yours, then run: chmod 1777 {found.root.path}",
                stops,
            )
        )
    trusted = {ROOT_USER, found.me}
    if found.root.owner not in trusted:
        learner = found.is_learner(found.root.owner)
        result.append(
            Danger(
                f"The exchange {found.root.path} belongs to {described(found.root.owner)}"
                f"{', a learner' if learner else ''}, who can remove and replace all that lies in it.",
                f"If that is no account of an instructor or administrator, run as root: chown root {found.root.path}",
                stops and learner,
            )
        )
    for folder in filter(None, (found.course, found.inbound)):
        if folder.owner in trusted or (found.group_shared and not found.is_learner(folder.owner)):
            continue
        result.append(
            Danger(
                f"{folder.path} belongs to {described(folder.owner)}, and not to you. Somebody may have put a false "
                "course in the place of yours.",
                "Grade as that account if it's the instructor's. Otherwise have the administrator move "
                f"{folder.path} away, put yours back, and run: chmod 1777 {found.root.path}",
                stops,
            )
        )
    if found.course is not None and found.course.mode & stat.S_IWOTH:
        result.append(
            Danger(
                f"Everybody can write to {found.course.path}, where what learners fetch lies.",
                f"Run: chmod o-w {found.course.path}",
                stops,
            )
        )
    return result


def shared_account(claims: Iterable[Claim], private: bool) -> Danger | None:
    """What it means that one account owns what several learners are said to have handed in, if one does: anybody can
    then hand in under any name. Of a class that somebody made to try things on, that's no danger.
    """
    names: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        names[claim.owner].add(claim.student)
    owner, learners = max(names.items(), key=lambda one: len(one[1]), default=(0, set()))
    if len(learners) < 2:
        return None
    return Danger(
        f"What {counted(len(learners), 'learner')} handed in belongs to one account, {described(owner)}. Whoever has "
        "it can hand in under any name, and change or remove what others handed in.",
        "Give each learner an account of their own, and remove `check_owner = False` from the settings. If you take "
        "names on trust all the same, set in nbgrader_config.py: c.SafeCollect.names_on_trust = True",
        stops=not private,
    )


def folder_at(path: Path) -> Folder | None:
    """A folder as it is; of a link, whose the link is, as they can have it lead elsewhere. None when there is nothing.
    Raises OSError otherwise.
    """
    try:
        return Folder(path, path.lstat().st_uid, path.stat().st_mode)
    except FileNotFoundError:
        return None


def is_private(exchange: Path, course_root: Path, me: int) -> bool:
    """Whether no other account comes to an exchange: others can't go there, or it lies in the course's own folder, and
    nobody else has put anything into it.
    """
    place = exchange.resolve()
    if any(not above.stat().st_mode & (stat.S_IXOTH | stat.S_IXGRP) for above in (place, *place.parents)):
        return True
    if not place.is_relative_to(course_root.resolve()):
        return False
    inside = (place, *place.glob("*"), *place.glob("*/inbound"), *place.glob("*/inbound/*"))
    return all(one.lstat().st_uid in (ROOT_USER, me) for one in inside)


def _octal(mode: int) -> str:
    return f"{stat.S_IMODE(mode):o}"
