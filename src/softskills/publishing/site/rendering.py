"""How templates become pages: as Sphinx does it, and then each page gets its policy."""

from __future__ import annotations

from typing import Any

from sphinx.jinja2glue import BuiltinTemplateLoader

from softskills.publishing.site.policy import with_policy


class SiteTemplates(BuiltinTemplateLoader):
    """Sphinx's own templates, which finish what they render."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return with_policy(super().render(template, context))
