"""What a widget shows of its items before anything is answered, as text. Nothing of a key is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from softskills.publishing.islands import ISLAND

_STATE = re.compile(rf'<div class="{ISLAND}"[^>]*><script type="application/json">(.*?)</script>', re.DOTALL)
_SHOWN = ("title", "stem", "text", "goal", "question", "prompt")
_WITHIN = ("item", "parts", "options", "scenes", "choices")


def texts_of(html: str) -> Iterator[tuple[str, str, str]]:
    """Of each island its item's id, or nothing when it has no single one; its title; and the rest."""
    for state in _STATE.findall(html):
        content = json.loads(state)["content"]
        item = content.get("item") or {}
        title = item.get("title") or content.get("title") or ""
        yield item.get("id", ""), title, " ".join(text for text in _texts(content) if text != title)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a part of a widget's content, in their order. What is not named here stays out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name in _SHOWN:
            if isinstance(value.get(name), str):
                yield value[name]
        for name in _WITHIN:
            if name in value:
                inner = value[name]
                named = name in ("options", "scenes", "choices") and isinstance(inner, dict)
                yield from _texts(list(inner.values()) if named else inner)
