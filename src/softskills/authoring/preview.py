"""A file of items as a page in the browser, as learners see it, that follows the file while its author writes.

What is wrong in the file stands on top; below it stays what was last sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from softskills.authoring.item_files import read_items
from softskills.frontend import assemble
from softskills.items import ContentError, Fault
from softskills.publishing import theme
from softskills.publishing.islands import island
from softskills.widgets import WIDGETS, widget_for
from softskills.widgets.html import environment

COURSE = "preview"
"""Answers given in a preview are kept under this name, apart from those given in the book."""

_FOLDER = Path(__file__).parent
_TEMPLATES = environment("softskills.authoring", ".")


@dataclass(frozen=True)
class Shown:
    """What the page shows of one version of the file: the items that were last sound, and what is wrong now."""

    version: str
    title: str
    items: tuple[Any, ...]
    faults: tuple[Fault, ...]


class Preview:
    """Follows one file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._shown = Shown("", file.name, (), ())
        self._lock = Lock()

    def version(self) -> str:
        """A text that changes whenever the file does."""
        try:
            state = self.file.stat()
        except OSError:
            return "gone"
        return f"{state.st_mtime_ns}-{state.st_size}"

    def shown(self) -> Shown:
        with self._lock:
            version = self.version()  # before reading: what changes while we read is a newer version
            if version != self._shown.version:
                self._shown = _looked_at(self.file, version, self._shown)
            return self._shown

    def answer(self, path: str) -> tuple[str, str] | None:
        """The content type and the text of what a browser asks for, or None when there is no such thing."""
        names = [widget.front_end for widget in WIDGETS]
        match path:
            case "/":
                return "text/html", _page(self.file, self.shown())
            case "/version":
                return "text/plain", self.version()
            case "/preview.css":
                return "text/css", theme.tokens() + assemble.page_style(names) + _text("preview.css")
            case "/preview.js":
                return "text/javascript", assemble.page_script(names, COURSE) + _text("preview.js")
        return None


def _looked_at(file: Path, version: str, before: Shown) -> Shown:
    try:
        title, items = read_items(file)
    except ContentError as error:
        return Shown(version, before.title, before.items, tuple(error.faults))
    return Shown(version, title, tuple(items), ())


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _page(file: Path, shown: Shown) -> str:
    items = [_item(item) for item in shown.items]
    return _TEMPLATES.get_template("preview.html").render(file=file, shown=shown, items=items)


def _item(item: Any) -> dict[str, Any]:
    """What the page shows of one item. Its island and its fallback are HTML."""
    published = widget_for(item, None).published()
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "island": island(published),
        "fallback": published["fallback"],
    }
