"""The scripts that mark in the contents of every page what a reader has done, and the contents as data for them.

Every page loads one that is very small, with the script of the frame where a page has it. It brings the others to who
has answered something.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from softskills.frontend import assemble
from softskills.frontend.smaller import smaller_script, smaller_style
from softskills.items import load_bank
from softskills.publishing.bank_scripts import write_data
from softskills.publishing.course_of import course_of
from softskills.publishing.theme import NAME
from softskills.publishing.theme import SCRIPT as FRAME
from softskills.widgets.course_contents import contents_of

RETURNING = "softskills-returning.js"
MARKS = "softskills-marks.js"
STYLE = "softskills-marks.css"
"""Beside the script, which brings it."""


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_scripts, priority=600)  # the folder of the data is there by then


def write_scripts(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    course = course_of(app)
    folder = Path(app.outdir) / "_static"
    returning = smaller_script(assemble.called_script("returning", course.settings.id, MARKS))
    if app.config.html_theme == NAME:
        with (folder / FRAME).open("a", encoding="utf-8") as frame:
            frame.write(returning)
    else:
        (folder / RETURNING).write_text(returning, "utf-8")
        app.add_js_file(RETURNING, loading_method="defer")
    (folder / MARKS).write_text(smaller_script(assemble.called_script("marks", course.settings.id)), "utf-8")
    (folder / STYLE).write_text(smaller_style(assemble.sheet(["marks.css"])), "utf-8")
    write_data(folder, "contents", contents_of(course, load_bank(course.data)))
