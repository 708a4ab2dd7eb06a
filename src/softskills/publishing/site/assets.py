"""The scripts and style sheets of widgets, and the bank's data: written once for the site, and loaded where needed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from softskills.frontend import assemble
from softskills.frontend.bundles import COMMON, Bundle, bundles_for, loaded_by
from softskills.frontend.smaller import smaller_script, smaller_style
from softskills.items import load_bank
from softskills.publishing.bank_scripts import CATALOGUE, FOLDER, write_bank
from softskills.publishing.course_of import course_of
from softskills.publishing.forms import STYLE as FORMS
from softskills.publishing.islands import ISLAND
from softskills.publishing.site.minifying import minify_files
from softskills.publishing.site.places import static_folder
from softskills.publishing.theme import PRINT, parts
from softskills.publishing.theme.lean_furo import lean
from softskills.widgets import WIDGETS

BROUGHT = ("own_file",)
"""Modules that a page brings when it needs them, as `frontend/kept_file.js` does."""
FIRST = 100
"""The place of the common script among all: what a reader waits for are the scenes."""
PAPER_STYLE = "softskills-paper.css"
SEARCH_SCRIPT = "softskills-search.js"
COMMON_STYLE = "softskills.css"

_SOON: dict[str, Any] = {"rel": "prefetch", "as": "script", "type": None}
"""On a page of text the script that all lessons share is fetched when the browser has nothing else to do."""

_WIDGET = re.compile(rf'<div class="{ISLAND}"[^>]*? data-widget="(\w+)"')


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_assets)
    app.connect("builder-inited", shrink, priority=900)
    app.connect("html-page-context", load_where_needed)


def write_assets(app: Sphinx) -> None:
    """Write what pages load, in the place of what an earlier build wrote."""
    if app.builder.format != "html":
        return
    folder = static_folder(app)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("softskills*.*s"):
        old.unlink()
    course = course_of(app)
    for bundle in bundles().values():
        start = assemble.page_start(course.settings.id) if bundle.name == COMMON else ""
        (folder / script_name(bundle)).write_text(f"{bundle.script}{start}", "utf-8")
        if bundle.name == COMMON:
            (folder / COMMON_STYLE).write_text(smaller_style(bundle.style), "utf-8")
    (folder / PAPER_STYLE).write_text(smaller_style(assemble.sheet([assemble.PAPER])), "utf-8")
    (folder / SEARCH_SCRIPT).write_text(assemble.called_script("search_page"), "utf-8")
    write_bank(folder, load_bank(course.data), course.settings.review_days)
    _version_of.cache_clear()


def shrink(app: Sphinx) -> None:
    """Let scripts and style sheets lose what only their authors read, before a page names them by their checksums.

    That is when Sphinx has copied its own, which it tells nobody. So its method is wrapped.
    """
    if app.builder.format != "html":
        return
    copy, folder = app.builder.copy_assets, static_folder(app)

    def copy_and_shrink() -> None:
        copy()
        join_styles(folder)
        minify_files([*folder.glob("softskills*.js"), *folder.glob("frame.js")])
        for file in folder.glob("*.css"):
            if ".min." not in file.name:
                file.write_text(smaller_style(file.read_text("utf-8")), "utf-8")

    app.builder.copy_assets = copy_and_shrink  # type: ignore[method-assign]


def join_styles(folder: Path) -> None:
    """Make one sheet of what most pages need of Furo, the theme, and of what they use besides: nothing is seen of a
    page before the last of its sheets is there. Without Furo or the theme the book has another one.
    """
    furo, theme = folder / "styles" / "furo.css", folder / "theme.css"
    if not (furo.is_file() and theme.is_file()):
        return
    style, own = furo.read_text("utf-8"), _taken([theme, folder / FORMS, folder / COMMON_STYLE])
    furo.unlink()
    theme.write_text(f"{lean(style, own + parts.rules())}\n{own}", "utf-8")
    paper = _taken([folder / PRINT, folder / PAPER_STYLE])
    (folder / PRINT).write_text(paper, "utf-8")


def _taken(sheets: Iterable[Path]) -> str:
    """The text of sheets that are joined. They go, as no page asks for them."""
    texts = []
    for sheet in sheets:
        if sheet.is_file():
            texts.append(sheet.read_text("utf-8"))
            sheet.unlink()
    return "\n".join(texts)


def load_where_needed(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """A page loads the scripts of the widgets on it and no others, each after what it imports, and runs them when it is
    whole. What few pages need of style stands in the page itself.
    """
    if pagename == "search":
        app.add_js_file(
            SEARCH_SCRIPT,
            loading_method="defer",
            **{"data-version": context["search_version"], "data-root": context["content_root"]},
        )
        context["page_styles"] = smaller_style(assemble.sheet(["search_page.css"]))
    body = context.get("body", "")
    widgets = set(_WIDGET.findall(body))
    if not widgets:
        app.add_css_file(script_name(bundles()[COMMON]), **_SOON)  # Sphinx has no other way to name what comes later
        return
    version, styles = data_version(app), ""
    for bundle in loaded_by(widgets, bundles()):
        more: dict[str, Any] = {"data-version": version, "priority": FIRST} if bundle.name == COMMON else {}
        app.add_js_file(script_name(bundle), loading_method="defer", **more)
        styles += "" if bundle.name == COMMON else smaller_style(bundle.style).strip()
    app.add_css_file(COMMON_STYLE)
    context["page_styles"] = styles
    app.add_css_file(PAPER_STYLE, media="print")


@cache
def bundles() -> dict[str, Bundle]:
    """What the pages of any course may load, by name."""
    return bundles_for([*(widget.front_end for widget in WIDGETS), *BROUGHT], lambda text: len(smaller_script(text)))


def script_name(bundle: Bundle) -> str:
    return "softskills.js" if bundle.name == COMMON else f"softskills-{bundle.name}.js"


@cache
def _version_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in _data_files(folder):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


def _data_files(folder: Path) -> Iterator[Path]:
    return iter([folder / CATALOGUE, *sorted((folder / FOLDER / "sets").iterdir())])


def data_version(app: Sphinx) -> str:
    """Stands in the addresses of the bank's data, so that no browser takes an earlier release's for this one's."""
    return _version_of(static_folder(app))
