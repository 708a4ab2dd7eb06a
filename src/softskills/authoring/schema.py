"""JSON Schemas of the content files, made from the models, so that an editor completes and checks what an author types.

They tell the shape of a file. What needs more than one field to be seen, such as a letter that the key lacks, is told
by `softskills check`.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from softskills.authoring.guide import explain
from softskills.items.models import CompetencyFile, ItemSet, LessonFile, Quiz, QuizKeys
from softskills.items.outline import Outline
from softskills.sources import Model

FOLDER = Path("data/schemas")
SCHEMAS: dict[str, type[Model]] = {
    "competencies": CompetencyFile,
    "lessons": LessonFile,
    "outline": Outline,
    "quiz": Quiz,
    "quiz-keys": QuizKeys,
    "scenarios": ItemSet,
}
"""The model of each sort of content file, by the name of its schema."""


def schema_file(name: str) -> Path:
    """Where the schema of this name lies, below the course's folder."""
    return FOLDER / f"{name}.schema.json"


def schema(name: str) -> dict[str, Any]:
    """The schema of this name, JSON Schema draft 2020-12. Raises KeyError."""
    made = SCHEMAS[name].model_json_schema(schema_generator=_ForAuthors)
    return {"$schema": _ForAuthors.schema_dialect, **made}


def write_schemas(root: Path) -> list[tuple[Path, bool]]:
    """Bring the schemas below the course's folder `root` up to date: each file, and whether it changed."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    return [(file, _write(root / file, name)) for name in SCHEMAS for file in [schema_file(name)]]


def _write(file: Path, name: str) -> bool:
    text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
    if file.is_file() and file.read_text("utf-8") == text:
        return False
    file.write_text(text, "utf-8")
    return True


def modeline(file: Path, root: Path, name: str = "scenarios") -> str:
    """The comment by which an editor finds the schema of a content file: its first line."""
    way = Path(os.path.relpath(root / schema_file(name), file.parent)).as_posix()
    return f"# yaml-language-server: $schema={way}"


class _ForAuthors(GenerateJsonSchema):
    """What pydantic makes of the models, with the author's guide in it, and without titles made from field names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> dict[str, Any]:
        made = super().model_schema(schema)
        made["title"] = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", made["title"]).capitalize()  # an editor shows it
        if "description" in made:  # the docstring
            made["description"] = " ".join(made["description"].split())
        for field, value in made["properties"].items():
            if told := explain(schema["cls"], field):
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
