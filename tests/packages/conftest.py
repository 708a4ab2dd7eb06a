"""One package of the small course for each version, of the part with its lesson on listening."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from softskills.course import course_at
from softskills.packages.contents import Version
from softskills.packages.scorm import write_package
from support.once import made_once
from support.places import LISTENING_COURSE


@pytest.fixture(params=["1.2", "2004"])
def version(request: pytest.FixtureRequest) -> Version:
    return cast("Version", request.param)


@pytest.fixture
def package(version: Version, listening_book: Path) -> Path:
    """Read only."""

    def make(file: Path) -> None:
        write_package(course_at(LISTENING_COURSE), listening_book, file, 3, version)

    return made_once(f"package-{version}.zip", make)
