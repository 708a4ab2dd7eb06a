"""The look of the book, for small pages that are no part of one."""

from __future__ import annotations

from importlib.resources import files

from softskills.publishing.theme import tokens


def theme_css() -> str:
    """Furo's style sheet with our colours, light or dark as the reader's system is."""
    furo = files("furo") / "theme" / "furo" / "static" / "styles" / "furo.css"
    return f"{furo.read_text('utf-8')}\n{tokens()}"
