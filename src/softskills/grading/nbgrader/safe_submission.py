"""Change in a submission what nbgrader would stumble over when it copies it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from softskills.course import TIMESTAMP
from softskills.grading.nbgrader.timestamps import read_time

LINK_NOTE = "Here was a link. It was removed before grading: links are not followed.\n"


def make_safe(folder: Path, source: Path) -> None:
    """Make the submission in `folder`, of the assignment in `source`, fit for nbgrader: it follows links, waits for
    pipes, and expects a file to be a file and a time to be a time.

    What is neither a regular file nor a folder gives way to a note. What cannot be copied under its name is kept
    under another one. Raises SystemExit when that cannot be done.
    """
    try:
        for path in list(_below(folder)):
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                path.parent.chmod(path.parent.stat().st_mode | stat.S_IRWXU)
                path.unlink()
                path.write_text(LINK_NOTE, "utf-8")
        for path in _misfits(folder, source):
            path.rename(_free(path))
    except OSError as error:
        raise SystemExit(
            f"Grading stopped at {folder}: it holds something that nbgrader cannot copy, and that could not be changed "
            f"({error}).\nSubmissions graded before it keep their marks. Remove it by hand, then autograde again."
        ) from error


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in (*folders, *files))


def _misfits(folder: Path, source: Path) -> Iterator[Path]:
    """What stands in a submission where nbgrader puts a file or folder of the instructor, and is not of that sort."""
    for theirs in sorted(source.rglob("*")):
        mine = folder / theirs.relative_to(source)
        if theirs.suffix != ".ipynb" and mine.exists() and mine.is_dir() != theirs.is_dir():
            yield mine
    try:
        read_time(folder)
    except ValueError:
        yield folder / TIMESTAMP


def _free(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.as-handed-in-{number}") for number in count(1))
    return next(free for free in names if not free.exists())
