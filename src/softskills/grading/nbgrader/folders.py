"""Replace a whole folder, so that a stop at any moment leaves the old one or the new one, and nothing in between."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path


def staged(place: Path) -> Path:
    """An empty folder beside `place` in which to build what will stand there. nbgrader does not see hidden folders."""
    mend(place)
    new = new_place(place)
    new.mkdir(parents=True)
    return new


def publish(place: Path, new: Path | None = None) -> None:
    """Put what was staged for `place` there, or what was built elsewhere on the same disk. What stood there before is
    gone only when the new folder stands.
    """
    if place.exists():
        place.rename(_old(place))
    (new or new_place(place)).rename(place)
    _remove(_old(place))


def mend(place: Path) -> None:
    """Clear up after a stop: what was replaced comes back if nothing took its place, and half-built folders go."""
    if _old(place).exists() and not place.exists():
        _old(place).rename(place)
    _remove(_old(place))
    _remove(new_place(place))


def contents(folder: Path) -> dict[str, bytes]:
    """What every file in a folder holds, by its path in it; nothing when there is no such folder."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def changes(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> str:
    """Which files are others than before, in words; nothing when none is."""
    names = {
        "Changed": [name for name in now if name in before and now[name] != before[name]],
        "New": [name for name in now if name not in before],
        "Gone": [name for name in before if name not in now],
    }
    return " ".join(f"{kind}: {', '.join(found)}." for kind, found in names.items() if found)


def set_modes(folder: Path, of_files: int, shared: bool) -> None:
    """Set the permissions of all files in a folder. Of a course that a group shares, the group may write to folders."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_dir():
            path.chmod(of_files)
        elif shared:
            path.chmod(path.stat().st_mode | 0o2770)


def new_place(place: Path) -> Path:
    """Where what will stand at `place` is built."""
    return place.with_name(f".{place.name}.new")


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
