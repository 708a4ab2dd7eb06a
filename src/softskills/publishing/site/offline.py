"""The site on a reader's device: its manifest, and a service worker with a list of all files and what they hash to."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sphinx.application import Sphinx

from softskills.course import Course
from softskills.frontend import assemble
from softskills.frontend.smaller import smaller_script
from softskills.publishing.course_of import course_of
from softskills.publishing.site.pictures import ICONS, PAPER, SOCIAL
from softskills.publishing.site.places import site_folder

MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
OFFLINE, LOST = "offline.html", "404.html"
DIGITS = 10
"""Hexadecimal digits of a file's hash, as `frontend/worker.js` compares them."""

SHORT = 12
"""Letters of a name that has room below an icon."""

STATIC = "_static/"
_NAMED = re.compile(r"""["'(/](_static/[^"'()?#\s<>]+)""")
_URL = re.compile(r"""url\(["']?(?!data:)([^"')?#]+)""")
_BROUGHT = f"{STATIC}softskills"
"""Widgets bring what a page doesn't name: scenes of the bank, and scripts."""

_NOT_KEPT = {WORKER, "objects.inv", "robots.txt", "sitemap.xml", SOCIAL, "searchindex.js", "genindex.html"}


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", ask_for_it, priority=700)
    app.connect("build-finished", write_offline, priority=950)  # when all other files are there


def ask_for_it(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Each page asks the browser, some time after it is there, to keep the course."""
    context["offline_script"] = offline_script(context["content_root"])


def offline_script(root: str) -> str:
    return smaller_script(assemble.called_script("offline", f"{root}{WORKER}")).strip()


def write_offline(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    folder, course = site_folder(app), course_of(app)
    home = app.builder.get_target_uri(app.config.root_doc)
    (folder / MANIFEST).write_text(json.dumps(manifest_of(course, home), ensure_ascii=False, indent=1) + "\n", "utf-8")
    files = dict(sorted(hashes_in(folder)))
    release = {
        "name": f"softskills/{course.settings.id}",
        "files": files,
        "first": [name for name in (home, OFFLINE, LOST, MANIFEST) if name in files],
        "offline": OFFLINE,
        "lost": LOST,
    }
    (folder / WORKER).write_text(smaller_script(worker_script(release)), "utf-8")


def worker_script(release: dict[str, Any]) -> str:
    data = json.dumps(release, ensure_ascii=False, separators=(",", ":"))
    return f'(() => {{\n"use strict";\n{assemble.script(["worker"])}\nMODULES.worker.start(self, {data});\n}})();\n'


def manifest_of(course: Course, home: str) -> dict[str, Any]:
    settings = course.settings
    icons = [{"src": name, "sizes": f"{size}x{size}", "type": "image/png"} for size, name in ICONS.items()]
    initials = "".join(word[0] for word in settings.title.split())
    return {
        "id": settings.id,
        "name": settings.title,
        "short_name": settings.title if len(settings.title) <= SHORT else initials,
        **({"description": settings.description} if settings.description else {}),
        "lang": settings.language,
        "start_url": home,
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}, *icons],
    }


def hashes_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file that a page may show or load, and the beginning of its SHA-256."""
    loaded = named_in(folder)
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if not file.is_file() or name in _NOT_KEPT or name.startswith((".", "_sources/")) or "/." in name:
            continue
        if not name.startswith(STATIC) or name in loaded or name.startswith(_BROUGHT):
            yield name, sha256(file.read_bytes()).hexdigest()[:DIGITS]


def named_in(folder: Path) -> set[str]:
    """The static files that the pages of a site name, and those that their style sheets do. Themes and extensions put
    many more there, such as the words of their frames in eighty languages.
    """
    pages = (page.read_text("utf-8") for page in folder.rglob("*.html") if page.name not in _NOT_KEPT)
    found = {unquote(name) for text in pages for name in _NAMED.findall(text)}
    for sheet in [name for name in found if name.endswith(".css") and (folder / name).is_file()]:
        for name in _URL.findall((folder / sheet).read_text("utf-8")):
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(sheet), unquote(name))))
    return found
