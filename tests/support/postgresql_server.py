"""A PostgreSQL server of one's own, in a temporary folder and reached by a socket there: nothing listens on a port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SETTINGS = "-c listen_addresses='' -c fsync=off"


class Server:
    """A running server. Its databases are named by addresses as NBGRADER_DB_URL takes them."""

    def __init__(self, folder: Path, user: str) -> None:
        self._folder, self._user = folder, user

    def new_database(self, name: str) -> str:
        """Make an empty database, and return its address."""
        with psycopg.connect(host=str(self._folder), user=self._user, dbname="postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql://{self._user}@/{name}?host={self._folder}"


@contextmanager
def server(settings: str = SETTINGS) -> Iterator[Server]:
    """Run a server until the block ends. It refuses to be root, so for root it runs as another account."""
    programs = os.environ.get("SOFTSKILLS_POSTGRESQL") or _on_this_machine()
    assert programs, "No PostgreSQL. `make test` finds or installs one and names it in SOFTSKILLS_POSTGRESQL."
    account = pwd.getpwuid(os.getuid()) if os.getuid() else _unprivileged()
    # Not in pytest's folder: the other account could not reach it, and the name of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="softskills-pg-"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    data, log = folder / "data", folder / "log"

    def run(*command: str) -> None:
        done = subprocess.run(
            [Path(programs, command[0]), *command[1:]],
            user=account.pw_uid if not os.getuid() else None,
            group=account.pw_gid if not os.getuid() else None,
            extra_groups=[] if not os.getuid() else None,
            cwd=folder,
            env=os.environ | {"HOME": str(folder), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would be held open by the server
            stderr=subprocess.DEVNULL,
        )
        assert done.returncode == 0, f"{' '.join(command)} failed\n{log.read_text() if log.exists() else ''}"

    try:
        run("initdb", f"--pgdata={data}", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-U", "grader")
        run("pg_ctl", "start", "-w", f"--pgdata={data}", f"--log={log}", "-o", f"{settings} -k {folder}")
        try:
            yield Server(folder, "grader")
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate", f"--pgdata={data}")
    finally:
        shutil.rmtree(folder)


def _on_this_machine() -> str | None:
    """Where Debian has the newest, for a single test run by hand."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return str(found[-1].parent) if found else None


def _unprivileged() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
