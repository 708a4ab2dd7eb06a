"""Furo's style sheet without its layout, for the theme has its own. What stays is how text and its parts look: those
that most pages have, and apart from them the parts that few have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

LAYOUT = re.compile(
    r"\.(?:sidebar-|toc-|theme-(?:toggle|icon)|mobile-header|header-(?:left|center|right)|nav-overlay|overlay|page-info|content-icon|"
    r"article-container|back-to-top|bottom-of-page|left-details|right-details|related-pages|next-page|prev-page|"
    r"furo-related|announcement|skip-to-content|muted-link|searchbox|last-updated|show-source|rtd-|sig-|api-)|"
    r"\.(?:icon|page|main|content|brand|logo|search|copyright|injected|sig|py|c|cpp|js|rst)(?![\w-])|"
    r"dl\[class\]|#__|\#searchbox|#furo-|#search-"
)
"""What a selector names when it's about Furo's own frame, or about the documentation of an interface."""

_PARTS = (
    r"admonition|topic|sidebar|footnote|highlight|literal-block|code-block|linenos|viewcode|guilabel|kbd|line-block|"
    r"math\b|epigraph|pull-quote|attribution|rubric|field-list|option-list|classifier|contents|centered|problematic|"
    r"(?:lower|upper)(?:alpha|roman)|version(?:modified|added|changed|removed)|deprecated|toctree-|genindex|domainindex|"
    r"headerlink|align-(?:left|right|center)|only-(?:dark|light)"
)
PARTS = re.compile(rf'class="(?:[^"]* )?(?:{_PARTS})|<kbd')
"""The sign of a page with a part that few pages have: a note, a footnote, code."""
OF_PARTS = re.compile(rf"(?:[.=-]|=\" )(?:{_PARTS})|\bkbd\b|\.property|:-moz-focus")
"""What a selector names when it's about such a part."""

THEMED = re.compile(r'(?:html )?body(\[data-theme="?\w+"?\]|:not\(\[data-theme="?\w+"?\]\))')
"""What chooses light or dark. Furo has it on the body; on the root it's there before the body is."""

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_RULE = re.compile(r"([^{}]*)\{")
_PROPERTY = re.compile(r"(--[\w-]+):(?:url\('[^']*'\)|[^;{}])*;?")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


def lean(style: str, used_by: str = "") -> str:
    """A style sheet without the rules of the layout and of rare parts, and without custom properties that neither it
    nor another uses.
    """
    kept = _kept_of(style, lambda one: not LAYOUT.search(one) and not OF_PARTS.search(one))
    while True:
        used = {*_USED.findall(kept), *_USED.findall(used_by)}
        fewer = _PROPERTY.sub(lambda found, used=used: found[0] if found[1] in used else "", kept)  # type: ignore[misc]
        if fewer == kept:
            return kept
        kept = fewer


def of_parts(style: str) -> str:
    """The rules of a style sheet about parts that few pages have."""
    return _kept_of(style, lambda one: bool(OF_PARTS.search(one)) and not LAYOUT.search(one))


def for_classes(style: str, classes: Collection[str]) -> str:
    """The rules of a style sheet that name no other class than these, and no part of the layout."""
    return _kept_of(style, lambda one: not LAYOUT.search(one) and all(name in classes for name in _CLASS.findall(one)))


def _kept_of(style: str, keep: Callable[[str], bool]) -> str:
    style = THEMED.sub(r"html\1 body", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return "".join(_kept(style, keep))


def _kept(style: str, keep: Callable[[str], bool]) -> Iterator[str]:
    """The rules of which a selector is to be kept, with those only."""
    place = 0
    while found := _RULE.match(style, place):
        head, end = found[1].strip(), _end_of_block(style, found.end())
        body = style[found.end() : end]
        place = end + 1
        if head.startswith(("@media", "@supports", "@container")):
            body = "".join(_kept(body, keep))
        elif head.startswith("@"):
            head = head if keep(head) else ""
        else:
            head = ",".join(one for one in _selectors(head) if keep(one))
        if head and body:
            yield f"{head}{{{body}}}"


def _end_of_block(style: str, place: int) -> int:
    """Where the brace stands that closes a block, from behind the one that opens it."""
    depth = 1
    for found in re.finditer(r"[{}]|url\('[^']*'\)", style[place:]):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return place + found.start()
    raise ValueError("the style sheet ends within a block")


def _selectors(head: str) -> list[str]:
    """The selectors of a list. A comma in brackets parts nothing."""
    return re.findall(r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^,(])+", head)
