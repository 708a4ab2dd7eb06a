"""Programs for the tests, from Debian where that needs nobody's password. Messages go to stderr."""

import os
import platform
import shutil
import subprocess
import sys


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def runs(path: str) -> bool:
    """A command of that name may be a stub that only asks for another package. So try it."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def is_debian() -> bool:
    """Debian or a child of it that has its packages of browsers. Ubuntu's packages of these names only fetch a snap."""
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return False
    return system["ID"] != "ubuntu" and "debian" in (system["ID"], *system.get("ID_LIKE", "").split())


def apt_install(package: str) -> None:
    """Install a Debian package, when apt-get is there and we may use it without a password."""
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not (shutil.which("sudo") and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0):
        return
    say(f"Installing {package} for the tests (about a minute)")
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", package]):
        done = subprocess.run([*apt_get, *command], capture_output=True, text=True)
        if done.returncode:
            say(f"apt-get {command[0]} failed: {done.stderr.strip()[-500:]}")
