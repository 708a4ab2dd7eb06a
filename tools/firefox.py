"""Find Firefox for the tests, or get it. Prints its path, or nothing where there is none; messages go to stderr."""

import os
import shutil
import sys
from pathlib import Path

from debian import apt_install, is_debian, runs, say

NAMES = ("firefox-esr", "firefox")
MAC_APP = "/Applications/Firefox.app/Contents/MacOS/firefox"
VARIABLE = "SOFTSKILLS_FIREFOX"


def is_snap(path: str) -> bool:
    """A snap may not use a profile in a temporary folder. Ubuntu's own command is a script that starts one."""
    with Path(path).open("rb") as program:
        return b"/snap/" in program.read(4096) or "/snap/" in str(Path(path).resolve())


def installed() -> str | None:
    candidates = [*map(shutil.which, NAMES), MAC_APP, str(Path.home()) + MAC_APP]
    return next(
        (path for path in candidates if path and Path(path).exists() and not is_snap(path) and runs(path)), None
    )


def main() -> int:
    wanted = os.environ.get(VARIABLE)
    if wanted and not (shutil.which(wanted) and runs(wanted)):
        say(f"{VARIABLE} is set to {wanted}, which does not run.")
        return 1
    path = (shutil.which(wanted) if wanted else None) or installed()
    if not path and is_debian():
        apt_install("firefox-esr")
        path = installed()
    if path:
        print(path)
    else:
        say(
            "No Firefox, so a lesson is not tried in it. To have it tried, install Firefox "
            f"(on Debian: sudo apt-get install firefox-esr), or set {VARIABLE} to the path of one."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
