"""The wheels, built once, and one environment with the engine and one with the course beside it."""

from __future__ import annotations

import pytest

from support.installed import Installed, Wheels, build_wheel, checkout

LEFT_BEHIND = (
    "notebooks/answers.jsonl",
    "notebooks/.ipynb_checkpoints/collaboration-checkpoint.ipynb",
    "data/scenarios/answers.jsonl",
    "exercises/source/part-1/answers.jsonl",
    "exercises/source/part-1/keys.yml",
    "exercises/gradebook.db",
)
"""What lies in a checkout where somebody learned and graded, and belongs to nobody else."""


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Wheels:
    """Both wheels, built in a copy of the checkout that has been used."""
    folder = checkout(tmp_path_factory.mktemp("checkout"))
    for name in LEFT_BEHIND:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("private\n", "utf-8")
    dist = tmp_path_factory.mktemp("dist")
    return Wheels(build_wheel(folder, dist), build_wheel(folder / "packaging" / "course", dist))


@pytest.fixture(scope="session")
def engine(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed.beside_the_tests(tmp_path_factory.mktemp("engine"), wheels.engine)


@pytest.fixture(scope="session")
def learner(wheels: Wheels, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed.beside_the_tests(tmp_path_factory.mktemp("learner"), wheels.engine, wheels.course)
