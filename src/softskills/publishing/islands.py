"""A widget on a page: an island that holds its state and its text, until the page's script mounts it."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sphinx.errors import ExtensionError

from softskills.widgets import PUBLISHED_TYPE

ISLAND = "ss-island"
CORE_WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"

_TEMPLATES = Environment(
    loader=PackageLoader("softskills.publishing"), autoescape=True, undefined=StrictUndefined, auto_reload=False
)


def island(published: dict[str, Any]) -> str:
    """The HTML of one widget. Nothing in it can end the script element or begin another."""
    state = json.dumps(published["state"], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _TEMPLATES.get_template("island.html.jinja").render(
        island=ISLAND,
        item=published["state"]["content"].get("item"),  # an id, so that a review list can lead to it
        widget=published["widget"],
        uses=published.get("uses"),
        state=Markup(state.replace("<", "\\u003c")),  # noqa: S704 - no "<" is left
        fallback=Markup(published["fallback"]),  # noqa: S704 - made by templates that escape
    )


class IslandRenderer:
    """Renders our widgets for MyST-NB, and stops the build at any other: a page has no kernel to run it."""

    mime_priority_overrides = (("*", PUBLISHED_TYPE, 1),)

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        if data.mime_type == CORE_WIDGET_TYPE:
            page = renderer.renderer.document["source"]
            raise ExtensionError(
                f"{page}: this page shows a widget that needs a kernel. On a published page use the course's own "
                "widgets; keep others to notebooks that are not in the table of contents."
            )
        if data.mime_type != PUBLISHED_TYPE or inline:
            return None
        return [nodes.raw(text=island(data.content), format="html")]
