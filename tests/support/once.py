"""What takes long to make is made once in a run of the tests: by the first process that asks; the others wait for it.

What was made is read only. A test that changes it takes a copy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import portalocker

MOST_SECONDS = 900

_shared: list[Path] = []


def share(folder: Path) -> None:
    """Keep what is made once in this folder, which every process of the run is to name."""
    _shared[:] = [folder]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The file or folder that `make` makes at the path it is given, where no process of this run has made it before."""
    (folder,) = _shared
    path = folder / name
    with portalocker.Lock(folder / f"{name}.lock", timeout=MOST_SECONDS):
        if not path.exists():
            begun = Path(mkdtemp(prefix="begun-", dir=folder)) / name
            make(begun)
            begun.rename(path)
    return path
