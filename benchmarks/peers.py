"""What the book is measured beside: the same notebooks by Jupyter Book as it comes, and a lesson's text as a page with
quizzes by MkDocs.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]

MKDOCS, MKDOCS_QUIZ = "1.6.1", "1.7.1"
_ROLE = re.compile(r"\{[\w:]+\}`([^`]*)`")


def stock_book(folder: Path) -> Path:
    """The HTML of the same book by Jupyter Book's own theme, without Thebe. Its cells are not run."""
    source = folder / "stock"
    for name in ("book", "notebooks", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(".*", "answers*.jsonl"))
    shutil.copy(ROOT / "_toc.yml", source)
    config = {
        "title": "Stock",
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "parse": yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["parse"],
        "bibtex_bibfiles": ["book/references.bib"],
        "launch_buttons": {"thebe": False},
    }
    (source / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    _run([Path(sys.executable).with_name("jupyter-book"), "build", "--all", source])
    return source / "_build" / "html"


def quiz_page(folder: Path, lesson: str) -> Path:
    """The HTML of one page by MkDocs with its quiz plug-in: a lesson's prose, and a quiz for each of its scenes."""
    source = folder / "mkdocs"
    (source / "docs").mkdir(parents=True)
    cells = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text("utf-8"))["cells"]
    text = "\n\n".join(_markdown(cell) for cell in cells)
    (source / "docs" / "index.md").write_text(text, "utf-8")
    (source / "mkdocs.yml").write_text("site_name: Quiz\nplugins: [mkdocs_quiz]\n", "utf-8")
    home = folder / "venv"
    venv.create(home, with_pip=True)
    _run([home / "bin/pip", "install", "--quiet", f"mkdocs=={MKDOCS}", f"mkdocs-quiz=={MKDOCS_QUIZ}"])
    _run([home / "bin/mkdocs", "build", "--quiet", "--config-file", source / "mkdocs.yml"])
    return source / "site"


def _markdown(cell: dict[str, Any]) -> str:
    text = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return _ROLE.sub(r"\1", text)
    shown = re.findall(r'(?:scenario|pair)\("([a-z0-9-]+)"\)', text)
    return "\n\n".join(_quiz(name) for name in shown)


def _quiz(name: str) -> str:
    """A scene, or the first of a set, as a quiz with one right answer."""
    from softskills.items import Practice, load_bank

    items = load_bank(ROOT / "data").items.values()
    item = next((one for one in items if isinstance(one, Practice) and name in (one.id, one.contrast)), None)
    if item is None:
        return ""
    best = max(item.options, key=item.key.effectiveness.__getitem__)
    lines = [f"- [{'x' if letter == best else ' '}] {option}" for letter, option in item.options.items()]
    stem = " ".join(item.stem.split())
    return "\n".join(["<quiz>", stem, *lines, "", item.key.feedback[best], "</quiz>"])


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
