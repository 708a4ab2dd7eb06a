"""The widget for a best-and-worst scenario."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import traitlets

from softskills.items import BestWorst, Practice
from softskills.scoring import best_worst_table
from softskills.widgets import frontend
from softskills.widgets.base import ItemWidget, paragraphs


class BestWorstWidget(ItemWidget):
    """Pick the most and the least effective option.

    A practice item answers with feedback for every option and a score looked up in a table that scoring made. A
    graded item has neither: its key is not here.
    """

    front_end = "best_worst"
    _esm = frontend.module(front_end)
    _css = frontend.style(front_end)

    feedback = traitlets.Dict(None, allow_none=True).tag(sync=True)

    def __init__(self, item: BestWorst, log: Path | None) -> None:
        feedback: dict[str, Any] | None = None
        if isinstance(item, Practice):
            feedback = {
                "effectiveness": item.key.effectiveness,
                "text": item.key.feedback,
                "scores": best_worst_table(item.key),
            }
        super().__init__(item, log, feedback=feedback)

    def fallback(self) -> str:
        options = "".join(f"<li>{escape(text)}</li>" for text in self.item["options"].values())
        return (
            f"<p><strong>{escape(self.item['title'])}</strong></p>{paragraphs(self.item['stem'])}"
            f"{paragraphs(self.item['question'])}<ul>{options}</ul>"
        )
