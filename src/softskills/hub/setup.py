"""What is set up on this machine: the settings of JupyterHub, and the accounts of learners and graders."""

from __future__ import annotations

import grp
import os
import pwd
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from softskills.hub.site import SoftSkillsHub

PROXY = "proxy.env"
"""Beside JupyterHub's settings: the secret by which hub and proxy know each other, and options of the proxy."""


class CannotCheck(Exception):
    """The set-up can't be looked at. The message says why, and what to do."""


@dataclass(frozen=True)
class Finding:
    """What was found, and what to do. What isn't unsafe is only in somebody's way."""

    what: str
    remedy: str
    unsafe: bool = True

    def __str__(self) -> str:
        return f"{'unsafe' if self.unsafe else 'note'}: {self.what}\n    {self.remedy}"


@dataclass(frozen=True)
class Account:
    """An account of this machine."""

    name: str
    user: int
    group: int
    home: Path

    def groups(self) -> set[str]:
        return {grp.getgrgid(one).gr_name for one in os.getgrouplist(self.name, self.group)}


@dataclass(frozen=True)
class Setup:
    """The settings in `file`, and who is who. `missing` names those that are named and have no account."""

    file: Path
    config: Config
    site: SoftSkillsHub
    learners: list[Account]
    graders: dict[Account, Path]
    missing: list[str]

    def setting(self, *places: str, default: Any = None) -> Any:
        """A setting by its places, such as "JupyterHub.bind_url": the first that is set."""
        for place in places:
            section, _, name = place.partition(".")
            if section in self.config and name in self.config[section]:
                return self.config[section][name]
        return default

    def state(self) -> list[Path]:
        """What JupyterHub keeps, and nobody else may read."""
        kept = [self.setting("JupyterHub.cookie_secret_file"), self.file.with_name(PROXY)]
        database = self.setting("JupyterHub.db_url", default="")
        if database.startswith("sqlite:///"):
            kept.append(urlsplit(database).path.removeprefix("/"))
        logs = [self.setting("JupyterHub.extra_log_file")]
        return [Path(one) for one in (*kept, *logs, *Path("/var/log").glob("jupyterhub*")) if one]


def read_setup(file: Path) -> Setup:
    """What the settings of JupyterHub in `file` and the accounts of this machine say. Raises CannotCheck."""
    try:
        config = PyFileConfigLoader(file.name, str(file.parent.resolve())).load_config()
        site = SoftSkillsHub(config=config)
    except ConfigFileNotFound:
        raise CannotCheck(f"There is no {file}. Name JupyterHub's settings with --config.") from None
    except Exception as error:  # the file is Python, and may fail in any way
        raise CannotCheck(f"{file} can't be read as settings of JupyterHub: {type(error).__name__}: {error}") from error
    groups = set().union(*(_setting(config, name, "allowed_groups") for name in ("PAMAuthenticator", "Authenticator")))
    named = {*_setting(config, "Authenticator", "allowed_users"), *_members(groups)} - {*site.graders}
    accounts = {name: account(name) for name in sorted({*named, *site.graders})}
    graders = {one: Path(site.graders[name]) for name, one in accounts.items() if one and name in site.graders}
    learners = [one for name, one in accounts.items() if one and name not in site.graders]
    return Setup(file, config, site, learners, graders, [name for name, one in accounts.items() if one is None])


def account(name: str) -> Account | None:
    """The account of this name, if the machine has it."""
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, found.pw_uid, found.pw_gid, Path(found.pw_dir))


def _setting(config: Config, section: str, name: str) -> Iterable[str]:
    return config[section].get(name, ()) if section in config else ()


def _members(groups: Iterable[str]) -> set[str]:
    """Who is in one of these groups, also by the group that an account has of its own."""
    found: set[str] = set()
    for name in groups:
        try:
            group = grp.getgrnam(name)
        except KeyError:
            continue
        found |= {*group.gr_mem, *(one.pw_name for one in pwd.getpwall() if one.pw_gid == group.gr_gid)}
    return found
