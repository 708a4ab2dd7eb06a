"""A class with marks in a gradebook, and a pretend platform that knows its key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from softskills.grading.passback.settings import read_key
from support.lti_platform import lti_platform
from support.once import made_once
from support.passback_class import Class, make_passback_class


@pytest.fixture
def graded(tmp_path: Path) -> Iterator[Class]:
    root = tmp_path / "course"
    shutil.copytree(made_once("passback-class", make_passback_class), root)
    key = read_key(root / "lti-key.pem")
    with lti_platform(RSAKey.import_key(key.as_pem(private=False))) as platform:
        found = Class(root, platform)
        platform.now = found.now
        found.settle()
        yield found
