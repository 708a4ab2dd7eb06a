"""Furo's style sheet without its layout, for the theme has its own. What stays is how text and its parts look."""

from __future__ import annotations

import re
from collections.abc import Iterator

LAYOUT = re.compile(
    r"\.(?:sidebar-|toc-|theme-(?:toggle|icon)|mobile-header|header-(?:left|center|right)|nav-overlay|overlay|page-info|content-icon|"
    r"article-container|back-to-top|bottom-of-page|left-details|right-details|related-pages|next-page|prev-page|"
    r"furo-related|announcement|skip-to-content|muted-link|searchbox|last-updated|show-source|rtd-|sig-|api-)|"
    r"\.(?:icon|page|main|content|brand|logo|search|copyright|injected|sig|py|c|cpp|js|rst)(?![\w-])|"
    r"dl\[class\]|#__|\#searchbox|#furo-|#search-"
)
"""What a selector names when it's about Furo's own frame, or about the documentation of an interface."""

THEMED = re.compile(r"(?:html )?body(\[data-theme=\w+\]|:not\(\[data-theme=\w+\]\))")
"""What chooses light or dark. Furo has it on the body; on the root it's there before the body is."""

_RULE = re.compile(r"([^{}]*)\{")
_PROPERTY = re.compile(r"(--[\w-]+):(?:url\('[^']*'\)|[^;{}])*;?")
_USED = re.compile(r"var\(\s*(--[\w-]+)")


def lean(style: str, used_by: str = "") -> str:
    """A style sheet without the rules of the layout, and without custom properties that neither it nor another uses."""
    style = THEMED.sub(r"html\1 body", style)
    kept = "".join(_kept(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)))
    while True:
        used = {*_USED.findall(kept), *_USED.findall(used_by)}
        fewer = _PROPERTY.sub(lambda found, used=used: found[0] if found[1] in used else "", kept)  # type: ignore[misc]
        if fewer == kept:
            return kept
        kept = fewer


def _kept(style: str) -> Iterator[str]:
    place = 0
    while found := _RULE.match(style, place):
        head, end = found[1].strip(), _end_of_block(style, found.end())
        body = style[found.end() : end]
        place = end + 1
        if head.startswith(("@media", "@supports", "@container")):
            body = "".join(_kept(body))
        elif not head.startswith("@"):
            head = ",".join(one for one in _selectors(head) if not LAYOUT.search(one))
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
