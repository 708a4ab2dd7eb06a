"""What every widget of the course shares: its item, the answer that is kept, and word of whether it was.

The front end puts an answer into `outbox`; whoever keeps answers (here the kernel, on a published page the loader)
stores it and replies in `receipt`. The same front end therefore runs in both places and knows neither.
"""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import anywidget
import traitlets

from softskills import answers
from softskills.items import Item

PUBLISHING = "SOFTSKILLS_PUBLISHING"
"""Set in the environment while a book is built: then no answer log is read or written and no kernel is spoken to."""

PUBLISHED_TYPE = "application/vnd.softskills.widget+json"
"""The MIME type of a widget in a book: its name, its state, and its text for a page without JavaScript."""

READER = "reader"
"""The item id under which a log keeps the reader's own shuffling seed."""


class ItemWidget(anywidget.AnyWidget):
    """A widget for one item of the course. `log` is the answer log to keep answers in, or None while publishing."""

    front_end: ClassVar[str]

    item = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    reader = traitlets.Unicode().tag(sync=True)
    record = traitlets.Dict(None, allow_none=True).tag(sync=True)
    outbox = traitlets.Dict(None, allow_none=True).tag(sync=True)
    receipt = traitlets.Dict(None, allow_none=True).tag(sync=True)

    def __init__(self, item: Item | Any, log: Path | None, **state: Any) -> None:
        self.log_file = log
        if log is not None:
            kept = answers.read(log)
            state |= {"place": f"in {log.name}", "reader": _reader_seed(log, kept)}
            latest = kept.latest().get(item.id)
            state["record"] = latest and _public_record(latest)
        super().__init__(item=self.public_item(item), **state)

    @staticmethod
    def public_item(item: Any) -> dict[str, Any]:
        """The item as the front end gets it. A key is never part of it."""
        data: dict[str, Any] = item.model_dump(exclude={"key"})
        return data

    def fallback(self) -> str:
        """The item as plain HTML, for a page without JavaScript."""
        raise NotImplementedError

    def published(self) -> dict[str, Any]:
        """What a page needs to show this widget."""
        names = [name for name in self.keys if not name.startswith("_") and name not in _NOT_PUBLISHED]
        state = {name: getattr(self, name) for name in sorted(names)}
        return {"widget": self.front_end, "state": state, "fallback": self.fallback()}

    @traitlets.observe("outbox")
    def _keep(self, change: Any) -> None:
        message = change["new"]
        if self.log_file is None or not message:
            return
        try:
            kept = answers.append(self.log_file, self.item["id"], message.get("answer"))
        except answers.NotSaved as error:
            self.receipt = {"n": message.get("n"), "why": str(error)}
            return
        with self.hold_sync():
            self.record = _public_record(kept)
            self.receipt = {"n": message.get("n"), "why": ""}

    def open(self) -> None:
        if PUBLISHING not in os.environ:
            super().open()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.item.get('id')!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if PUBLISHING in os.environ:
            return {PUBLISHED_TYPE: self.published(), "text/plain": repr(self)}
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = repr(self)
        return bundle


def paragraphs(text: str) -> str:
    """Plain text as HTML paragraphs; a blank line parts them."""
    return "".join(f"<p>{escape(part.strip())}</p>" for part in text.split("\n\n") if part.strip())


_NOT_PUBLISHED = {"comm", "layout", "log", "outbox", "place", "reader", "receipt", "record", "tabbable", "tooltip"}


def _public_record(record: answers.Record) -> dict[str, Any]:
    return {"time": record.time, "answer": record.answer}


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
