"""Scripts are sent smaller, with the package that does it and without."""

from __future__ import annotations

import pytest

from softskills.publishing.site import minifying

TEXT = "// why\nconst long = (name) => `  ${name}  `;\nglobalThis.told = long(1);\n"


def test_scripts_are_minified_by_name() -> None:
    made = minifying.minified({"a": TEXT, "b": "let  x;"})
    assert set(made) == {"a", "b"}
    assert "why" not in made["a"]
    assert "`  ${" in made["a"]
    assert len(made["a"]) < len(TEXT)


def test_without_the_package_comments_go_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minifying, "find_spec", lambda name: None)
    assert minifying.minified({"a": TEXT})["a"].startswith("const long=(name)=>`  ${name}  `;")


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ValueError, match="could not be minified"):
        minifying.minified({"a": "const = ;"})
