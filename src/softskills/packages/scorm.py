"""A package of SCORM of the built book: one SCO, in which the whole book is shown by a page around it.

One, and not one for each lesson: what is due, the order of options and the ratings belong to all lessons, and SCORM
gives SCOs nothing in common; links, search and practice lead from lesson to lesson, which no SCO may; and of several
scores each platform makes another grade. How far each lesson is, a platform is told as objectives of the one.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from softskills.course import Course
from softskills.frontend import assemble
from softskills.frontend.bundles import COMMON
from softskills.frontend.smaller import smaller_style
from softskills.items import load_bank
from softskills.packages.contents import Contents, NoSuchPart, Version, contents_of_package
from softskills.packages.manifest import manifest_of
from softskills.packages.pages import FIRST, packaged
from softskills.packages.wording import reworded
from softskills.publishing import theme
from softskills.publishing.site.assets import bundles, script_name
from softskills.publishing.site.minifying import minified
from softskills.publishing.site.offline import LOST, MANIFEST, OFFLINE, hashes_in
from softskills.publishing.site.policy import with_policy
from softskills.widgets.html import environment

LAUNCH = "launch.html"
"""The page that a platform opens."""
SHELL = "_static/softskills-scorm.js"
MANIFEST_FILE = "imsmanifest.xml"

_LEFT_OUT = {LOST, MANIFEST, OFFLINE}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same book makes the same package."""
_TEMPLATES = environment("softskills.packages")


class NoPackage(ValueError):
    """A package can't be made. The message says why, and what to do."""


def write_package(course: Course, html: Path, file: Path, part: int | None, version: Version) -> int:
    """Write the package of one part of a course, or of all of it, whose built book is in `html`, and return how many
    files it has. The same book gives the same bytes.

    Raises NoPackage, ContentError, and OSError; then what was at `file` before still is.
    """
    try:
        contents = contents_of_package(course, load_bank(course.data), part, version)
    except NoSuchPart as error:
        raise NoPackage(f"There is nothing to package: {error}.") from error
    if not (html / contents["first"]).is_file():
        raise NoPackage(f"{html} has no {contents['first']}. Build the book first: make book.")
    files = dict(files_of(contents, html, course.settings.language))
    name = f"softskills-{course.settings.id}-{contents['scope']}"
    manifest = manifest_of(re.sub(r"[^\w.-]", "-", name), contents["title"], LAUNCH, sorted(files), version)
    new = file.with_name(f".{file.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as package:
            for place, content in [(MANIFEST_FILE, manifest), *sorted(files.items())]:
                package.writestr(zipfile.ZipInfo(place, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    return len(files) + 1


def files_of(contents: Contents, html: Path, language: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a package but its manifest, by its place in it. Raises NoPackage for a book of another version."""
    scripts = _scripts(contents, html)
    yield from scripts.items()
    yield LAUNCH, _launch(contents, language).encode()
    for name, _ in hashes_in(html):
        if name not in scripts and name not in _LEFT_OUT:
            yield name, _as_packaged(html / name)


def _as_packaged(file: Path) -> bytes:
    """A file of the book as a package has it."""
    if file.suffix == ".js":
        return reworded(file.read_text("utf-8")).encode()
    if file.suffix != ".html":
        return file.read_bytes()
    try:
        return packaged(file.read_text("utf-8")).encode()
    except ValueError as error:
        raise NoPackage(f"{file} can't be packaged: {error}.") from error


def _scripts(contents: Contents, html: Path) -> dict[str, bytes]:
    """The scripts that only a package has, and the common one, which begins in another way."""
    common = bundles()[COMMON]
    place = f"_static/{script_name(common)}"
    course = contents["course"]
    data = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
    made = minified(
        {
            "book": f"{common.script}{assemble.page_start(course)}",
            place: assemble.bundle([*common.modules, "packaged_first", "packaged"])
            + f"softskillsModules.packaged.startPackaged({json.dumps(course)}, softskillsModules);",
            f"_static/{FIRST}": assemble.called_script("packaged_first"),
            SHELL: f"((MODULES) => {{\n{assemble.script_of(assemble.in_order(['scorm_shell']))}\n"
            f"MODULES.scorm_shell.start({data});\n}})({{}});\n",
        }
    )
    if not (html / place).is_file() or (html / place).read_text("utf-8") != made.pop("book"):
        raise NoPackage(f"The book in {html} was built by another version. Build it anew: make book.")
    return {name: reworded(text).encode() for name, text in made.items()}


def _launch(contents: Contents, language: str) -> str:
    style = smaller_style(theme.tokens() + assemble.sheet(["scorm_shell.css"]))
    text = _TEMPLATES.get_template("launch.html").render(
        title=contents["title"],
        language=language,
        style=Markup(style),  # noqa: S704 - our own
        script=SHELL,
    )
    return with_policy(text)
