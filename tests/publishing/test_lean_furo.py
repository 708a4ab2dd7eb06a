"""Furo's style sheet loses its layout, and nothing that the text of a page may use: what is rare stands in the page."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from softskills.publishing.theme.lean_furo import LAYOUT, OF_PARTS, PARTS, for_classes, lean, of_parts
from softskills.publishing.theme.parts import style_for

FURO = (files("furo") / "theme" / "furo" / "static" / "styles" / "furo.css").read_text("utf-8")


def test_rules_of_the_layout_go_and_others_stay_as_they_are() -> None:
    style = (
        ".sidebar-tree a,table.docutils{color:var(--a)}@media print{.toc-drawer{x:y}p{z:w}}@media x{.overlay{a:b}}"
        "body{--a:red;--b:url('data:a;{}');--c:var(--d);--d:1}@font-face{src:x}p:not(.a,.b)>a{--e:1}"
    )
    kept = "table.docutils{color:var(--a)}@media print{p{z:w}}body{--a:red;}@font-face{src:x}p:not(.a,.b)>a{--e:1}"
    assert lean(style, "var(--e)") == kept


def test_of_furo_itself_text_stays_and_rare_parts_are_apart() -> None:
    usual, rare = lean(FURO), of_parts(FURO)
    assert len(usual) < len(FURO) / 3
    for part in ("table.docutils", "blockquote", "a:visited", "code.literal"):
        assert part in usual, part
    for part in (".admonition", ".footnote", "kbd", ".highlight", "aside.sidebar", "article .align-right"):
        assert part in rare and part not in usual, part
    assert "var(--icon-warning)" in rare and "--icon-warning:" in lean(FURO, rare), "the rare rules find their values"
    for style in (usual, rare):
        assert style.count("{") == style.count("}")


def test_a_selector_goes_with_its_part_and_leaves_the_others() -> None:
    style = "p,.admonition p{a:b}[class^=highlight-]{c:d}@media print{kbd{e:f}}.mathjax{g:h}"
    assert lean(style) == "p{a:b}.mathjax{g:h}"
    assert of_parts(style) == ".admonition p{a:b}[class^=highlight-]{c:d}@media print{kbd{e:f}}"


@pytest.mark.parametrize(
    ("html", "rare"),
    [
        ('<div class="highlight-sh notranslate">', True),
        ('<aside class="footnote brackets">', True),
        ("<kbd>Ctrl</kbd>", True),
        ('<table class="docutils align-default">', False),
        ('<section class="tex2jax_ignore mathjax_ignore">', False),
        ('<p class="lead">A note about highlight and kbd.</p>', False),
    ],
)
def test_a_page_says_whether_it_has_such_a_part(html: str, rare: bool) -> None:
    assert bool(PARTS.search(html)) is rare


def test_a_page_has_the_rules_of_its_own_parts_and_no_others() -> None:
    code = '.highlight .k{color:red}body[data-theme="dark"] .highlight .k{color:blue}.highlight .kd{color:green}'
    style = style_for('<div class="highlight"><pre><span class="k">x</span></pre></div>', code)
    assert ".highlight .k{color:red}" in style and ".kd" not in style
    assert 'html[data-theme="dark"] body .highlight .k{color:blue}' in style, "the root chooses light or dark"
    assert ".copybtn" in style, "a script adds the button"
    assert ".admonition" not in style and "#furo-" not in style
    assert for_classes(".a .b{x:y}.a{z:w}", {"a"}) == ".a{z:w}"


def test_no_selector_is_both_usual_and_rare() -> None:
    assert not OF_PARTS.search(re.sub(r"--[\w-]+:[^;}]*", "", "".join(re.findall(r"[^{}]+\{", lean(FURO)))))


def test_no_page_has_a_part_of_furos_layout(built_book: Path) -> None:
    for file in built_book.rglob("*.html"):
        for names in re.findall(r'class="([^"]+)"', file.read_text("utf-8")):
            for name in names.split():
                assert not LAYOUT.match(f".{name}"), f"{file.name}: {name}"
