"""The front end as text: each widget's script and style, each with what all widgets share put before it.

No build step: the files beside this one are what runs, in JupyterLab and on the page alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
EXPORT = "export default"


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def module(name: str) -> str:
    """The ES module of one widget, for anywidget."""
    return _text("common.js") + "\n" + _text(f"{name}.js")


def style(name: str) -> str:
    """The style sheet of one widget."""
    return _text("common.css") + "\n" + _text(f"{name}.css")


def page_script(names: Iterable[str], course: str) -> str:
    """One classic script for published pages: all widgets and the loader that mounts them.

    A classic script, because a page opened straight from a folder may not import modules. `course` keeps this
    course's records apart from others on the same origin.
    """
    widgets = [
        f"(() => {{\n{_text(f'{name}.js').replace(EXPORT, f'WIDGETS.{name} =')}\n}})();" for name in sorted(set(names))
    ]
    head = f'"use strict";\nconst COURSE = "{course}";\nconst WIDGETS = {{}};'
    return "(() => {\n" + "\n".join([head, _text("common.js"), *widgets, _text("page.js")]) + "\n})();\n"


def page_style(names: Iterable[str]) -> str:
    """One style sheet for published pages."""
    return "\n".join([_text("common.css"), *(_text(f"{name}.css") for name in sorted(set(names))), _text("page.css")])
