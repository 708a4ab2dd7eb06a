"""Writes the course as a project of MyST into a folder of its own. The course's files stay as they are."""

from __future__ import annotations

import json
import shutil
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from softskills.course import Course, named
from softskills.frontend import assemble
from softskills.items import load_bank
from softskills.publishing import theme
from softskills.publishing.bank_scripts import bank_data
from softskills.publishing.execution import run
from softskills.publishing.myst.pages import MODULE, STYLE, Page, contents, lesson, pages_of, text
from softskills.sources import read_yaml
from softskills.widgets import PUBLISHING

SECONDS = 60
"""For each cell of a notebook."""
SETTINGS = "myst.yml"
OURS = "# softskills export myst writes this folder anew, with all that's in it."
"""The first line of SETTINGS, by which a folder is known that may be written anew."""


@dataclass
class Edition:
    """What was written: how many pages and widgets, and by page what is left out of it."""

    pages: int = 0
    widgets: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)


class NotOurs(RuntimeError):
    """The folder is in use for something else, and was left as it is."""


def write_edition(course: Course, to: Path) -> Edition:
    """Write the project anew; when that fails, what was there still is.

    Raises NotOurs, ContentError, CellFailed and OSError.
    """
    to = to.absolute()
    if to.exists() and not (to.is_dir() and (_is_ours(to) or not any(to.iterdir()))):
        raise NotOurs(f"{to} isn't empty and wasn't written by this command, so it's as it was. Name another folder.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        with named(course, {PUBLISHING: "1"}):
            edition = _write(course, new)
        if to.exists():
            to.rename(old)
        new.rename(to)
    return edition


def _write(course: Course, to: Path) -> Edition:
    config, toc = (read_yaml(course.root / name).data for name in ("_config.yml", "_toc.yml"))
    listed = contents(toc)
    edition = Edition()
    for name in pages_of(listed):
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
    works = list(config.get("bibtex_bibfiles", []))
    _copy(course, to, [*config.get("sphinx", {}).get("config", {}).get("html_static_path", []), *works])
    said = yaml.safe_dump(settings(config, works, listed), allow_unicode=True, sort_keys=False)
    (to / SETTINGS).write_text(f"{OURS}\n{said}", "utf-8")
    return edition


def _is_ours(folder: Path) -> bool:
    file = folder / SETTINGS
    return file.is_file() and file.read_text("utf-8", "replace").startswith(OURS)


def settings(config: dict[str, Any], works: list[str], listed: list[dict[str, Any]]) -> dict[str, Any]:
    """The content of `myst.yml`: of `_config.yml` what MyST knows too, the lists of works, and the contents."""
    project: dict[str, Any] = {"title": config["title"], "bibliography": works, "toc": listed}
    if author := config.get("author"):
        project["authors"] = [{"name": author}]
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


def _copy(course: Course, to: Path, names: list[str]) -> None:
    """Pictures and lists of works, where the pages name them."""
    for name in names:
        source = course.root / name
        if source.is_dir():
            shutil.copytree(source, to / name, dirs_exist_ok=True)
        elif source.is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / name)
