"""What every widget of the course shares: what it shows, the answers it knows, and the keeping of new ones.

The front end sends answers as `softskills.widgets.messages` says. Whoever keeps them (here the kernel, on a published
page its script) stores them, brings `records` up to date in every widget that wants to know, and replies. The same
front end therefore runs in both places and knows neither.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import anywidget
import traitlets

from softskills import answers
from softskills.widgets import in_step
from softskills.widgets.html import typeset
from softskills.widgets.messages import (
    asks_for_set,
    brought,
    is_ping,
    kept,
    not_brought,
    not_kept,
    parse_keep,
    pong,
)

PUBLISHING = "SOFTSKILLS_PUBLISHING"
"""Set in the environment while a book is built: then no answer log is read or written and no kernel is spoken to."""

PUBLISHED_TYPE = "application/vnd.softskills.widget+json"
"""The MIME type of a widget in a book: its name, its state, and its text for a page without JavaScript."""

AT_REST = "ss-at-rest"
"""The class of the HTML that stands in for a widget. The extension in `labextension/` looks for it."""

REMEMBERED = 100
"""Messages that a widget knows again when they are sent once more."""


class CourseWidget(anywidget.AnyWidget):
    """A widget that keeps answers in `log`, or, while a book is built, nowhere: then `log` is None.

    `content` is what the widget shows. `wants` names the items whose answers it needs, as `softskills.answers.wanted`
    reads it. `records` maps an item's id to its latest answer and all of them, oldest first:
    `{"time": ..., "answer": ..., "answers": [[time, answer], ...]}`. `drafts` is what the keys begin with under which
    a browser keeps what was not sent yet: no two logs share it.
    """

    front_end: ClassVar[str]
    asks: ClassVar[bool] = True  # and doesn't only show what was answered

    content = traitlets.Dict().tag(sync=True)
    wants = traitlets.List(traitlets.Unicode()).tag(sync=True)
    place = traitlets.Unicode().tag(sync=True)
    reader = traitlets.Unicode().tag(sync=True)
    drafts = traitlets.Unicode().tag(sync=True)
    records = traitlets.Dict().tag(sync=True)

    def __init__(self, content: dict[str, Any], wants: list[str], log: Path | None, **more: Any) -> None:
        self.log_file = log
        self._replies: dict[int, dict[str, Any]] = {}  # to messages whose answers were kept
        state: dict[str, Any] = {"content": typeset(content), "wants": wants} | more
        if log is not None:
            reader = _reader_seed(log)
            known = answers.kept_log(log).known()
            state |= {"place": f"in {log.name}", "reader": reader, "drafts": _drafts_of(log)}
            state["records"] = {item: one for item, one in known.items() if answers.wanted(item, wants)}
        super().__init__(**state)
        if log is not None and not grading():
            in_step.follow(self, log)
        self.on_msg(CourseWidget._hear)

    def fallback(self) -> str:
        """The content as plain HTML, for a page without JavaScript."""
        raise NotImplementedError

    def question(self) -> str:
        """The same without what is told once it was answered. A widget that tells something says what to leave out."""
        return self.fallback() if self.asks else ""

    def at_rest(self) -> str:
        """What stands in the widget's place while no kernel runs it: in a saved notebook, wherever that is shown."""
        return at_rest(self.question(), "answer" if self.asks else "see it")

    def scenes(self, name: str) -> dict[str, dict[str, Any]]:
        """Of each scene of a set, by its id, the widget that shows it and its state. Raises LookupError."""
        raise LookupError("this widget brings no scenes")

    def published(self) -> dict[str, Any]:
        """What a page needs to show this widget."""
        state = {"content": self.content, "wants": self.wants}
        return {"widget": self.front_end, "state": state, "fallback": self.fallback()}

    def _hear(self, message: Any, buffers: Any) -> None:
        """Reply to a message of the front end, whatever it holds: nobody is left waiting."""
        try:
            reply = self._reply(message)
        except (ValueError, answers.NotSaved) as error:
            reply = not_kept(message, error)
        except Exception as error:
            self.send(not_kept(message, f"the kernel met an error, {error!r}"))
            raise
        self.send(reply)
        if self.log_file is not None:
            in_step.look(self.log_file)

    def _reply(self, message: Any) -> dict[str, Any]:
        if is_ping(message):
            return pong(message)
        return self._bring(message) if asks_for_set(message) else self._keep(message)

    def _bring(self, message: dict[str, Any]) -> dict[str, Any]:
        try:
            return brought(message["n"], self.scenes(message["set"]))
        except LookupError as error:
            return not_brought(message["n"], error.args[0])

    def _keep(self, message: Any) -> dict[str, Any]:
        """Keep the answers of a message, tell them to every open widget, and return the reply.

        Raises ValueError for a message that is none, and NotSaved when its answers cannot be kept.
        """
        keep = parse_keep(message)
        if keep.n in self._replies:
            return self._replies[keep.n]
        if self.log_file is None:
            raise ValueError("answers are not kept here")
        log = answers.kept_log(self.log_file)
        log.append(keep.answers)
        records = {item: log.known()[item] for item, _ in keep.answers}
        in_step.tell(self.log_file, records)
        self._replies[keep.n] = kept(keep.n, records)
        if len(self._replies) > REMEMBERED:
            del self._replies[next(iter(self._replies))]
        return self._replies[keep.n]

    def learn(self, records: answers.Known) -> None:
        """Take over the answers to some items, as far as this widget wants to know them."""
        news = {item: one for item, one in records.items() if answers.wanted(item, self.wants)}
        if news:
            self.records = self.records | news

    def know(self, known: answers.Known) -> None:
        """Take over all answers as they are now, and no others, as far as this widget wants to know them."""
        records = {item: one for item, one in known.items() if answers.wanted(item, self.wants)}
        if records != self.records:
            self.records = records

    def open(self) -> None:
        if self.log_file is not None and not grading():
            super().open()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.wants))})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if PUBLISHING in os.environ:
            return {PUBLISHED_TYPE: self.published(), "text/plain": repr(self)}
        if grading():
            return {"text/plain": repr(self)}
        live = super()._repr_mimebundle_(**kwargs)
        return live and (live[0] | {"text/html": self.at_rest()}, live[1])


def at_rest(html: str, to_do: str) -> str:
    """HTML that stands in for a widget, and the sentence that says what brings it to life."""
    return f'<div class="{AT_REST}">{html}<p><em>Press ▶▶ to {to_do}.</em></p></div>'


def grading() -> bool:
    """Whether nbgrader runs this notebook: then nobody looks at a widget, and the review shows what was answered."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _drafts_of(log: Path) -> str:
    return f"softskills/draft/{blake2b(bytes(log), digest_size=8).hexdigest()}/"


def _reader_seed(log: Path) -> str:
    """The seed that keeps this reader's order of options the same, made if the log has none. Reads the log."""
    kept = answers.kept_log(log)
    seed = answers.seed(kept.read().records)
    if seed is not None:
        return seed
    seed = uuid4().hex
    try:
        kept.append([(answers.READER, {"seed": seed})])
    except answers.NotSaved:
        return str(log)  # nothing can be kept here, and the widget says so when an answer comes
    return seed
