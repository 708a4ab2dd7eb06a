"""What a page loads: each module once, after those that it imports, and nothing that its widgets do not need."""

from __future__ import annotations

import re

import pytest

from softskills.frontend import assemble
from softskills.frontend.bundles import COMMON, SHARED, Bundle, bundles_for, loaded_by
from softskills.widgets import WIDGETS

NAMES = [widget.front_end for widget in WIDGETS]


@pytest.fixture(scope="module")
def bundles() -> dict[str, Bundle]:
    return bundles_for(NAMES)


def test_every_module_and_every_style_sheet_is_in_one_bundle(bundles: dict[str, Bundle]) -> None:
    modules = [module for bundle in bundles.values() for module in bundle.modules]
    assert sorted(modules) == sorted(assemble.in_order([*NAMES, "page"]))
    sheets = [sheet for bundle in bundles.values() for sheet in bundle.sheets]
    assert sorted(sheets) == sorted([*SHARED, *filter(None, map(assemble.sheet_of, modules))])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_one_widget_has_all_that_it_imports_in_order_and_no_widget_of_others(
    name: str, bundles: dict[str, Bundle]
) -> None:
    loaded = [module for bundle in loaded_by([name], bundles) for module in bundle.modules]
    for module in loaded:
        assert all(loaded.index(other) < loaded.index(module) for other in assemble.modules()[module])
    assert {*assemble.in_order([name]), "page"} <= set(loaded)
    large = {module for module in NAMES if module in bundles}  # a small one may go with another
    assert (large & set(loaded)) <= set(assemble.in_order([name])) | set(bundles[COMMON].modules)


def test_the_common_one_comes_first_and_is_what_most_pages_need(bundles: dict[str, Bundle]) -> None:
    assert loaded_by(["story"], bundles)[0].name == COMMON
    assert {"page", "core", "keeper"} <= set(bundles[COMMON].modules)
    assert not {"practice", "progress", "profile", "story"} & set(bundles[COMMON].modules)


def test_scripts_of_one_page_share_their_modules(bundles: dict[str, Bundle]) -> None:
    for bundle in bundles.values():
        assert re.findall(r"^MODULES\.(\w+) = ", bundle.script, re.MULTILINE) == [*bundle.modules]
        assert bundle.script.endswith("})((globalThis.softskillsModules ??= {}));\n")
