"""What makes the published folder a site: quick, findable, and good for years on any host, or on none."""

from __future__ import annotations

from sphinx.application import Sphinx

from softskills.publishing.site import assets


def setup(app: Sphinx) -> None:
    assets.setup(app)
