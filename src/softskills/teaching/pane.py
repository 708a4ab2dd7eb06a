"""A pane of the desk: a few fields, buttons that run a command with them, and what the command said or made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout, VBox, Widget

from softskills.teaching.commands import Ran, run

Values = Mapping[str, Any]
"""What stands in the fields, by their names."""

REPORTS = Path("reports")
"""Where commands leave their pages, in the course's folder."""


@dataclass(frozen=True)
class Action:
    """A button, and the command it runs: from the assignment and the fields, what one would type after `softskills`.

    `command` may raise ValueError with a sentence that says what is still to be filled in. `page` is the name of
    a file in REPORTS, with {name} for the assignment, into which the command writes a page, which is then shown.
    """

    label: str
    command: Callable[[str, Values], Sequence[str]]
    is_first: bool = False
    page: str = ""


@dataclass(frozen=True)
class Pane:
    """What a tab of the desk holds. `opens` is the action that is run when the pane comes into view, if one is."""

    title: str
    says: str
    actions: Sequence[Action]
    fields: Mapping[str, Any] = field(default_factory=dict)
    opens: Action | None = None


class PaneView:
    """A pane on the screen."""

    def __init__(self, pane: Pane, root: Path) -> None:
        self.pane, self.root, self.assignment = pane, root, ""
        self.result = HTML()
        self._buttons = [self._button(action) for action in pane.actions]
        self._shown_for = ""
        wrapped = Layout(flex_flow="row wrap", margin="0 0 8px 0")
        self.view: Widget = VBox(
            [
                HTML(f"<p>{escape(pane.says)}</p>"),
                HBox(list(pane.fields.values()), layout=wrapped),
                HBox(self._buttons, layout=wrapped),
                self.result,
            ]
        )

    def show(self, assignment: str) -> None:
        """Bring the pane into view for an assignment."""
        self.assignment = assignment
        if self._shown_for != assignment:
            self.result.value = ""
        if self.pane.opens and self._shown_for != assignment:
            self.do(self.pane.opens)
        self._shown_for = assignment

    def do(self, action: Action) -> None:
        """Run a command, and show what it said. Its buttons wait meanwhile."""
        values = {name: one.value for name, one in self.pane.fields.items()}
        try:
            arguments = list(action.command(self.assignment, values))
        except ValueError as error:
            self.result.value = in_words(str(error))
            return
        self._wait(True)
        self.result.value = "<p role='status'>Working …</p>"
        try:
            self.result.value = self._shown(arguments, action.page.format(name=self.assignment))
        finally:
            self._wait(False)

    def _shown(self, arguments: list[str], page: str) -> str:
        (self.root / REPORTS).mkdir(exist_ok=True)
        ran = run(self.root, arguments)
        made = self.root / REPORTS / page
        return as_html(ran) + (_framed(made.read_text("utf-8")) if page and not ran.code else "")

    def _button(self, action: Action) -> Button:
        button = Button(
            description=action.label, button_style="primary" if action.is_first else "", layout=Layout(width="auto")
        )
        button.on_click(lambda _: self.do(action))
        return button

    def _wait(self, waits: bool) -> None:
        for button in self._buttons:
            button.disabled = waits


def as_html(ran: Ran) -> str:
    """What a command said, as text: names and answers in it are never markup."""
    failed = "" if not ran.code else f"<p><strong>It ended with exit status {ran.code}.</strong></p>"
    return f"<p>As a command: <code>{escape(ran.typed)}</code></p>{failed}{in_words(ran.said)}"


def in_words(text: str) -> str:
    """A text as HTML, with its lines."""
    return f'<pre dir="auto" style="white-space: pre-wrap; line-height: 1.5">{escape(text)}</pre>'


def _framed(page: str) -> str:
    """A whole page within the notebook, in a frame in which nothing of it can run."""
    style = "width: 100%; height: 75vh; border: 1px solid var(--jp-border-color1)"
    return f'<iframe sandbox="allow-popups" title="The page" srcdoc="{escape(page)}" style="{style}"></iframe>'
