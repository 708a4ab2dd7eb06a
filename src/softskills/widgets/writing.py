"""The widgets for what a learner writes: a reflection, and an if-then intention."""

from __future__ import annotations

from html import escape

from softskills.widgets import frontend
from softskills.widgets.base import ItemWidget, paragraphs


class _WritingWidget(ItemWidget):
    front_end = "writing"
    _esm = frontend.module(front_end)
    _css = frontend.style(front_end)

    def fallback(self) -> str:
        return f"<p><strong>{escape(self.item['title'])}</strong></p>{paragraphs(self.item['prompt'])}"


class ReflectionWidget(_WritingWidget):
    """Free text on the learner's own situation."""


class IntentionWidget(_WritingWidget):
    """One plan of the form "if ..., then I will ...", and later a tick."""
