"""What makes the published folder a site: quick, findable, and good for years on any host, or on none."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from softskills.publishing.course_of import course_of
from softskills.publishing.site import addresses, assets, head, offline, published_at, search, standalone
from softskills.publishing.site.pictures import write_icons, write_social
from softskills.publishing.site.places import TEMPLATES, site_folder


def setup(app: Sphinx) -> None:
    app.connect("config-inited", set_templates)
    app.connect("builder-inited", write_pictures)
    for part in (published_at, assets, head, search, standalone, addresses, offline):
        part.setup(app)


def set_templates(app: Sphinx, config: Any) -> None:
    """The site's templates stand before the theme's and behind a course's own, and pages of them get a policy."""
    config.templates_path = [*config.templates_path, str(TEMPLATES)]
    if not config.template_bridge:
        config.template_bridge = "softskills.publishing.site.rendering.SiteTemplates"


def write_pictures(app: Sphinx) -> None:
    if app.builder.format == "html":
        settings, folder = course_of(app).settings, site_folder(app)
        folder.mkdir(parents=True, exist_ok=True)
        write_icons(folder)
        write_social(folder, settings.title, settings.description or "")
