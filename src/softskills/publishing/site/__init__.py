"""What makes the published folder a site: quick, findable, and good for years on any host, or on none."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from softskills.publishing.site import assets, search
from softskills.publishing.site.places import TEMPLATES


def setup(app: Sphinx) -> None:
    app.connect("config-inited", add_templates)
    assets.setup(app)
    search.setup(app)


def add_templates(app: Sphinx, config: Any) -> None:
    """The site's templates stand before the theme's, and behind a course's own."""
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
