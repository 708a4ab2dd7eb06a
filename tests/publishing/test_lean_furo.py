"""Furo's style sheet loses its layout, and nothing that the text of a page may use."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from softskills.publishing.theme.lean_furo import LAYOUT, lean

FURO = (files("furo") / "theme" / "furo" / "static" / "styles" / "furo.css").read_text("utf-8")


def test_rules_of_the_layout_go_and_others_stay_as_they_are() -> None:
    style = (
        ".sidebar-tree a,table.docutils{color:var(--a)}@media print{.toc-drawer{x:y}p{z:w}}@media x{.overlay{a:b}}"
        "body{--a:red;--b:url('data:a;{}');--c:var(--d);--d:1}@font-face{src:x}p:not(.a,.b)>a{--e:1}"
    )
    kept = "table.docutils{color:var(--a)}@media print{p{z:w}}body{--a:red;}@font-face{src:x}p:not(.a,.b)>a{--e:1}"
    assert lean(style, "var(--e)") == kept


def test_of_furo_itself_text_stays_and_more_than_a_third_goes() -> None:
    kept = lean(FURO)
    assert len(kept) < len(FURO) * 2 / 3
    for part in (".admonition", "table.docutils", ".footnote", "blockquote", "kbd", ".highlight", "--icon-warning:"):
        assert part in kept, part
    assert kept.count("{") == kept.count("}")


def test_no_page_has_a_part_of_furos_layout(built_book: Path) -> None:
    for file in built_book.rglob("*.html"):
        for names in re.findall(r'class="([^"]+)"', file.read_text("utf-8")):
            for name in names.split():
                assert not LAYOUT.match(f".{name}"), f"{file.name}: {name}"
