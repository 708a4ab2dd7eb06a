"""How the tests are laid out."""

from __future__ import annotations

import ast

import pytest

from support.places import ROOT


def imported(source: str) -> set[str]:
    """The modules that a source imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module or ''}.{alias.name}" for alias in node.names)}
    return names


def holds_tests(module: str) -> bool:
    return any(part.startswith("test_") or part == "conftest" for part in module.split("."))


def test_no_module_imports_tests() -> None:
    """What several need stands in tests/support; so a file of tests can be moved, renamed or run on its own."""
    files = sorted((ROOT / "tests").rglob("*.py"))
    found = {(file.name, name) for file in files for name in imported(file.read_text("utf-8")) if holds_tests(name)}
    assert len(files) > 60
    assert found == set()


@pytest.mark.parametrize(
    "source", ["from test_page import x", "import conftest", "from support import test_x", "def f(): import a.test_b"]
)
def test_such_an_import_is_found(source: str) -> None:
    assert any(map(holds_tests, imported(source)))
