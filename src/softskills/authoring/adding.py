"""A new scenario at the end of a file, for its author to fill in. What a file holds stays as it is, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import yaml
from pydantic import TypeAdapter, ValidationError

from softskills.authoring.item_files import Found, find_items, items_of, named_in, scenario_files
from softskills.authoring.schema import modeline
from softskills.authoring.templates import item_template, set_template
from softskills.course import Course, Settings
from softskills.items import ContentError, Fault
from softskills.items.models import CompetencyFile
from softskills.sources import Identifier, Source, parse, read_yaml

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)


def add_scenario(course: Course, kind: str, item_id: str | None, competency: str | None, file: Path | None) -> Found:
    """Write the template of a scenario at the end of `file`, or into a new file. What a file holds stays as it is.

    Without a file, it is the one whose items train `competency`, or a new one of that name. Without an id, it is the
    name of the file with the next number. Raises ContentError, and writes nothing, for an id that is taken or is none,
    for an unknown competency or one that is not the file's, and for a file to which no item can be added.
    """
    if file is None:
        file = _file_of(course, competency)
    if file.suffix != ".yml":
        raise _refused(file, None, "the name of a set of items must end in .yml")
    source = read_yaml(file) if file.exists() else None
    taken = {item.data["id"]: item for item in (named_in(source) if source else ())} | find_items(course)
    item_id = item_id or _next_id(file, taken)
    if item_id in taken:
        raise _refused(file, item_id, f"this id is taken, at {taken[item_id]}; choose another")
    try:
        _IDENTIFIER.validate_python(item_id)
    except ValidationError:
        message = "an id is made of small letters, digits and single hyphens, 60 at most"
        raise _refused(file, item_id, message) from None
    if source is None:
        text = set_template(_known(course, file, competency), kind, item_id, modeline(file, course), course.settings)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as new:
            new.write(text.encode())
    else:
        _require_same(source, competency)
        addition = _addition(source, kind, item_id, course.settings)
        with file.open("ab") as old:
            old.write(addition)
    return list(items_of(read_yaml(file)))[-1]


def _refused(file: Path, item_id: str | None, message: str) -> ContentError:
    return ContentError([Fault(file, None, item_id, f"{message}. Nothing was written.")])


def _file_of(course: Course, competency: str | None) -> Path:
    new = course.scenarios / f"{competency}.yml"
    files = []
    for file in scenario_files(course):
        try:
            data = read_yaml(file).data
        except ContentError:
            continue
        if isinstance(data, dict) and data.get("competency") == competency:
            files.append(file)
    if len(files) > 1:
        named = ", ".join(map(str, files))
        raise _refused(new, None, f"items on {competency} stand in several files; say --file with one of {named}")
    return files[0] if files else new


def _known(course: Course, file: Path, competency: str | None) -> str | None:
    """The competency of a new file, when the course has it; None where the course has none."""
    if not course.has("competencies"):
        if competency is None:
            return None
        raise _refused(file, None, f"this course has no competencies, such as {competency!r}")
    known = [one.id for one in parse(read_yaml(course.competencies), CompetencyFile).competencies]
    if competency in known:
        return competency
    wrong = f"no competency is called {competency!r}" if competency else "a new file needs a competency"
    raise _refused(file, None, f"{wrong}; there are {', '.join(known)}")


def _require_same(source: Source, competency: str | None) -> None:
    """That a file is a set of practice items, and trains the competency asked for, if one is."""
    data = source.data if isinstance(source.data, dict) else {}
    if "items" not in data or "quiz" in data:
        raise _refused(source.file, None, "this is no set of practice items")
    if competency not in (None, data.get("competency")):
        named = data.get("competency")
        raise _refused(source.file, None, f"the items of this file train {named!r}, not {competency!r}")


def _next_id(file: Path, taken: dict[str, Found]) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "scenario"
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(rf"{name}-(\d+)", one))]
    return f"{name}-{max(numbers, default=0) + 1:02}"


def _addition(source: Source, kind: str, item_id: str, settings: Settings) -> bytes:
    """What to put at the end of a file, so that it holds one item more, and all others as they were."""
    before = source.file.read_bytes()
    root = cast(yaml.MappingNode, yaml.compose(before, Loader=yaml.CSafeLoader))  # as `source` was read from it
    items = next(value for key, value in root.value if key.value == "items")
    gap = b"\n" if before.endswith(b"\n") else b"\n\n"
    addition = gap + item_template(kind, item_id, items.start_mark.column, settings).encode()
    try:
        after = yaml.safe_load(before + addition)
    except yaml.YAMLError:
        after = None
    grown = after.get("items") if isinstance(after, dict) else None
    if not isinstance(grown, list) or after | {"items": grown[:-1]} != source.data or grown[-1]["id"] != item_id:
        raise _refused(source.file, item_id, "its items must be the last thing in the file, each below the one before")
    return addition
