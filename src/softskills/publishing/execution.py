"""Runs the cells of a notebook while its page is read, without a kernel.

What makes a kernel slow is its start, and all that a lesson needs is in memory already: the build itself has imported
the course. So the build forks, as Sphinx does to read pages in parallel, and the child runs the cells in an IPython
shell of its own. The child ends with the notebook, so nothing that a cell does to modules, figures, environment or
working folder reaches the build or another notebook.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from base64 import b64encode
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from traitlets import Type
from traitlets.config import Config

LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
"""What a Python kernel says of its language, as far as it shows on a page."""

FIGURES = "module://matplotlib_inline.backend_inline"
"""The matplotlib backend of a kernel: a figure is put out at the end of its cell."""

TRACEBACK_LINES = 8
MANY = 5


def setup(app: Sphinx) -> None:
    app.connect("env-before-read-docs", import_for_many)
    app.connect("source-read", fill_in_outputs)


def import_for_many(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Import here what the children of some pages need and is slow to import, when enough pages are read to pay."""
    if len(docnames) >= MANY:
        import matplotlib.figure  # noqa: F401


class CellFailed(Exception):
    """Names the cell, and says how it failed."""


def fill_in_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Run a notebook that Sphinx is about to parse, unless MyST-NB will.

    Raises ExtensionError, which stops the build, when a cell fails.
    """
    path = Path(app.env.doc2path(docname))
    if path.suffix != ".ipynb" or app.config.nb_execution_mode != "off":
        return
    notebook = json.loads(source[0])
    try:
        run([cell for cell in notebook["cells"] if cell["cell_type"] == "code"], app.config.nb_execution_timeout)
    except CellFailed as error:
        raise ExtensionError(f"{path.relative_to(app.srcdir)}, {error}") from None
    notebook["metadata"]["language_info"] = LANGUAGE
    source[0] = json.dumps(notebook, default=lambda binary: b64encode(binary).decode())


def run(cells: list[dict[str, Any]], seconds: float) -> None:
    """Run code cells, as a notebook file holds them, in a fresh session, and fill in their counts and outputs.

    Raises CellFailed at the first that raises an error, ends Python, or does not end within so many seconds.
    """
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    with TemporaryDirectory() as folder, TemporaryDirectory() as settings, receiver:
        child = context.Process(target=_run_and_send, args=(cells, folder, settings, sender))
        child.start()
        sender.close()  # the child alone holds it now, so its end is noticed
        try:
            for cell in cells:
                result = _receive(receiver, seconds)
                if isinstance(result, str):
                    raise CellFailed(f"cell {cell.get('id')}: {result}")
                cell |= result
        finally:
            child.kill()
            child.join()


def _receive(receiver: Connection, seconds: float) -> Any:
    try:
        return receiver.recv() if receiver.poll(seconds) else f"it did not end within {seconds} seconds"
    except EOFError:
        return "it ended Python"


def _run_and_send(cells: list[dict[str, Any]], folder: str, settings: str, sender: Connection) -> None:
    """The child process: send count and outputs of each cell, or in words how it failed, and then no more."""
    os.chdir(folder)
    shell = _Shell.instance(ipython_dir=settings, config=Config({"HistoryManager": {"enabled": False}}))
    os.environ["MPLBACKEND"] = FIGURES
    if "matplotlib" in sys.modules:  # then it looked there before
        sys.modules["matplotlib"].use(FIGURES)
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
    for cell in cells:
        _outputs.clear()
        result = shell.run_cell("".join(cell["source"]), store_history=True)  # type: ignore[no-untyped-call]
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            lines = "".join(traceback.format_exception(error)).splitlines()[-TRACEBACK_LINES:]
            sender.send("\n    ".join(["it raised an error", *lines]))
            return
        sender.send({"execution_count": result.execution_count, "outputs": _outputs})


_outputs: list[dict[str, Any]] = []
"""What the running code has put out, in the child process."""


class _Stream(io.TextIOBase):
    def __init__(self, name: str) -> None:
        self.name = name

    def write(self, text: str) -> int:
        if _outputs and _outputs[-1].get("name") == self.name:
            _outputs[-1]["text"] += text
        elif text:
            _outputs.append({"output_type": "stream", "name": self.name, "text": text})
        return len(text)


class _DisplayHook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        content = {"data": format_dict, "metadata": md_dict or {}, "execution_count": self.prompt_count}
        _outputs.append({"output_type": "execute_result", **content})


class _DisplayPublisher(DisplayPublisher):
    def publish(self, data: Any, metadata: Any = None, source: Any = None, **options: Any) -> None:
        _outputs.append({"output_type": "display_data", "data": data, "metadata": metadata or {}})


class _Shell(InteractiveShell):
    displayhook_class = Type(_DisplayHook)
    display_pub_class = Type(_DisplayPublisher)
