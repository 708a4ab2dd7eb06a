"""Pages of the course as Markdown of MyST. All of this is pure: text in, text out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from softskills.course.lesson_rules import LAB_ONLY
from softskills.widgets import PUBLISHED_TYPE

MODULE, STYLE = "softskills.mjs", "softskills.css"

_DOC = re.compile(r"\{doc\}`([^<`]+?) ?<([^>`]+)>`")
_TABLE_FILE = re.compile(r"^(```\{csv-table\}[^\n]*\n(?:.*\n)*?):file: (\S+)\n((?::.*\n)*)(?=```)", re.MULTILINE)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SVG_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_SPHINX_ONLY = re.compile(r"^```\{(rst-class|bibliography)\}.*?^```\n?", re.MULTILINE | re.DOTALL)
_PICTURES = {"image/svg+xml": ".svg", "image/png": ".png"}


@dataclass(frozen=True)
class Page:
    """The text of a page; the widgets in it, by the names of their modules; and files beside it, by name, with what is
    in them: text, or bytes in base 64. `left_out` says what the engine cannot show, a word for each.
    """

    text: str
    widgets: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def lesson(name: str, cells: Iterable[dict[str, Any]]) -> Page:
    """A notebook whose cells were run. Each widget of ours becomes an `anywidget` directive with its state as JSON."""
    page = Page("")
    blocks = []
    for cell in cells:
        if LAB_ONLY in cell.get("metadata", {}).get("tags", []):
            continue
        if cell["cell_type"] == "markdown":
            blocks.append("".join(cell["source"]))
        else:
            blocks += [block for output in cell["outputs"] if (block := _shown(name, output.get("data", {}), page))]
    return Page("\n\n".join(blocks) + "\n", page.widgets, page.files, page.left_out)


def text(markdown: str, table: Callable[[str], str]) -> Page:
    """A page of text, without what only Sphinx knows. `table` gives the rows of a table's file, by its name."""
    left = [found[1] for found in _SPHINX_ONLY.finditer(markdown)]
    changed = _DOC.sub(r"[\1](\2.md)", _SPHINX_ONLY.sub("", markdown))
    changed = _TABLE_FILE.sub(lambda found: f"{found[1]}{found[3]}\n{table(found[2]).strip()}\n", changed)
    return Page(changed, left_out=[one for one in left if one != "rst-class"])


def contents(toc: dict[str, Any]) -> list[dict[str, Any]]:
    """The contents of `_toc.yml` as MyST has them. A page is called as it is here, with the ending of Markdown."""
    parts = [{"title": one["caption"], "children": _entries(one["chapters"])} for one in toc.get("parts", [])]
    return [*_entries([{"file": toc["root"]}]), *_entries(_below(toc)), *parts]


def pages_of(entries: Iterable[dict[str, Any]]) -> Iterator[PurePosixPath]:
    """Every page in the contents of MyST, in order, without an ending."""
    for one in entries:
        if "file" in one:
            yield PurePosixPath(one["file"]).with_suffix("")
        yield from pages_of(one.get("children", []))


def _entries(listed: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for one in listed:
        entry: dict[str, Any] = {name: one[name] for name in ("title", "url") if name in one}
        if "file" in one:
            entry["file"] = re.sub(r"\.(md|ipynb)\Z", "", one["file"]) + ".md"
        if below := _below(one):
            entry["children"] = _entries(below)
        found.append(entry)
    return found


def _below(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands below an entry of `_toc.yml`, which calls it by one of two names."""
    found: list[dict[str, Any]] = entry.get("chapters") or entry.get("sections") or []
    return found


def _shown(name: str, data: dict[str, Any], page: Page) -> str:
    """What an output becomes; nothing where that's left out."""
    if published := data.get(PUBLISHED_TYPE):
        page.widgets.append(published["widget"])
        state = {key: published[key] for key in ("widget", "state", "uses") if key in published}
        return _fence(f"{{anywidget}} ../{MODULE}\n:css: ../{STYLE}", json.dumps(state, ensure_ascii=False))
    for kind, ending in _PICTURES.items():
        if kind in data:
            file = f"{name}-{len(page.files) + 1}{ending}"
            page.files[file] = "".join(data[kind])
            return f"![{data.get('text/plain', '')}]({file})"
    if drawing := _SVG.search(data.get("text/html", "")):
        file, title = f"{name}-{len(page.files) + 1}.svg", _SVG_TITLE.search(drawing[0])
        page.files[file] = drawing[0]
        return f"![{unescape(title[1]) if title else ''}]({file})"
    if "text/html" in data:
        page.left_out.append("an output of HTML")
    return ""


def _fence(directive: str, body: str) -> str:
    """A directive whose fence is longer than any that its body could hold."""
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{directive}\n{body}\n{fence}"
