"""The front end as text: each widget's modules and style, put together for JupyterLab and for the page.

No build step: the files beside this one are ES modules, and what they say is what runs. anywidget takes one module and
a page opened straight from a folder may not import any, so the modules are joined: each becomes a function of its own,
which gives what the module exports, and stands below those that it imports.

A module imports by `import { a, b } from "./other.js";` and exports functions, constants and classes where they are
declared. A widget's module ends in `export default { render };` and exports nothing else; another widget that shows it
imports it by `import other from "./other.js";`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent

_IMPORT = re.compile(r'^import (\{[^}]*\}|\w+) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=.*\n\Z)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def module(name: str) -> str:
    """The ES module of one widget, for anywidget."""
    before = _in_order([name])[:-1]
    return f"{_joined(before)}\n{_with_imports(name)}"


def style(name: str) -> str:
    """The style sheet of one widget."""
    return "\n".join(map(_text, _styles([name])))


def script(names: Iterable[str]) -> str:
    """Modules and all that they import as one classic script, in which `MODULES.name` holds what a module exports."""
    return _joined(_in_order(names))


def page_script(names: Iterable[str], course: str) -> str:
    """One classic script for published pages: all widgets, and the page that mounts them.

    `course` keeps this course's records apart from others on the same origin.
    """
    widgets = sorted(set(names))
    listed = ", ".join(f"{name}: MODULES.{name}" for name in widgets)
    start = f"MODULES.page.start({json.dumps(course)}, {{ {listed} }});"
    return f'(() => {{\n"use strict";\n{script([*widgets, "page"])}\n{start}\n}})();\n'


def frame_script(course: str) -> str:
    """One classic script for every published page, with widgets or without: the contents, light and dark."""
    return f'(() => {{\n"use strict";\n{script(["frame"])}\nMODULES.frame.start({json.dumps(course)});\n}})();\n'


def page_style(names: Iterable[str]) -> str:
    """One style sheet for published pages."""
    return "\n".join(map(_text, [*_styles(sorted(set(names))), "contents.css", "page.css"]))


def returning_script(course: str, marks: str) -> str:
    """One small classic script for all published pages. It brings the script `marks` to who has answered something."""
    start = f"MODULES.returning.start({json.dumps(course)}, {json.dumps(marks)});"
    return f'(() => {{\n"use strict";\n{script(["returning"])}\n{start}\n}})();\n'


def marks_script(course: str) -> str:
    """One classic script that marks in the contents of a page what this reader has done."""
    start = f"MODULES.marks.start({json.dumps(course)});"
    return f'(() => {{\n"use strict";\n{script(["marks"])}\n{start}\n}})();\n'


def marks_style() -> str:
    """The style sheet of the marks, which their script brings for who has something to be marked."""
    return _text("marks.css")


def modules() -> dict[str, list[str]]:
    """Every module by its name, with the names of those that it imports itself."""
    files = sorted(FOLDER.glob("*.js"))
    return {file.stem: [imported for _, imported in _IMPORT.findall(_text(file.name))] for file in files}


def _in_order(names: Iterable[str]) -> list[str]:
    """These modules and all that they import, each below those that it imports. Raises ValueError for a circle."""
    imports = modules()
    found: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"Modules import each other in a circle: {' -> '.join([*above, name])}")
        if name not in found:
            for imported in imports[name]:
                add(imported, (*above, name))
            found.append(name)

    for name in names:
        add(name, ())
    return found


def _joined(names: Iterable[str]) -> str:
    return "\n".join(["const MODULES = {};", *map(_as_function, names)])


def _as_function(name: str) -> str:
    text = _with_imports(name)
    exports = _EXPORT.findall(text)
    text, defaults = _DEFAULT.subn("return ", _EXPORT.sub("", text))
    if not defaults:
        text += f"return {{ {', '.join(exports)} }};\n"
    if left := _LEFT_OVER.search(text):
        raise ValueError(f"{name}.js: this cannot be joined with other modules: {left.group()}")
    return f"MODULES.{name} = (() => {{\n{text}}})();"


def _with_imports(name: str) -> str:
    """A module's text that takes what it imports from the modules joined before it."""
    return _IMPORT.sub(lambda found: f"const {found[1]} = MODULES.{found[2]};", _text(f"{name}.js"))


def _styles(names: Iterable[str]) -> list[str]:
    """The style sheets of these modules and of all that they import, between those that all share: what is for paper
    comes last, and overrides.
    """
    own = [f"{name}.css" for name in _in_order(names)]
    return ["common.css", *(name for name in own if (FOLDER / name).is_file()), "print.css"]


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
