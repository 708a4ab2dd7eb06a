"""Find the programs of a PostgreSQL server, or get them. Prints their folder; everything else goes to stderr."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from debian import apt_install, say

VARIABLE = "SOFTSKILLS_POSTGRESQL"
NEEDED = ("initdb", "pg_ctl", "postgres")
PLACES = ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin")


def runs(folder: Path) -> bool:
    """Whether the programs are there, and the server starts far enough to say its version."""
    try:
        return all(
            subprocess.run([folder / name, "--version"], capture_output=True, timeout=60).returncode == 0
            for name in NEEDED
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def installed() -> Path | None:
    """The newest that runs. Debian keeps them out of PATH."""
    found = [path for place in PLACES for path in Path("/").glob(place)]
    found.sort(key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return next(filter(runs, found), None)


def main() -> int:
    wanted = os.environ.get(VARIABLE)
    if wanted and not runs(Path(wanted)):
        say(f"{VARIABLE} is set to {wanted}, where {', '.join(NEEDED)} do not run.")
        return 1
    folder = Path(wanted) if wanted else installed()
    if not folder:
        apt_install("postgresql")
        folder = installed()
    if not folder:
        say(
            "No PostgreSQL for the tests. Install it (on Debian: sudo apt-get install postgresql; on a Mac: brew "
            f"install postgresql), or set {VARIABLE} to the folder that holds initdb and postgres."
        )
        return 1
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
