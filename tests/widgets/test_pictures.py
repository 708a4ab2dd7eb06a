"""Pictures: each has its text alternative, takes the theme's colours, and is found by its name."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from softskills.items import data_folder
from softskills.widgets.pictures import picture
from support.places import ROOT

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(file.stem for file in (data_folder() / "pictures").glob("*.svg"))
LESSONS = ROOT / "notebooks"


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_named_and_described_in_words(name: str) -> None:
    root = ElementTree.fromstring(picture(name).svg)
    said = {element.get("id"): (element.text or "").strip() for element in root if element.tag != f"{SVG}rect"}
    named = root.get("aria-labelledby", "").split()
    assert root.get("role") == "img"
    assert named == [f"picture-{name}-title", f"picture-{name}-text"]
    assert all(said[one] for one in named)
    assert len(said[named[1]].split()) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_no_colour_of_its_own_but_as_a_fallback(name: str) -> None:
    svg = picture(name).svg
    outside = re.sub(r"var\((?:[^()]|\([^()]*\))*\)", "", svg)
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb\(|(fill|stroke)=\"(?!none|currentColor)", outside)
    assert "currentColor" in svg
    assert not re.search(r"<script|<image|href=|\bon\w+=", svg)


def test_every_picture_is_shown_in_a_lesson() -> None:
    shown = {
        name
        for file in LESSONS.glob("*.ipynb")
        for name in re.findall(r'picture\(\\?"([a-z-]+)', file.read_text("utf-8"))
    }
    assert shown == set(NAMES)


def test_an_unknown_picture_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(LookupError, match="practice-loop"):
        picture("practise-loop")


def test_the_markup_and_the_plain_text() -> None:
    shown = picture(NAMES[0])
    assert shown._repr_html_().startswith('<figure class="ss-picture"')
    assert repr(shown) == f"picture({NAMES[0]!r})"
