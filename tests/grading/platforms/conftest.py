"""A course whose part 2 is released, with nothing of the developer's own settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.grading_course import Course


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("platforms")
        patch.setenv("HOME", str(base / "home"))
        patch.setenv("NBGRADER_EXCHANGE", str(base / "exchange"))
        patch.delenv("NBGRADER_DB_URL", raising=False)
        course = Course(base)
        course.do("generate_assignment", "part-2")
        yield course
