"""A JupyterLab or a Notebook of a test's own, and lessons as they are laid into a learner's folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil
from nbformat.sign import NotebookNotary

from softskills.course import DATA
from support.environment import unmeasured
from support.places import ROOT

TOKEN = "for-this-test-only"
EXTENSION = ROOT / "src" / "softskills" / "labextension"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
MARKED = {"softskills": {"lesson": "a-lesson"}}
AT_REST = "A question to be read"


@dataclass(frozen=True)
class Jupyter:
    """A server that runs: its address, the folder it shows, where it keeps what is its own, and its process."""

    address: str
    root: Path
    data: Path
    process: int

    def ask(self, path: str) -> Any:
        request = urllib.request.Request(f"{self.address}/{path}")
        request.add_header("Authorization", f"token {TOKEN}")
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)

    def kernel_process(self, notebook: str) -> int:
        """The process id of a notebook's kernel, which its command line names."""
        (kernel,) = [s["kernel"]["id"] for s in self.ask("api/sessions") if s["path"] == notebook]
        commands = {one.pid: " ".join(one.info["cmdline"] or []) for one in psutil.process_iter(["cmdline"])}
        (process,) = [pid for pid, command in commands.items() if f"kernel-{kernel}.json" in command]
        return int(process)

    def stop_kernel(self, notebook: str) -> None:
        """Stop it for good, as happens overnight."""
        (session,) = [one["id"] for one in self.ask("api/sessions") if one["path"] == notebook]
        request = urllib.request.Request(f"{self.address}/api/sessions/{session}", method="DELETE")
        request.add_header("Authorization", f"token {TOKEN}")
        urllib.request.urlopen(request, timeout=30).close()

    def lay(self, name: str, *sources: str, signed: bool = True, mark: dict[str, Any] = MARKED) -> Path:
        """Write a notebook as a lesson is laid: locked cells with a question below each, and a text before them."""
        cells = [nbformat.v4.new_markdown_cell("# A lesson\n\n" + "Some text.\n\n" * 12, metadata={"editable": False})]
        for source in sources:
            data = {"text/html": f"<p>{AT_REST}</p>", "text/plain": source}
            locked = {"editable": False, "deletable": False, "jupyter": {"source_hidden": True}}
            output = nbformat.v4.new_output("display_data", data)
            cells.append(nbformat.v4.new_code_cell(source, metadata=locked, outputs=[output]))
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=KERNEL | mark)
        file = self.root / name
        file.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, file)
        if signed:
            self.sign(file)
        return file

    def sign(self, file: Path) -> None:
        """Have the server trust what is shown in a notebook."""
        notary = NotebookNotary(data_dir=str(self.data))
        try:
            notary.sign(nbformat.read(file, 4))
        finally:
            notary.store.close()


@contextmanager
def jupyter_server(
    base: Path, program: str = "jupyterlab", extension: bool = True, lessons: Path | None = None, port: int = 0
) -> Iterator[Jupyter]:
    """A server with settings of its own in a folder, with the course's extension as it is in the checkout, or off. It
    shows a copy of a course, or an empty folder; or what it showed, if it ran in this folder before.
    """
    root, share = base / "lessons", base / "share" / "labextensions" / "softskills-lab"
    if not root.exists():
        shutil.copytree(lessons, root) if lessons else root.mkdir()
        shutil.copytree(EXTENSION, share)
    for left in (base / "jupyter_runtime_dir").glob("jpserver-*"):
        left.unlink()  # of one that was killed
    places = ["JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"]
    places += ["JUPYTERLAB_WORKSPACES_DIR", "JUPYTERLAB_SETTINGS_DIR"]
    environment = unmeasured() | {place: str(base / place.lower()) for place in places}
    environment.pop(DATA, None)  # the kernels take the course around their notebooks
    environment["JUPYTER_CONFIG_PATH"] = str(ROOT / "src" / "softskills" / "desk" / "jupyter")
    environment["JUPYTER_PATH"] = str(base / "share")
    if not extension:
        off = base / "jupyter_config_dir" / "labconfig" / "page_config.json"
        off.parent.mkdir(parents=True)
        off.write_text(json.dumps({"disabledExtensions": {"softskills-lab": True}}))
    command = [sys.executable, "-m", program, "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"]
    log = base / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=stream, stderr=stream)
        try:
            port = _port(base / "jupyter_runtime_dir", process, log)
            yield Jupyter(f"http://127.0.0.1:{port}", root, base / "jupyter_data_dir", process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:  # a kernel that was just starting may hold it up
                process.kill()  # its kernels see that it is gone
                process.wait()


def _port(folder: Path, server: subprocess.Popen[bytes], log: Path) -> int:
    """The port that the server wrote down, once it answers."""
    for _ in range(1800):
        assert server.poll() is None, log.read_text()[-2000:]
        for file in folder.glob("jpserver-*.json"):
            try:
                port = int(json.loads(file.read_text())["port"])
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=5).close()
            except (OSError, ValueError, KeyError):  # half written, or not yet listening
                continue
            return port
        time.sleep(0.1)
    raise AssertionError("Jupyter did not start:\n" + log.read_text()[-2000:])
