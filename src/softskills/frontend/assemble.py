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
PAPER = "print.css"
"""What is for paper. It comes behind all other style sheets, and overrides."""

_IMPORT = re.compile(r'^import (\{[^}]*\}|\w+) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=.*\n\Z)", re.MULTILINE)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def module(name: str) -> str:
    """The ES module of one widget, for anywidget."""
    before = in_order([name])[:-1]
    return f"{_joined(before)}\n{_with_imports(name)}"


def style(name: str) -> str:
    """The style sheet of one widget."""
    return sheet([*_styles([name]), PAPER])


def script(names: Iterable[str]) -> str:
    """Modules and all that they import as one classic script, in which `MODULES.name` holds what a module exports."""
    return _joined(in_order(names))


def bundle(names: Iterable[str]) -> str:
    """Just these modules as a classic script for a page that may load several: all of them share one `MODULES`."""
    return f'((MODULES) => {{\n"use strict";\n{script_of(names)}\n}})((globalThis.softskillsModules ??= {{}}));\n'


def page_script(names: Iterable[str], course: str) -> str:
    """One classic script for published pages: all widgets, and the page that mounts them.

    `course` keeps this course's records apart from others on the same origin.
    """
    text = script([*sorted(set(names)), "page"])
    return f'(() => {{\n"use strict";\n{text}\n{page_start(course, "MODULES")}\n}})();\n'


def page_start(course: str, modules: str = "softskillsModules") -> str:
    """What sets a published page going, once its scripts are there."""
    return f"{modules}.page.start({json.dumps(course)}, {modules});"


def assignment_script(names: Iterable[str], key: str, assignment: str) -> str:
    """One classic script for an assignment's page: these widgets, and the part that hands in.

    `key` keeps its answers apart from all others on the same origin. The file is called after `assignment`.
    """
    text = script([*sorted(set(names)), "assignment"])
    told = ", ".join(json.dumps(one).replace("<", "\\u003c") for one in (key, assignment))  # it stands in a page
    return f'(() => {{\n"use strict";\n{text}\nMODULES.assignment.start({told}, MODULES);\n}})();\n'


def myst_module(names: Iterable[str], course: str, data: str) -> str:
    """One ES module for pages of MyST: all these widgets, with what they bring as the text of an object."""
    call = f"MODULES.in_myst.inMyst({json.dumps(course)}, MODULES, {data})"
    return f"{script([*sorted(set(names)), 'in_myst'])}\nexport default {call};\n"


def called_script(name: str, *told: str) -> str:
    """One classic script of a module and all that it imports, which calls the module's `start` with these texts."""
    call = f"MODULES.{name}.start({', '.join(map(json.dumps, told))});"
    return f'(() => {{\n"use strict";\n{script([name])}\n{call}\n}})();\n'


def page_style(names: Iterable[str]) -> str:
    """One style sheet for published pages."""
    return sheet([*_styles(sorted(set(names))), "contents.css", "page.css", PAPER])


def assignment_style(names: Iterable[str]) -> str:
    """One style sheet for an assignment's page."""
    return sheet([*_styles([*sorted(set(names)), "assignment"]), "page.css", PAPER])


def sheet(files: Iterable[str]) -> str:
    """These files as one style sheet."""
    return "\n".join(map(_text, files))


def sheet_of(name: str) -> str:
    """The file of a module's style sheet, or nothing."""
    file = f"{name}.css"
    return file if (FOLDER / file).is_file() else ""


def modules() -> dict[str, list[str]]:
    """Every module by its name, with the names of those that it imports itself."""
    files = sorted(FOLDER.glob("*.js"))
    return {file.stem: [imported for _, imported in _IMPORT.findall(_text(file.name))] for file in files}


def in_order(names: Iterable[str]) -> list[str]:
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
    return f"const MODULES = {{}};\n{script_of(names)}"


def script_of(names: Iterable[str]) -> str:
    """Just these modules, each as a function that gives what it exports."""
    return "\n".join(map(_as_function, names))


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
    """The style sheets of these modules and of all that they import, below the one that all share."""
    return ["common.css", *filter(None, map(sheet_of, in_order(names)))]


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
