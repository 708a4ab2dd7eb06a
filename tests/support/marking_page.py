"""The desk for marking in a browser: the real module, and behind it a real session with its gradebook."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from softskills.frontend import assemble
from softskills.marking.session import Session

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Marking</title></head>
<body data-jp-theme-light="true"><main><h1>A notebook</h1><div id="place"></div></main></body></html>"""
_LOOK = """body { margin: 0; padding: 8px; background: var(--jp-layout-color1); color: var(--jp-content-font-color1);
    font-family: sans-serif; font-size: 14px }"""
_START = """content => {
    const listeners = new Set();
    const model = {
        get: name => ({ content })[name],
        on: (event, listener) => listeners.add(listener),
        off: (event, listener) => listeners.delete(listener),
        send: message => window.toKernel(message).then(reply => listeners.forEach(hear => hear(reply))),
    };
    MODULES.marking.render({ model, el: document.getElementById("place") });
}"""


def open_desk(browser: Browser, session: Session) -> Page:
    """The front end over a session, in the light colours of JupyterLab, with a text shown."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.expose_function("toKernel", session.reply)
    page.set_content(_PAGE)
    for style in (lab_theme("light"), _LOOK, assemble.style("marking")):
        page.add_style_tag(content=style)
    page.add_script_tag(content=assemble.script(["marking"]))
    page.evaluate(_START, session.content())
    page.wait_for_selector(".ss-to-mark .ss-typed")
    return page


def lab_theme(name: str) -> str:
    """The variables of one of JupyterLab's own themes."""
    folder = Path(sys.prefix) / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab" / f"theme-{name}-extension"
    return (folder / "index.css").read_text("utf-8")


def darken(page: Page) -> None:
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.add_style_tag(content=lab_theme("dark"))
