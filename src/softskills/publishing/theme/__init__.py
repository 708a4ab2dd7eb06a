"""Mends faults of the theme on the way to the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx


THEME = Path(__file__).parent


def mend_theme(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Drop the second of two inline scripts with one text: the theme declares the same constant twice."""
    seen: set[str] = set()
    kept = []
    for script in context.get("script_files", []):
        body = getattr(script, "attributes", {}).get("body")
        if body is not None and body in seen:
            continue
        if body is not None:
            seen.add(body)
        kept.append(script)
    context["script_files"][:] = kept


def drop_icon_script(app: Sphinx, exception: Exception | None) -> None:
    """Empty the theme's icon script, 1.5 MB (543 KB as sent) that every page loads before its own scripts run.

    The theme's style sheets draw the same icons from a font, which they bring too and which delays nothing.
    """
    script = Path(app.outdir) / "_static" / "scripts" / "fontawesome.js"
    if exception is None and script.is_file():
        script.write_text("// Icons come from the font in ../vendor/fontawesome.\n", "utf-8")
        script.with_name("fontawesome.js.map").unlink(missing_ok=True)
