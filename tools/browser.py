"""Find a browser for the tests, or get one. Prints its path; everything else goes to stderr."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from debian import apt_install, is_debian, runs, say

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
VARIABLE = "SOFTSKILLS_BROWSER"


def installed() -> str | None:
    home_apps = [str(Path.home()) + app for app in MAC_APPS]
    candidates = [*map(shutil.which, NAMES), *MAC_APPS, *home_apps]
    return next((path for path in candidates if path and Path(path).exists() and runs(path)), None)


def from_debian() -> str | None:
    if not is_debian():
        return None
    apt_install("chromium")
    return installed()


def driver_runs() -> bool:
    """Playwright's own driver needs libatomic, which a small Debian lacks."""
    command = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(command, capture_output=True).returncode == 0:
        return True
    apt_install("libatomic1")
    return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0


def from_playwright() -> str | None:
    say("Fetching a browser through Playwright (about a minute)")
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    if done.returncode:
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if runs(path) else None


def main() -> int:
    wanted = os.environ.get(VARIABLE)
    if wanted and not (shutil.which(wanted) and runs(wanted)):
        say(f"{VARIABLE} is set to {wanted}, which does not run.")
        return 1
    path = (shutil.which(wanted) if wanted else None) or installed() or from_debian()
    path = path or (from_playwright() if driver_runs() else None)
    if not path:
        say(
            "No browser for the tests. Install Google Chrome or Chromium "
            f"(on Debian: sudo apt-get install chromium), or set {VARIABLE} to the path of one."
        )
        return 1
    if not driver_runs():
        say("Playwright does not run. It may need libatomic (on Debian: sudo apt-get install libatomic1).")
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
