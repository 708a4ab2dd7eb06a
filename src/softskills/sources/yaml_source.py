"""Read one YAML file into a model, and say of every fault where it stands.

The YAML is composed to a node tree first, because only the tree knows line numbers and duplicate keys. Aliases and
deep nesting are refused before that: content needs neither, and they are how a small file becomes a large one or
overflows the parser's stack.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from softskills.sources.faults import ContentError, Fault
from softskills.sources.strict import Unsound
from softskills.sources.utf8 import read_text

MAX_DEPTH = 20

Place = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, eq=False)  # one is as good as itself, so that what is derived from it can be kept
class Source:
    """A file as read: its plain data, and the line of every value and key in it."""

    file: Path
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int | None:
        """The line of `place`, or of the nearest enclosing place that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)

    def at(self, place: Place) -> Any:
        """What stands at `place`, or None."""
        data = self.data
        for step in place:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return None
        return data

    def id_at(self, place: Place) -> str | None:
        """The id of the innermost entry around `place`: its own `id` field, or its name under `items` or `rubric`."""
        data, found = self.data, None
        for depth, step in enumerate(place):
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                found = data["id"]
            elif depth == 1 and isinstance(step, str) and place[0] in {"items", "rubric"}:
                found = step
        return found

    def fault(self, place: Place, message: str) -> Fault:
        return Fault(self.file, self.line(place), self.id_at(place), message)


def read_yaml(file: Path) -> Source:
    """Read `file` into plain data with line numbers.

    Raises ContentError when the file cannot be read, is larger than MAX_FILE_BYTES, is not UTF-8 or not YAML,
    uses aliases, or names a key twice.
    """
    return yaml_of(file, read_text(file))


def yaml_of(file: Path, text: str) -> Source:
    """The same for a text that has been read from `file`."""
    _refuse_bombs(file, text)
    loader = yaml.CSafeLoader(text)
    builder = _Builder(file, loader)
    try:
        root = loader.get_single_node()
        data = builder.build(root, ()) if root else None
    except yaml.YAMLError as error:
        raise _not_yaml(file, text, error) from error
    finally:
        loader.dispose()
    if builder.faults:
        raise ContentError(builder.faults)
    return Source(file, data, builder.lines)


def _refuse_bombs(file: Path, text: str) -> None:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else None
            if isinstance(event, yaml.AliasEvent):
                message = "aliases (*name) are not allowed here; write the text out"
                raise ContentError([Fault(file, line, None, message)])
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise ContentError([Fault(file, line, None, f"is nested more than {MAX_DEPTH} levels deep")])
    except yaml.YAMLError as error:
        raise _not_yaml(file, text, error) from error


def _not_yaml(file: Path, text: str, error: yaml.YAMLError) -> ContentError:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    problem = getattr(error, "problem", None) or error
    if isinstance(error, yaml.reader.ReaderError):  # a control character, at a place counted in bytes
        line = text.encode("utf-8").count(b"\n", 0, error.position) + 1
        problem = f"character #x{error.character:04x} is not allowed"
    if "nesting depth" in str(problem):  # libyaml has a limit of its own, and reads ahead in a line before it tells
        return ContentError([Fault(file, line, None, f"is nested more than {MAX_DEPTH} levels deep")])
    return ContentError([Fault(file, line, None, f"is not valid YAML: {problem}")])


class _Builder:
    """Turns a node tree into plain data, noting lines and faults on the way down."""

    def __init__(self, file: Path, loader: yaml.CSafeLoader) -> None:
        self.file = file
        self.loader = loader
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []

    def build(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            mapping: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = key_node.value
                key_line = key_node.start_mark.line + 1
                if not isinstance(key_node, yaml.ScalarNode):
                    self._fault(key_line, "a name must be text, not a list or mapping")
                elif key_node.tag != "tag:yaml.org,2002:str":
                    self._fault(key_line, f"the name {key!r} must be text; put it in quotes")
                elif key in mapping:
                    self._fault(key_line, f"the name {key!r} stands twice")
                else:
                    self.lines[(*place, key)] = key_line
                    mapping[key] = self.build(value_node, (*place, key))
            return mapping
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*place, index)) for index, child in enumerate(node.value)]
        try:
            return self.loader.construct_object(node, deep=True)
        except (ValueError, LookupError, AttributeError):  # what PyYAML lets out for 2026-13-45 or !!int ""
            self._fault(node.start_mark.line + 1, f"{node.value[:40]!r} is no such number or date; put it in quotes")

    def _fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.file, line, None, message))


def parse(source: Source, model: type[M]) -> M:
    """Check `source` against `model`. Raises ContentError with every fault, each with its line and id."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise ContentError([fault for detail in details for fault in _faults(source, detail)]) from error


def _faults(source: Source, detail: ErrorDetails) -> Iterator[Fault]:
    """One fault of a field, or all the faults of an entry as a whole."""
    place = _in_file(source.data, detail["loc"])
    if detail["type"].startswith("union_tag"):
        place = (*place, "kind")
    error = detail.get("ctx", {}).get("error")
    if not isinstance(error, Unsound):
        yield _fault(source, place, _message(detail))
        return
    for fault in error.faults:
        yield _fault(source, (*place, *fault.at), fault.message)


def _fault(source: Source, place: Place, message: str) -> Fault:
    name = ".".join(str(step) for step in place) or "file"
    return source.fault(place, f"{name}: {message}")


def _in_file(data: Any, loc: Place) -> Place:
    """Where the file has what pydantic places at `loc`: there a union adds the chosen kind, and a name is "[key]"."""
    place: list[str | int] = []
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        in_list = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if in_list or (isinstance(data, dict) and step in data):
            data = data[step]
        elif not last or (isinstance(data, dict) and data.get("kind") == step) or str(step).startswith("["):
            continue
        place.append(step)
    return tuple(place)


def _message(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    plain = {
        "missing": "this field is required and missing",
        "union_tag_not_found": "this field is required and missing",
        "union_tag_invalid": f"there is no kind {context.get('tag')!r} here, only {context.get('expected_tags')}",
        "extra_forbidden": "no such field is known here; remove it or correct its name",
    }
    return plain.get(detail["type"], detail["msg"].removeprefix("Value error, ").replace("Input should", "should"))
