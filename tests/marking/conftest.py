"""One class for all tests of marking. Each test finds its gradebook as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.grading_course import Course
from support.marking_class import kept_database, make_marking_class, restore


@pytest.fixture(scope="session")
def marking_class(tmp_path_factory: pytest.TempPathFactory) -> Course:
    course = make_marking_class(tmp_path_factory.mktemp("marking"))
    kept_database(course)
    return course


@pytest.fixture
def course(marking_class: Course) -> Iterator[Course]:
    yield marking_class
    restore(marking_class)
