"""A file of items as a page in the browser, as learners see it, that follows the file while its author writes.

With keys, a scene of a quiz answers as one for practice does, and its whole key stands below it. What is wrong in the
file stands on top; below it stays what was last sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from softskills.authoring.item_files import read_items
from softskills.authoring.own_items.bank import BankTask
from softskills.frontend import assemble
from softskills.items import ContentError, Fault, Practice, PracticeStory, Reflection
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
    """Follows one file; with a folder of keys, a quiz with its key."""

    def __init__(self, file: Path, keys: Path | None = None) -> None:
        self.file = file
        self.keys = keys
        self._shown = Shown("", file.name, (), ())
        self._lock = Lock()

    def version(self) -> str:
        """A text that changes whenever the file does."""
        try:
            states = [file.stat() for file in (self.file, *(sorted(self.keys.glob("*.yml")) if self.keys else []))]
        except OSError:
            return "gone"
        return f"{max(one.st_mtime_ns for one in states)}-{sum(one.st_size for one in states)}"

    def shown(self) -> Shown:
        with self._lock:
            version = self.version()  # before reading: what changes while we read is a newer version
            if version != self._shown.version:
                self._shown = _looked_at(self.file, self.keys, version, self._shown)
            return self._shown

    def answer(self, path: str) -> tuple[str, str] | None:
        """The content type and the text of what a browser asks for, or None when there is no such thing."""
        names = [widget.front_end for widget in WIDGETS]
        match path:
            case "/":
                return "text/html", _page(self.file, self.keys, self.shown())
            case "/version":
                return "text/plain", self.version()
            case "/preview.css":
                return "text/css", theme.alone() + assemble.page_style(names) + _text("preview.css")
            case "/preview.js":
                return "text/javascript", assemble.page_script(names, COURSE) + _text("preview.js")
        return None


def _looked_at(file: Path, keys: Path | None, version: str, before: Shown) -> Shown:
    try:
        title, items = read_items(file, keys)
    except ContentError as error:
        return Shown(version, before.title, before.items, tuple(error.faults))
    return Shown(version, title, tuple(items), ())


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _page(file: Path, keys: Path | None, shown: Shown) -> str:
    items = [_item(item) | {"key": _key(item) if keys else None} for item in shown.items]
    return _TEMPLATES.get_template("preview.html").render(file=file, shown=shown, items=items)


def _item(item: Any) -> dict[str, Any]:
    """What the page shows of one item. Its island and its fallback are HTML."""
    if isinstance(item, BankTask):
        item = Reflection(id=item.id, kind=item.kind, title=item.title, prompt=item.prompt)
    published = widget_for(item, None).published()
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "island": island(published),
        "fallback": published["fallback"],
    }


def _key(item: Any) -> dict[str, Any] | None:
    """What the key says of an item, as lists and tables of text; None when it has none."""
    match item:
        case Practice():
            tables = [("", _rows(item.options, item.key.effectiveness, item.key.feedback))]
        case PracticeStory():
            tables = [
                (
                    scene.title,
                    _rows(
                        {letter: one.text for letter, one in scene.choices.items()},
                        item.key.effectiveness[name],
                        item.key.feedback[name],
                    ),
                )
                for name, scene in item.forks.items()
            ]
        case BankTask():
            return {"rubric": item.rubric}
        case _:
            return None
    return {"turns_on": item.key.turns_on, "rationale": item.key.rationale, "tables": tables}


def _rows(
    options: Mapping[str, str], effectiveness: Mapping[str, int], feedback: Mapping[str, str]
) -> list[tuple[str, str, int, str]]:
    """Option by option: letter, text, effectiveness from 1 to 5, feedback."""
    return [(letter, text, effectiveness[letter], feedback[letter]) for letter, text in options.items()]
