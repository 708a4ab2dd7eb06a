"""What goes into the course's wheel: named file by file, so that no key and nobody's answers can slip in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

COURSE = Path(__file__).resolve().parents[2]
MODULE = "building_soft_skills"

FILES = (
    "course.yml",
    "_toc.yml",
    "book/references.bib",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-CONTENT",
    "data/*.yml",
    "data/ATTRIBUTION.md",
    "data/crosswalk.csv",
    "data/occupations.csv",
    "data/pictures/*.svg",
    "data/scenarios/*.yml",
    "notebooks/*.ipynb",
    "exercises/source/*/quiz.yml",
    "exercises/source/*/*.ipynb",
)


class Dependencies(MetadataHookInterface):
    """The engine of the same version."""

    def update(self, metadata: dict[str, Any]) -> None:
        metadata["dependencies"] = [f"softskills=={metadata['version']}"]


class Contents(BuildHookInterface):  # type: ignore[type-arg]
    """The course's files, in the folders they have in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for pattern in FILES:
            found = sorted(COURSE.glob(pattern))
            if not found:
                raise FileNotFoundError(f"{COURSE} has no {pattern}. The course's wheel is built in a checkout.")
            build_data["force_include"] |= {str(file): f"{MODULE}/{file.relative_to(COURSE)}" for file in found}
