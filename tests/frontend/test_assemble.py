"""The modules of the front end, joined for JupyterLab and for the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from softskills.frontend import assemble
from softskills.widgets import WIDGETS

NAMES = [widget.front_end for widget in WIDGETS]
OTHERS = (
    *("frame", "returning", "marks", "search_page", "standalone", "offline", "worker", "start"),
    *("assignment", "marking", "packaged", "scorm_shell", "in_myst"),
)
"""What pages load besides their widgets, what a learner's folder opens on, what makes an assignment's page, where
an instructor marks, what only packages for platforms have, and what pages of MyST load.
"""
MODULE_LINES = 250


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A front end of a test's own."""
    monkeypatch.setattr(assemble, "FOLDER", tmp_path)
    monkeypatch.setattr(assemble, "_text", lambda name: (tmp_path / name).read_text("utf-8"))
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_widget_is_one_module_that_imports_nothing_and_exports_its_render(name: str) -> None:
    module = assemble.module(name)
    assert re.findall(r"^(?:import|export)\b.*", module, re.MULTILINE) == ["export default { render };"]


def test_a_page_has_one_classic_script_with_every_widget() -> None:
    script = assemble.page_script(NAMES, "my-course")
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert 'MODULES.page.start("my-course", MODULES);' in script
    for name in assemble.in_order([*NAMES, "page"]):
        assert script.count(f"MODULES.{name} = ") == 1


def test_modules_stand_below_those_that_they_import() -> None:
    script = assemble.script(NAMES)
    for name, imported in assemble.modules().items():
        for other in imported if f"MODULES.{name} = " in script else []:
            assert script.index(f"MODULES.{other} = ") < script.index(f"MODULES.{name} = ")


def test_every_module_is_used_and_small() -> None:
    used = assemble.in_order([*NAMES, "page", *OTHERS])
    for name in assemble.modules():
        assert name in used
        assert len((assemble.FOLDER / f"{name}.js").read_text("utf-8").splitlines()) < MODULE_LINES


def test_no_words_of_a_widget_have_a_straight_apostrophe() -> None:
    """The rest of a page has none either."""
    words = re.compile(r"""["`][^"`]*[a-z]'[a-z]""", re.IGNORECASE)
    code = {name: re.sub(r"^\s*(//|/?\*).*|\s// .*", "", text, flags=re.MULTILINE) for name, text in _texts().items()}
    code.pop("calendar")  # what is in a calendar's file is on nobody's page
    assert [
        f"{name}: {line.strip()}" for name, text in code.items() for line in text.split("\n") if words.search(line)
    ] == []


def _texts() -> dict[str, str]:
    return {name: (assemble.FOLDER / f"{name}.js").read_text("utf-8") for name in assemble.modules()}


def test_what_a_module_exports_is_what_the_others_get(folder: Path) -> None:
    (folder / "one.js").write_text("export const ONE = 1;\nexport async function two() {}\nclass Mine {}\n", "utf-8")
    (folder / "w.js").write_text('import { ONE, two } from "./one.js";\n\nexport default { ONE, two };\n', "utf-8")
    assert assemble.module("w") == (
        "const MODULES = {};\n"
        "MODULES.one = (() => {\nconst ONE = 1;\nasync function two() {}\nclass Mine {}\nreturn { ONE, two };\n})();\n"
        "const { ONE, two } = MODULES.one;\n\nexport default { ONE, two };\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        'import * as all from "./one.js";\n',
        'import "./one.js";\n',
        "export let changing = 1;\n",
        "const one = 1;\nexport { one };\n",
        "export default { one: 1 };\nconst after = 1;\n",
    ],
)
def test_what_cannot_be_joined_is_refused(folder: Path, text: str) -> None:
    (folder / "one.js").write_text("export const ONE = 1;\n", "utf-8")
    (folder / "odd.js").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"odd\.js: this cannot be joined with other modules: "):
        assemble.script(["odd"])


def test_a_circle_of_imports_is_refused(folder: Path) -> None:
    (folder / "one.js").write_text('import { TWO } from "./two.js";\nexport const ONE = TWO;\n', "utf-8")
    (folder / "two.js").write_text('import { ONE } from "./one.js";\nexport const TWO = ONE;\n', "utf-8")
    with pytest.raises(ValueError, match="one -> two -> one"):
        assemble.script(["one"])
