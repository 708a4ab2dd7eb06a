"""JSON Schemas of the content files, made from the models, so that an editor completes and checks what an author types.

They tell the shape of a file. What needs more than one field to be seen, such as a letter that the key lacks, is told
by `softskills check`.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, ClassVar

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from softskills.authoring.guide import explain
from softskills.course import Course, Settings
from softskills.items.models import CompetencyFile, ItemSet, LessonFile, Quiz, QuizKeys
from softskills.items.outline import Outline
from softskills.sources import Model

SCHEMAS: dict[str, type[Model]] = {
    "competencies": CompetencyFile,
    "course": Settings,
    "lessons": LessonFile,
    "outline": Outline,
    "quiz": Quiz,
    "quiz-keys": QuizKeys,
    "scenarios": ItemSet,
}
"""The model of each sort of content file, by the name of its schema."""


def schema_file(course: Course, name: str) -> Path:
    """Where the schema of this name lies."""
    return course.schemas / f"{name}.schema.json"


def schema(name: str, settings: Settings) -> dict[str, Any]:
    """The schema of this name, JSON Schema draft 2020-12, with the numbers that the course holds texts to.

    Raises KeyError.
    """

    class ForTheseAuthors(_ForAuthors):
        course = settings

    made = SCHEMAS[name].model_json_schema(schema_generator=ForTheseAuthors)
    return {"$schema": ForTheseAuthors.schema_dialect, **made}


def write_schemas(course: Course) -> list[tuple[Path, bool]]:
    """Bring the schemas of the course up to date: each file, from its root, and whether it changed."""
    course.schemas.mkdir(parents=True, exist_ok=True)
    return [
        (schema_file(course.relative, name), _write(schema_file(course, name), name, course.settings))
        for name in SCHEMAS
    ]


def _write(file: Path, name: str, settings: Settings) -> bool:
    text = json.dumps(schema(name, settings), ensure_ascii=False, indent=2) + "\n"
    if file.is_file() and file.read_text("utf-8") == text:
        return False
    file.write_text(text, "utf-8")
    return True


def modeline(file: Path, course: Course, name: str = "scenarios") -> str:
    """The comment by which an editor finds the schema of a content file: its first line."""
    way = Path(os.path.relpath(schema_file(course, name), file.parent)).as_posix()
    return f"# yaml-language-server: $schema={way}"


class _ForAuthors(GenerateJsonSchema):
    """What pydantic makes of the models, with the author's guide in it, and without titles made from field names."""

    course: ClassVar[Settings]

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        made["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", made["title"]).capitalize()  # an editor shows it
        if "description" in made:  # the docstring
            made["description"] = " ".join(made["description"].split())
        for field, value in made["properties"].items():
            if told := explain(schema["cls"], field, self.course):
                value["description"] = told
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> dict[str, Any]:
        """A name that does not fit its pattern is a fault, not a name about which nothing is said."""
        made = super().dict_schema(schema)
        return made | {"additionalProperties": False} if "patternProperties" in made else made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> dict[str, Any]:
        """Only `oneOf`: the kinds in it tell the cases apart, and `discriminator` is no word of JSON Schema."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator", None)
        return made
