"""Markdown of a notebook as HTML for a page that stands alone."""

from __future__ import annotations

from typing import Any

import mistune

from softskills.phrases import typographic


class _Alone(mistune.HTMLRenderer):
    """What a page can show that has no files beside it. Markup in the text is text.

    The page's own title stands above, so one in the text is left out, and other headings are of level 2 at most.
    """

    def text(self, text: str) -> str:
        return super().text(typographic(text))

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return "" if level == 1 else f"<h{level}>{text}</h{level}>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, url, title) if url.startswith(("https://", "http://", "mailto:")) else text


_MARKDOWN = mistune.create_markdown(renderer=_Alone(escape=True), plugins=["table"])


def prose(markdown: str) -> str:
    """The HTML of a text. A link to a file and a picture are their words, because neither is there."""
    return str(_MARKDOWN(markdown))
