"""Install Debian packages for the tests, where that needs nobody's password. Messages go to stderr."""

import os
import shutil
import subprocess
import sys


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


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
