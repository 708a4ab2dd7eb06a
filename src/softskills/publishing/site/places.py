"""Where the site keeps its own files."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

TEMPLATES = Path(__file__).parent / "templates"


def site_folder(app: Sphinx) -> Path:
    """The folder that is published."""
    return Path(app.outdir)


def static_folder(app: Sphinx) -> Path:
    """Its folder of scripts, style sheets and other files that pages load."""
    return site_folder(app) / "_static"
