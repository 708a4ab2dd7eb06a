"""The text of a lesson for JupyterLab: links that lead somewhere, works cited in words, and quotation marks as in the
questions beside it. All of it is pure.

A page of the book writes links and citations for Sphinx. In a learner's folder the other notebooks have numbered names,
the other pages are not there, and a citation links to the work itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from softskills.phrases import typographic

_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]+)\)")
_CITATION = re.compile(r"\{cite:(?P<kind>[pt])\}`(?P<keys>[^`]+)`")
_TARGET = re.compile(r"^\([\w:.-]+\)=[ \t]*\n?", re.MULTILINE)
_MARK = "\ue000"  # stands for what is no prose
_NO_PROSE = re.compile(r"(```.*?```|`[^`\n]*`|<[^<>\n]*>|\]\([^()\s]*\)|\$[^$\n]*\$)", re.DOTALL)
_OPENED = re.compile(rf"(?<![^\s(\[“‘—])([*_{_MARK}]+)([\"'])(?=\S)")  # a quotation that is emphasized, or begins a tag
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//", re.IGNORECASE)


@dataclass(frozen=True)
class Work:
    """A work as a text names it: whose it is, its year, and where it is to be found, if anywhere."""

    by: str
    year: str
    address: str


def for_lab(text: str, names: Mapping[str, str], works: Mapping[str, Work]) -> str:
    """A text with its links and citations. `names`: by a notebook of the course its file beside this one."""
    text = _TARGET.sub("", text)
    text = _CITATION.sub(lambda found: _cited(found["kind"], found["keys"], works), text)
    return _set(_LINK.sub(lambda found: _link(found, names), text))


def _set(text: str) -> str:
    """The prose as in print. Code, tags, addresses and formulas stay as they were typed."""
    kept = _NO_PROSE.findall(text)
    masked = _OPENED.sub(lambda found: found[1] + ("“" if found[2] == '"' else "‘"), _NO_PROSE.sub(_MARK, text))
    parts = typographic(masked).split(_MARK)
    return "".join(part + mark for part, mark in zip(parts, [*kept, ""], strict=True))


def _cited(kind: str, keys: str, works: Mapping[str, Work]) -> str:
    """ "(Weger et al., 2014)" of a citation in brackets, "Weger et al. (2014)" of one within the sentence."""
    found = [works.get(key.strip(), Work(key.strip(), "", "")) for key in keys.split(",")]
    if kind == "t":
        return ", ".join(_linked(f"{work.by} ({work.year})" if work.year else work.by, work.address) for work in found)
    inner = [_linked(", ".join(filter(None, (work.by, work.year))), work.address) for work in found]
    return f"({'; '.join(inner)})"


def _linked(text: str, address: str) -> str:
    return f"[{text}]({address})" if address else text


def _link(found: re.Match[str], names: Mapping[str, str]) -> str:
    target, text = found["target"], found["text"]
    if _ELSEWHERE.match(target):
        return found[0]
    path, mark, part = target.partition("#")
    page = PurePosixPath(path)
    if not found["picture"] and page.suffix == ".ipynb" and page.stem in names:
        return f"[{text}]({names[page.stem]}{mark}{part})"
    return f"*{text}*" if found["picture"] else f"*{text}* (in the book)"
