"""Writes the course as a project of MyST into a folder of its own. The course's files stay as they are."""

from __future__ import annotations

import json
import os
import shutil
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from softskills.course import Course
from softskills.frontend import assemble
from softskills.items import load_bank
from softskills.publishing import theme
from softskills.publishing.bank_scripts import bank_data
from softskills.publishing.course_of import hand_on
from softskills.publishing.execution import run
from softskills.publishing.myst.pages import MODULE, STYLE, Page, contents, lesson, pages_of, text
from softskills.sources import read_yaml
from softskills.widgets import PUBLISHING

SECONDS = 60
"""For each cell of a notebook."""
SETTINGS = "myst.yml"


@dataclass
class Edition:
    """What was written: how many pages and widgets, and by page what is left out of it."""

    pages: int = 0
    widgets: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)


class NotOurs(RuntimeError):
    """The folder is in use for something else, and was left as it is."""


def write_edition(course: Course, to: Path) -> Edition:
    """Write the project anew. Raises NotOurs, ContentError, CellFailed and OSError."""
    if to.exists() and any(to.iterdir()) and not (to / SETTINGS).is_file():
        raise NotOurs(f"{to} isn't empty, and holds no {SETTINGS}, so it was left as it is. Name another folder.")
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    config, toc = (read_yaml(course.root / name).data for name in ("_config.yml", "_toc.yml"))
    hand_on(course)
    os.environ[PUBLISHING] = "1"
    edition = Edition()
    for name in pages_of(toc):
        page = _page(course.root / name)
        _put(to / f"{name}.md", page)
        edition.pages += 1
        edition.widgets += page.widgets
        if page.left_out:
            edition.left_out[str(name)] = page.left_out
    bank = load_bank(course.data)
    data = json.dumps(bank_data(bank, course.settings.review_days), ensure_ascii=False, separators=(",", ":"))
    (to / MODULE).write_text(assemble.myst_module(edition.widgets, course.settings.id, data), "utf-8")
    (to / STYLE).write_text(style(edition.widgets), "utf-8")
    _copy_assets(course, to)
    (to / SETTINGS).write_text(yaml.safe_dump(settings(config, toc), allow_unicode=True, sort_keys=False), "utf-8")
    return edition


def settings(config: dict[str, Any], toc: dict[str, Any]) -> dict[str, Any]:
    """The content of `myst.yml`."""
    project = {
        "title": config["title"],
        "authors": [{"name": config["author"]}],
        "license": {"content": "CC-BY-4.0", "code": "MIT"},
        "bibliography": list(config.get("bibtex_bibfiles", [])),
        "toc": contents(toc),
    }
    return {"version": 1, "project": project, "site": {"template": "book-theme"}}


def style(widgets: list[str]) -> str:
    """The style sheet of widgets within a shadow root, where no page's own style comes: with the colours of the theme,
    light or dark as the page around it is.
    """
    colours = theme.tokens().replace("body {", ".ss-island {").replace(":root", ":host")
    scheme = ".ss-island { color-scheme: light; font-family: var(--text-face); color: var(--ink); }\n"
    dark = ":host-context(.dark) .ss-island { color-scheme: dark; }\n"
    return f"{colours}\n{scheme}{dark}{assemble.page_style(widgets)}"


def _page(file: Path) -> Page:
    notebook = file.with_suffix(".ipynb")
    if not notebook.is_file():
        return text(file.with_suffix(".md").read_text("utf-8"), lambda name: (file.parent / name).read_text("utf-8"))
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    run([cell for cell in cells if cell["cell_type"] == "code"], SECONDS)
    return lesson(file.name, cells)


def _put(file: Path, page: Page) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.text, "utf-8")
    for name, content in page.files.items():
        (file.parent / name).write_bytes(content.encode() if name.endswith(".svg") else b64decode(content))


def _copy_assets(course: Course, to: Path) -> None:
    """Pictures and the list of works, where the pages name them."""
    for name in ("book/assets", "book/references.bib"):
        source = course.root / name
        if source.is_dir():
            shutil.copytree(source, to / name, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copy(source, to / name)
