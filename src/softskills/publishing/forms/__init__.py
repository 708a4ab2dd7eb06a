"""Forms that authors write in plain Markdown, and that the book shows as more: turns of a dialogue, role cards,
versions side by side, folds, what stands under a lesson's title, and cells for JupyterLab alone.

Each module knows one form and changes a page's tree. How to write them is said in CONTRIBUTING.md.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from softskills.course.lesson_rules import LessonRules
from softskills.publishing.course_of import course_of
from softskills.publishing.forms import dialogue, fold, lab_only, lead, role_card, versions

STYLE = "forms.css"
MARKS = tuple(f'class="{name}' for name in (dialogue.NAME, role_card.NAME, versions.NAME, fold.NAME, lead.NAME))


def setup(app: Sphinx) -> None:
    fold.setup(app)
    versions.setup(app)
    app.add_transform(Forms)
    app.connect("source-read", lab_only.leave_out, priority=400)  # before the notebook's cells are run
    app.connect("html-page-context", load_style_where_needed)


class Forms(SphinxTransform):
    """Before Sphinx sets quotation marks, and before anything looks for what the page holds."""

    default_priority = 300

    def apply(self, **kwargs: Any) -> None:
        apply(self.document, course_of(self.app).settings.lessons)


def apply(document: nodes.document, rules: LessonRules) -> None:
    """Give a page its forms, in place."""
    fold.fold_away(document)
    dialogue.take_turns(document)
    role_card.lay_cards(document)
    versions.set_side_by_side(document)
    lead.mark(document, rules)


def load_style_where_needed(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only a page with a form on it loads their style."""
    body = context.get("body", "")
    if any(mark in body for mark in MARKS):
        app.add_css_file(STYLE)
