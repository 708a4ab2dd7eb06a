"""The style of what few pages have, such as notes, footnotes and code. It stands in the pages that have it, with the
rules for what is on them: a sheet of its own would be one more that a page waits for before it shows anything.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from furo import get_pygments_stylesheet
from sphinx.application import Sphinx

from softskills.frontend.smaller import smaller_style
from softskills.publishing.theme.lean_furo import PARTS, for_classes, of_parts

BY_SCRIPT = frozenset({"copybtn", "o-tooltip--left", "success"})
"""Classes of the button that copies code, which sphinx-copybutton's script adds to the page."""

_CLASSES = re.compile(r'class="([^"]*)"')


def add_style(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put into a page the style of the rare parts on it."""
    body = context.get("body", "")
    if PARTS.search(body):
        context["page_styles"] = style_for(body, get_pygments_stylesheet()) + context.get("page_styles", "")


def style_for(body: str, code: str) -> str:
    """The rules for the rare parts of a page, given as its HTML. `code` is the style sheet of highlighted code."""
    classes = BY_SCRIPT.union(*(found.split() for found in _CLASSES.findall(body)))
    return smaller_style(for_classes(f"{rules()}\n{code}", classes)).strip()


@cache
def rules() -> str:
    """All rules for rare parts, but for the colours of code, which a course chooses."""
    furo = files("furo") / "theme" / "furo" / "static" / "styles"
    copying = files("sphinx_copybutton") / "_static" / "copybutton.css"
    parts = of_parts((furo / "furo.css").read_text("utf-8"))
    return "\n".join([parts, (furo / "furo-extensions.css").read_text("utf-8"), copying.read_text("utf-8")])
