"""What a page says of itself to browsers, to search engines and to those who are sent a link to it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup
from sphinx.application import Sphinx

from softskills.course import Course
from softskills.publishing.course_of import course_of
from softskills.publishing.site.page_text import description_of
from softskills.publishing.site.pictures import SOCIAL
from softskills.widgets.html import environment

NOT_LISTED = {"search", "404", "offline", "genindex"}
"""Pages that are no use to somebody who comes from elsewhere."""

_TEMPLATES = environment("softskills.publishing.site", "templates")


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe, priority=700)  # before a theme takes scripts away


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the templates the title and the head of a page."""
    course = course_of(app)
    title = Markup(context.get("title", "")).striptags()  # noqa: S704 - as Sphinx has rendered it
    is_home = pagename == app.config.root_doc
    base = base_of(app)
    address = urljoin(base, app.builder.get_target_uri(pagename).removesuffix("index.html")) if base else ""
    about = (is_home and course.settings.description) or (description_of(doctree) if doctree else "")
    data = _data(course, title, about, address, base, app.config.author, is_home)
    context["pageurl"] = address or None
    context["site_title"] = _escaped(course.settings.title if is_home else f"{title} · {course.settings.title}")
    context["site_head"] = _TEMPLATES.get_template("head.html").render(
        about=about,
        address=address,
        base=base,
        course=course.settings,
        data=Markup(data),  # noqa: S704 - no "<" is left
        is_listed=pagename not in NOT_LISTED and pagename in app.env.found_docs,
        locale=course.settings.language.replace("-", "_"),
        picture=urljoin(base, SOCIAL),
        root=context["content_root"],
        title=title or course.settings.title,
    )


def base_of(app: Sphinx) -> str:
    """The address at which the site is published, with a slash at its end; nothing if nobody has said it."""
    base = str(app.config.html_baseurl or "")
    return base if not base or base.endswith("/") else f"{base}/"


def _data(course: Course, title: str, about: str, address: str, base: str, author: str, is_home: bool) -> str:
    """The same for machines, after schema.org: who made it, under which licence, and what it is a part of."""
    settings = course.settings
    whole: dict[str, Any] = {"@type": "Course", "name": settings.title}
    if settings.description:
        whole["description"] = settings.description
    if base:
        whole["url"] = base
    page: dict[str, Any] = {"@type": "LearningResource", "name": title, "description": about, "url": address}
    page["isPartOf"] = whole
    what = whole if is_home else {name: value for name, value in page.items() if value}
    what |= {"inLanguage": settings.language, "isAccessibleForFree": True}
    if author:
        what["author"] = {"@type": "Organization", "name": author}
    if settings.licence:
        what["license"] = settings.licence.url
    text = json.dumps({"@context": "https://schema.org", **what}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _escaped(text: str) -> str:
    return str(Markup.escape(text))
