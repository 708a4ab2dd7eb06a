"""HTML of widgets from templates, and the texts in it, set as in print."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

from softskills import templates
from softskills.phrases import paragraphs, typographic


def typeset(content: Any) -> Any:
    """All texts in what a widget shows, set as in print. A drawing, which begins with "<", stays as it is."""
    if isinstance(content, dict):
        return {name: typeset(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [typeset(value) for value in content]
    return typographic(content) if isinstance(content, str) and not content.startswith("<") else content


def environment(package: str, folder: str = "html") -> Environment:
    """The templates in a folder of a package, with the filter `paragraphs`."""
    made = templates.environment(package, folder)
    made.filters["paragraphs"] = paragraphs
    return made


def untold(content: Any) -> Any:
    """What a widget shows, without what it tells once it was answered: its key, others' sentences, the way on."""
    if isinstance(content, dict):
        told: dict[str, Any] = {"feedback": None, "samples": [], "next": None}
        return {name: told[name] if name in told else untold(value) for name, value in content.items()}
    return [untold(one) for one in content] if isinstance(content, list | tuple) else content


_TEMPLATES = environment("softskills.widgets")


def render_fallback(name: str, **values: Any) -> str:
    """A widget for a page without JavaScript, from the template of this name."""
    return _TEMPLATES.get_template(f"{name}.html").render(typeset(values))
