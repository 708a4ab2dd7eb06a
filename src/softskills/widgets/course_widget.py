"""What every widget of the course shares: what it shows, the answers it knows, and word of whether one was kept.

The front end puts an answer into `outbox`; whoever keeps answers (here the kernel, on a published page the loader)
stores it, brings `records` up to date in every widget that wants to know, and replies in `receipt`. The same front
end therefore runs in both places and knows neither.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4
from weakref import WeakSet

import anywidget
import traitlets

from softskills import answers

PUBLISHING = "SOFTSKILLS_PUBLISHING"
"""Set in the environment while a book is built: then no answer log is read or written and no kernel is spoken to."""

PUBLISHED_TYPE = "application/vnd.softskills.widget+json"
"""The MIME type of a widget in a book: its name, its state, and its text for a page without JavaScript."""

READER = "reader"
"""The item id under which a log keeps the reader's own shuffling seed."""


class CourseWidget(anywidget.AnyWidget):
    """A widget that keeps answers in `log`, or, while a book is built, nowhere: then `log` is None.

    `content` is what the widget shows. `wants` names the items whose answers it needs: an id, or all ids that begin
    with a word and a slash ("rating/"), or "*" for all. `records` maps an item's id to the answer that counts:
    `{"time": ..., "answer": ..., "times": [...]}`, with the times of all answers, oldest first.
    """

    front_end: ClassVar[str]

    content = traitlets.Dict().tag(sync=True)
    wants = traitlets.List(traitlets.Unicode()).tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    reader = traitlets.Unicode().tag(sync=True)
    records = traitlets.Dict().tag(sync=True)
    outbox = traitlets.Dict(None, allow_none=True).tag(sync=True)
    receipt = traitlets.Dict(None, allow_none=True).tag(sync=True)

    def __init__(self, content: dict[str, Any], wants: list[str], log: Path | None) -> None:
        self.log_file = log
        state: dict[str, Any] = {"content": content, "wants": wants}
        if log is not None:
            kept = answers.read(log)
            state |= {"place": f"in {log.name}", "reader": _reader_seed(log, kept)}
            state["records"] = {name: record for name, record in known(kept).items() if wanted(name, wants)}
        super().__init__(**state)
        _open_widgets.add(self)

    def fallback(self) -> str:
        """The content as plain HTML, for a page without JavaScript."""
        raise NotImplementedError

    def published(self) -> dict[str, Any]:
        """What a page needs to show this widget."""
        state = {"content": self.content, "wants": self.wants}
        return {"widget": self.front_end, "state": state, "fallback": self.fallback()}

    @traitlets.observe("outbox")
    def _keep(self, change: Any) -> None:
        message = change["new"]
        if self.log_file is None or not message:
            return
        try:
            item = str(message.get("item"))
            answers.append(self.log_file, item, message.get("answer"))
        except answers.NotSaved as error:
            self.receipt = {"n": message.get("n"), "why": str(error)}
            return
        record = known(answers.read(self.log_file)).get(item)
        for widget in list(_open_widgets):
            if widget.log_file == self.log_file and wanted(item, widget.wants) and widget is not self:
                widget.records = widget.records | {item: record}
        with self.hold_sync():
            self.records = self.records | {item: record}
            self.receipt = {"n": message.get("n"), "why": ""}

    def open(self) -> None:
        if PUBLISHING not in os.environ and not grading():
            super().open()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.wants))})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if PUBLISHING in os.environ:
            return {PUBLISHED_TYPE: self.published(), "text/plain": repr(self)}
        if grading():
            return {"text/plain": repr(self)}
        return super()._repr_mimebundle_(**kwargs)


def grading() -> bool:
    """Whether nbgrader runs this notebook: then nobody looks at a widget, and the review shows what was answered."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def known(log: answers.Log) -> dict[str, dict[str, Any]]:
    """For each item of a log the answer that counts, with the times of all its answers, oldest first."""
    found: dict[str, dict[str, Any]] = {}
    for record in answers.in_order(log.records):
        times = [*found[record.item]["times"], record.time] if record.item in found else [record.time]
        found[record.item] = {"time": record.time, "answer": record.answer, "times": times}
    return found


def wanted(item: str, wants: list[str]) -> bool:
    """Whether a widget that wants `wants` is to know the answer to `item`."""
    return item != READER and any(
        want in ("*", item) or (want.endswith("/") and item.startswith(want)) for want in wants
    )


def paragraphs(text: str) -> str:
    """Plain text as HTML paragraphs; a blank line parts them."""
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


_open_widgets: WeakSet[CourseWidget] = WeakSet()


def _reader_seed(log: Path, kept: answers.Log) -> str:
    """The seed that keeps this reader's order of options the same: the first one in the log, made if there is none."""
    for record in answers.in_order(kept.records):
        if record.item == READER and isinstance(record.answer, dict) and isinstance(record.answer.get("seed"), str):
            return str(record.answer["seed"])
    seed = uuid4().hex
    try:
        answers.append(log, READER, {"seed": seed})
    except answers.NotSaved:
        return str(log)  # nothing can be kept here, and the widget says so when an answer comes
    return seed
