"""At which address a book is published, where whoever builds it says so: no course can know all places it is put to."""

from __future__ import annotations

import os
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

SITE = "SOFTSKILLS_SITE"
"""In the environment of a build: the address, such as https://example.org/course/. It goes before `_config.yml`'s."""


def setup(app: Sphinx) -> None:
    app.connect("config-inited", take_address)


def take_address(app: Sphinx, config: Any) -> None:
    """Set `html_baseurl`, which canonical links and the list of pages are made with."""
    address = os.environ.get(SITE, "").strip()
    if not address:
        return
    if not address.startswith(("https://", "http://")):
        raise ExtensionError(
            f"{SITE} is {address!r}. Name the whole address of the book, such as https://example.org/course/"
        )
    config.html_baseurl = address if address.endswith("/") else f"{address}/"
