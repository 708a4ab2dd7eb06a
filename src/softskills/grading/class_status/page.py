"""Where a class stands, as one page that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader

from softskills.grading.class_status.model import MEANING, Status, addresses
from softskills.grading.class_status.telling import detail, moment, summary
from softskills.grading.quiz.plain import plain

_TEMPLATES = Environment(
    loader=PackageLoader("softskills.grading.class_status", "templates"), autoescape=True, trim_blocks=True
)
_TEMPLATES.filters |= {"plain": plain, "moment": moment}
_TEMPLATES.globals |= {"meaning": MEANING, "summary": summary, "detail": detail, "addresses": addresses}


def as_page(statuses: Sequence[Status]) -> str:
    """The status of one assignment or several as HTML. What somebody typed is text in it, in its own direction."""
    return _TEMPLATES.get_template("status.html").render(statuses=statuses)
