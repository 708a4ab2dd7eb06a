"""The address at which a book is published, from the environment of its build."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import ExtensionError

from softskills.publishing.site.published_at import SITE, take_address


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("", "https://in.config/"),
        ("https://example.org/course", "https://example.org/course/"),
        ("https://example.org/course/", "https://example.org/course/"),
    ],
)
def test_who_builds_says_where_it_goes(monkeypatch: pytest.MonkeyPatch, said: str, address: str) -> None:
    monkeypatch.setenv(SITE, said)
    config: Any = SimpleNamespace(html_baseurl="https://in.config/")
    take_address(Any, config)  # type: ignore[arg-type]
    assert config.html_baseurl == address


def test_half_an_address_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, "example.org")
    with pytest.raises(ExtensionError, match="Name the whole address"):
        take_address(Any, SimpleNamespace(html_baseurl=""))  # type: ignore[arg-type]
