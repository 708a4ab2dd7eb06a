"""The servers and kernels of an account that run now, as Linux tells of them in /proc."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from softskills.hub.setup import Account

_PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """A server or a kernel. `umask` is None where the kernel of the machine doesn't tell."""

    process: int
    umask: int | None
    listens_by_tcp: bool


def servers_of(account: Account) -> Iterator[Process]:
    """The servers and kernels of an account, in no order."""
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError, ValueError):  # it has ended, or is none of ours
            if folder.stat().st_uid != account.user:
                continue
            words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
            if any(word.endswith("jupyterhub-singleuser") for word in words):
                yield Process(int(folder.name), _umask(folder), False)
            elif any("ipykernel" in word for word in words):
                yield Process(int(folder.name), _umask(folder), _by_tcp(words))


def _umask(folder: Path) -> int | None:
    for line in (folder / "status").read_text("utf-8").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return None


def _by_tcp(words: list[str]) -> bool:
    """Whether a kernel's connection file says so; without one that can be read, it doesn't count."""
    for word in words:
        if word.endswith(".json"):
            with suppress(OSError, ValueError):
                return bool(json.loads(Path(word).read_text("utf-8")).get("transport") == "tcp")
    return False
