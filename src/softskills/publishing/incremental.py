"""Makes a build that reads only what changed give the same pages, and the same warnings, as one that reads everything.

Sphinx by itself forgets three things: the warnings of a page that it does not read again, the names of other pages
in side bars and links, and files that pages load or cite without depending on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from softskills.items import load_bank
from softskills.publishing.course_of import course_of
from softskills.widgets.course_contents import minutes_of

STAMP = "softskills-clean"
"""A file beside Sphinx's cache. It is there while the cached pages, and the site made of them, have no warnings."""


def setup(app: Sphinx) -> None:
    app.add_config_value("softskills_content", "", "env", str)  # when it changes, Sphinx reads all pages again
    app.add_config_value("softskills_assets", "", "html", str)  # when it changes, Sphinx writes all pages again
    app.connect("config-inited", take_fingerprints)
    app.connect("env-get-outdated", pages_to_read)
    app.connect("env-updated", pages_to_write)
    app.connect("build-finished", mark_clean, priority=900)


def take_fingerprints(app: Sphinx, config: Any) -> None:
    """Of the bank, the package and the minutes of lessons, which pages show; and of the files that pages name, with a
    checksum, or cite."""
    package = Path(__file__).resolve().parents[1]
    course = course_of(app)
    config.softskills_content = _digest(
        [course.file, *_files(course.data, ".yml", ".csv"), *_files(package, ".py", ".html")],
        repr([minutes_of(course, lesson.file) for lesson in load_bank(course.data).lessons]),
    )
    static = [file for folder in config.html_static_path for file in _files(Path(app.confdir, folder), "")]
    static += _files(course.drawings, ".svg")
    works = config.bibtex_bibfiles if "bibtex_bibfiles" in config else []  # without a bibliography it is unknown
    named = [Path(app.confdir, name) for name in [config.external_toc_path, *works]]
    config.softskills_assets = _digest([*static, *named, *_files(package, ".js", ".css")])


def pages_to_read(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """All pages, unless the last build was clean."""
    return () if _stamp(app).is_file() else env.found_docs


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """All pages, when a title or a target has another name than in the last build. Until the end, none is clean."""
    stamp = _stamp(app)
    same = stamp.is_file() and stamp.read_text("utf-8") == _names(env)
    stamp.unlink(missing_ok=True)
    return () if same else env.found_docs


def mark_clean(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.format == "html" and app._warncount == 0:
        _stamp(app).write_text(_names(app.env), "utf-8")


def _stamp(app: Sphinx) -> Path:
    return Path(app.doctreedir) / STAMP


def _names(env: BuildEnvironment) -> str:
    """Changes with the title of a page, and with the name or the text of a target that other pages can link to."""
    titles = {page: title.astext() for page, title in env.titles.items()}
    targets = env.get_domain("std").data
    names = [titles, targets["labels"], targets["anonlabels"]]
    return hashlib.sha256(repr([sorted(one.items()) for one in names]).encode()).hexdigest()


def _files(folder: Path, *endings: str) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and file.name.endswith(endings))


def _digest(files: Iterable[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
