"""Takes from each page what others put there and nothing on it uses: scripts and styles.

Sphinx and its extensions give all they have to every page. Files that are not named here, such as a course's own, stay.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

NEVER = re.compile(r"(?!)")
SEARCH = re.compile(r"^search\.html\n")
CODE = re.compile(r'class="highlight')
TABS_AND_CARDS = re.compile(r'class="[^"]*\bsd-')
FOLDS = re.compile(r'class="[^"]*\b(?:toggle|dropdown)\b')
CELLS = re.compile(r'class="[^"]*\b(?:cell_input|stream|stderr|text_plain|text_latex|traceback|dataframe)\b')

USED_BY = {
    r"copybutton(?:_funcs)?\.js|clipboard\.min\.js": CODE,
    r"documentation_options\.js": re.compile(f"{SEARCH.pattern}|{CODE.pattern}"),
    r"doctools\.js|sphinx_highlight\.js|translations\.js": SEARCH,
    r"styles/furo\.css|forms\.css|softskills\.css": NEVER,  # what is needed of them is in `theme.css`
    r"pygments\.css|furo-extensions\.css|copybutton\.css": NEVER,  # what is needed of them is in the page: see `parts`
    r"softskills-paper\.css": NEVER,  # it is in `print.css`
    r"sphinx-design.*\.css|design-tabs\.js": TABS_AND_CARDS,
    r"togglebutton\.(?:css|js)|toggleHint|toggleOpenOnPrint|togglebuttonSelector": FOLDS,
    r"mystnb.*\.css": CELLS,
    r"furo\.js|sphinx-book-theme\.js": NEVER,
    r"sphinx-thebe\.(?:css|js)|THEBE_JS_URL": NEVER,
}
"""By the name of a file, or of what a script within the page declares: the sign of a page that uses it."""


def drop_unused(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Keep what the text of the page uses, and no second of two scripts with one text, which would declare it twice."""
    page = f"{templatename}\n{context.get('body', '')}"
    for kind in ("css_files", "script_files"):
        seen: set[str] = set()
        kept = []
        for file in context.get(kind, []):
            name = _name(file)
            if is_used(name, page) and name not in seen:
                kept.append(file)
            seen.add(name)
        context[kind][:] = kept


def drop_thebe(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take out what Thebe writes at the foot of each page, to run its code elsewhere. No page of ours runs any."""
    for node in list(doctree.children):
        if isinstance(node, nodes.raw) and re.match(
            r"\s*<script[^>]*>\s*(?:\{\s*requestKernel|kernelName = )", node.astext()
        ):
            doctree.remove(node)


def is_used(name: str, page: str) -> bool:
    """Whether a page, given as the name of its template and its text, is to have a file or a script that begins so."""
    sign = next((sign for pattern, sign in USED_BY.items() if re.search(rf"(?:^|/|\b)(?:{pattern})", name)), None)
    return sign is None or bool(sign.search(page))


def _name(file: Any) -> str:
    """The address of a script or style, or the text of a script within the page."""
    return str(getattr(file, "filename", None) or getattr(file, "attributes", {}).get("body") or file)
