"""How long it takes from `make start` in a fresh clone to the first answer that is saved.

pip's cache is warm: the clone is set up once before, and the time is taken the second time. A browser opens the address
that is printed, the first lesson from the start page, and answers its first question. Python keeps what it compiled, as
it does unless a machine is set up otherwise. Prints seconds.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))  # which starts browsers too

from support.browser import BROWSER_ARGUMENTS
from support.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600_000


def main(program: str) -> None:
    make = shutil.which("make") or "make"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clone = Path(folder) / "clone"
        subprocess.run([shutil.which("git") or "git", "clone", "--quiet", ROOT, clone], check=True)
        print("Once, to fill the cache of pip", file=sys.stderr)
        subprocess.run([make, "install"], cwd=clone, check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(clone / ".venv")
        browser = playwright.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        begun = time.monotonic()
        ports = {"LAB_PORT": str(free_port()), "BOOK_PORT": str(free_port())}
        said = Path(folder) / "said.txt"
        with said.open("w") as output:
            start = subprocess.Popen(
                [make, "start"],
                cwd=clone,
                env=environment | ports,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            address = found(r"JupyterLab  (\S+)", said, start)
            print(f"JupyterLab answers after  {time.monotonic() - begun:5.1f} s")
            answer_first(page, address, begun)
            print(f"the first answer is saved after {time.monotonic() - begun:5.1f} s")
            found(r"(The book is built)", said, start)
            print(f"the book is built after   {time.monotonic() - begun:5.1f} s")
        finally:
            os.killpg(start.pid, signal.SIGINT)
            start.wait()
        browser.close()


def found(pattern: str, said: Path, start: subprocess.Popen[bytes]) -> str:
    """What the command says, once it does."""
    while not (match := re.search(pattern, said.read_text("utf-8"))):
        if start.poll() is not None:
            raise SystemExit(said.read_text("utf-8"))
        time.sleep(0.1)
    return match[1]


def answer_first(page: Page, address: str, begun: float) -> None:
    page.goto(address)
    page.get_by_role("link", name=re.compile("What soft skills are")).first.click()
    question = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .ss-widget").filter(has=page.get_by_role("radio"))
    question.first.get_by_role("radio").first.check()
    print(f"a lesson can be answered after {time.monotonic() - begun:5.1f} s")
    question.first.locator("button").filter(has_text=re.compile("sure", re.I)).first.click()
    question.first.locator(".ss-result").first.wait_for()


if __name__ == "__main__":
    main(sys.argv[1])
