"""Scripts as they are sent: with short names, by tdewolff's minifier. Where its package is not to be had, as on a Mac
with its own processors, they lose their comments only. Both do the same.

The minifier is written in Go, whose threads do not survive the forks of a build. So it runs in a process of its own:
`python -m softskills.publishing.site.minifying` takes scripts by name as JSON, and gives them back.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from softskills.frontend.smaller import smaller_script

PACKAGE = "minify"
SCRIPT = "application/javascript"


def minified(scripts: dict[str, str]) -> dict[str, str]:
    """Scripts by name, smaller. Raises ValueError for one that is no JavaScript."""
    if find_spec(PACKAGE) is None:
        return {name: smaller_script(text) for name, text in scripts.items()}
    command = [sys.executable, "-m", __name__]
    done = subprocess.run(command, input=json.dumps(scripts), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise ValueError(f"a script could not be minified: {done.stderr.strip()[-500:]}")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def minify_files(files: list[Path]) -> None:
    """Put the smaller script into the place of each."""
    texts = {str(file): file.read_text("utf-8") for file in files}
    for name, text in minified(texts).items():
        Path(name).write_text(text, "utf-8")


if __name__ == "__main__":
    import minify

    json.dump({name: minify.string(SCRIPT, text) + "\n" for name, text in json.load(sys.stdin).items()}, sys.stdout)
