"""Builds of the book by the builder's own command, each in a process forked from one that has all of it loaded.

To load it takes twice as long as to build a small book.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from support.environment import unmeasured

MOST_SECONDS = 600

_BUILDER = """
import json, os, signal, sys, traceback
import jupyter_book.sphinx, myst_nb, sphinx.builders.html, sphinxcontrib.bibtex, softskills.publishing.extension
from jupyter_book.cli.main import main

def build(arguments, environment, folder, output, errors, most_seconds):
    signal.alarm(most_seconds)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for file, descriptor in ((output, 1), (errors, 2)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), descriptor)
    sys.argv = ["jupyter-book", *arguments]
    sys.exit(main())

def exit_code(work, arguments):
    try:
        work(*arguments)
    except SystemExit as error:
        if isinstance(error.code, str):
            print(error.code, file=sys.stderr)
        return error.code if isinstance(error.code, int) else bool(error.code)
    except BaseException:
        traceback.print_exc()
        return 1

for line in sys.stdin:
    child = os.fork()
    if not child:
        code = exit_code(build, json.loads(line))
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def build_book(source: Path, output: Path, *, fresh: bool = True) -> subprocess.CompletedProcess[str]:
    """Build the book as `make book` does, with warnings as errors; from nothing, or upon what was built before."""
    arguments = ["build", *(["--all"] if fresh else []), "-W", "-n", "--keep-going"]
    arguments += [str(source), "--path-output", str(output)]
    builder = _builder()
    assert builder.stdin and builder.stdout
    with TemporaryDirectory() as folder:
        said, errors = Path(folder, "output"), Path(folder, "errors")
        build = [arguments, unmeasured(), str(Path.cwd()), str(said), str(errors), MOST_SECONDS]
        builder.stdin.write(f"{json.dumps(build)}\n")
        builder.stdin.flush()
        code = int(builder.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, said.read_text("utf-8"), errors.read_text("utf-8"))


@cache
def _builder() -> subprocess.Popen[str]:
    """One for all tests of this process."""
    command = [sys.executable, "-c", _BUILDER]
    builder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=unmeasured())
    atexit.register(builder.communicate)  # it ends when there is no more to read for it
    return builder
