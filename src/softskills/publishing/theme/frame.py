"""What every page shows around its text: the contents, where the page stands, its length, its scenes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from softskills.course import Course
from softskills.course.lesson_rules import MinutesNeed
from softskills.items import Bank, Practice, PracticeStory, load_bank
from softskills.items.outline import part_names
from softskills.publishing.course_of import course_of
from softskills.publishing.islands import ISLAND
from softskills.publishing.theme.contents import Group, group_of, groups_of

FIRST_SCRIPT = (
    '(()=>{let c;try{c=localStorage.getItem("%s/colours")}catch{}'
    "let{dataset:d,classList:l}=document.documentElement;"
    'd.theme=c==="light"||c==="dark"?c:"auto";l.remove("no-js")})()'
)
"""Runs before anything is drawn, so that no page flashes in the wrong colours, and before a style sheet is named, for
which it would wait, and the text with it. Storage may be refused. The text is the same on all pages of a book, so that
one hash lets it pass where a site forbids scripts within pages.
"""

LONG = 800
"""Words from which on a page without widgets lists its sections at the top, if it has at least `SECTIONS`."""
SECTIONS = 4


@dataclass(frozen=True)
class Place:
    """Where a page stands: the name of the group, the number and the drawing of its part."""

    name: str
    part: int | None
    drawing: str | None


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str


class Frame:
    """What is the same for all pages of a build."""

    def learn(self, app: Sphinx, env: BuildEnvironment) -> None:
        """All pages were read: their titles are known."""
        self.course = course_of(app)
        self.bank = load_bank(self.course.data)
        self.groups = groups_of(app.config.external_site_map, title_in(env), part_names(self.course))

    def show(self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
        """Give the templates what they show. Pages that Sphinx makes up, such as the search, stand nowhere."""
        settings = self.course.settings
        body = context.get("body", "")
        title, text = title_and_text(body)
        context |= {
            "contents": self.groups,
            "course_title": settings.title,
            "first_script": FIRST_SCRIPT % settings.id,
            "minutes": minutes_of(doctree, settings.lessons.minutes) if doctree else None,
            "page_text": text,
            "page_title": title,
            "place": place_of(self.groups, pagename, self.course),
            "scenes": scenes_of(self.bank, self.course, pagename),
            "sections": sections_of(doctree) if doctree and f'class="{ISLAND}"' not in body else [],
        }
        for name, turn in (("next", 1), ("prev", -1)):
            if leads_out(self.groups, pagename, turn):
                context[name] = None


def title_in(env: BuildEnvironment) -> Callable[[str], str]:
    return lambda name: env.titles[name].astext() if name in env.titles else name


def place_of(groups: list[Group], pagename: str, course: Course) -> Place | None:
    """Where a page stands, if it is under a caption."""
    group = group_of(groups, pagename)
    if group is None or group.caption is None:
        return None
    drawing = course.drawing(group.part) if group.part is not None else None
    return Place(group.caption, group.part, drawing.read_text("utf-8") if drawing and drawing.is_file() else None)


def title_and_text(body: str) -> tuple[str, str]:
    """A page's HTML up to the end of its title, and the rest: what a page says of itself stands between."""
    before, end, after = body.partition("</h1>")
    return (before + end, after) if end else ("", body)


def minutes_of(doctree: nodes.document, rule: MinutesNeed | None) -> str | None:
    """How long a page takes, as its own line says it: "about 15 minutes"."""
    minutes = rule.found_in(doctree.astext()) if rule else None
    return rule.said(minutes) if rule and minutes is not None else None


def scenes_of(bank: Bank, course: Course, pagename: str) -> list[str]:
    """The scenes that a lesson asks first, by id; what it brings back belongs to another lesson."""
    folder = course.settings.folders.notebooks
    named = next((lesson.items for lesson in bank.lessons if pagename == f"{folder}/{lesson.file}"), [])
    return [name for name in named if isinstance(bank.items[name], Practice | PracticeStory)]


def sections_of(doctree: nodes.document) -> list[Section]:
    """The sections of a long page of text, to go to from its top; none of a short one."""
    top = next(iter(doctree.findall(nodes.section)), None)
    found = [one for one in top if isinstance(one, nodes.section)] if top is not None else []
    if len(found) < SECTIONS or len(doctree.astext().split()) < LONG:
        return []
    return [Section(one["ids"][0], one[one.first_child_matching_class(nodes.title) or 0].astext()) for one in found]


def leads_out(groups: list[Group], pagename: str, turn: int) -> bool:
    """Whether the next page (1) or the one before (-1) is for other people than this one."""
    apart = {name: group.apart for group in groups for name in group.names()}
    names = list(apart)
    if pagename not in apart:
        return False
    other = names.index(pagename) + turn
    return 0 <= other < len(names) and apart[names[other]] != apart[pagename]
