"""The widget for a best-and-worst scenario."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from softskills.items import BestWorst, Practice
from softskills.scoring import best_worst_table
from softskills.widgets import frontend
from softskills.widgets.base import CourseWidget, paragraphs


class BestWorstWidget(CourseWidget):
    """Pick the most and the least effective option.

    A practice item answers with feedback for every option and a score looked up in a table that scoring made. A
    graded item has neither: its key is not here.
    """

    front_end = "best_worst"
    _esm = frontend.module(front_end)
    _css = frontend.style(front_end)

    def __init__(self, item: BestWorst, log: Path | None) -> None:
        content: dict[str, Any] = {"item": item.model_dump(exclude={"key"}), "feedback": None}
        if isinstance(item, Practice):
            content["feedback"] = {
                "effectiveness": item.key.effectiveness,
                "text": item.key.feedback,
                "scores": best_worst_table(item.key),
            }
        super().__init__(content, [item.id], log)

    def fallback(self) -> str:
        item = self.content["item"]
        options = "".join(f"<li>{escape(text)}</li>" for text in item["options"].values())
        return (
            f"<p><strong>{escape(item['title'])}</strong></p>{paragraphs(item['stem'])}"
            f"{paragraphs(item['question'])}<ul>{options}</ul>"
        )
