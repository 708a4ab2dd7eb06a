"""ARCHITECTURE.md speaks of this code: each path, module and function that it names is there, and so are its tables."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from softskills.course import find_course
from softskills.items import Bank, data_folder, load_bank
from softskills.widgets import (
    WIDGETS,
    BeginWidget,
    CalibrationWidget,
    CourseWidget,
    ProfileWidget,
    ProgressWidget,
    RatingWidget,
    widget_for,
)
from support.places import ROOT

PACKAGE = ROOT / "src" / "softskills"
PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
NAMES = list(dict.fromkeys(re.findall(r"`([^`\n]+)`", PROSE)))

IN_JAVASCRIPT = re.compile(r"([\w/.]+\.js):(\w+)")
PATH = re.compile(r"[\w.<>*-]+(/[\w.<>*-]*)+|[\w-]+\.(?:py|js|css|html|jinja|json|md|toml|yml|ipynb)")
DOTTED = re.compile(r"[a-z_]\w*(\.\w+)+")
# A learner's files, and the beginning of ids.
OF_OTHERS = {"answers.jsonl", "answers-web.jsonl", ".softskills/laid.json", "rating/"}
GROUND = {"sources", "phrases", "scale", "spreadsheets", "templates"}


def fault(name: str) -> str:
    """Why what is named is not there; nothing when it is, or when the name is neither a path nor one of ours."""
    if name in OF_OTHERS:
        return ""
    if found := IN_JAVASCRIPT.fullmatch(name):
        return javascript_fault(PACKAGE / found[1], found[2])
    if PATH.fullmatch(name):
        pattern = re.sub(r"<\w+>", "*", name)
        return "" if any(any(top.glob(pattern)) for top in (ROOT, PACKAGE)) else "no such path"
    return python_fault(name) if DOTTED.fullmatch(name) else ""


def javascript_fault(file: Path, name: str) -> str:
    if not file.is_file():
        return "no such file"
    declared = rf"^\s*(?:export )?(?:async )?(?:(?:function|const|class) {name}\b|{name}\(.*\{{$)|^\s*{name}: "
    return "" if re.search(declared, file.read_text("utf-8"), re.MULTILINE) else "nothing of that name is declared"


def python_fault(name: str) -> str:
    found: Any = importlib.import_module("softskills")
    for part in name.split("."):
        if isinstance(found, ModuleType):
            found = submodule(found, part) or getattr(found, part, None)
        else:
            found = getattr(found, part, None) or getattr(found, "__annotations__", {}).get(part)
        if found is None:
            return f"there is no {part}"
    return ""


def submodule(package: ModuleType, name: str) -> ModuleType | None:
    path = f"{package.__name__}.{name}"
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError as error:
        if error.name != path and not path.startswith(f"{error.name}."):
            raise
        return None


def table(head: str) -> dict[str, list[str]]:
    """The rows of the table with this first head: by the name in a row's first cell its other cells."""
    lines = PAGE[PAGE.index(f"\n| {head} |") + 1 :].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {first.strip("`"): others for first, *others in cells}


def ticked(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_named_is_there(name: str) -> None:
    assert fault(name) == ""


def test_enough_names_are_looked_up() -> None:
    patterns = (IN_JAVASCRIPT, PATH, DOTTED)
    counts = [sum(bool(pattern.fullmatch(name)) for name in NAMES) for pattern in patterns]
    assert all(count > 20 for count in counts), counts


@pytest.mark.parametrize(
    "name",
    [
        "answers.log.append_all",
        "answers.book.append",
        "answers.log.LogFile.rewrite",
        "frontend/keeper.js:sendNone",
        "frontend/keep.js:keeper",
        "tests/contract/tense.json",
        "frontend/<front_end>.ts",
        "grading/quizzes/",
        "kernel.py",
    ],
)
def test_what_is_not_there_is_found(name: str) -> None:
    assert fault(name)


def imports(file: Path) -> Iterator[str]:
    """The rooms that a file imports."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            package, room, *_ = [*name.split("."), "", ""]
            if package == "softskills" and ((PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file()):
                yield room


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_has_a_row() -> None:
    rooms = {room_of(file) for file in PACKAGE.rglob("*.py")} - {"__init__"}
    assert set(table("Room")) == rooms


def may_import(cell: str) -> set[str]:
    """What a cell of the last column opens to a room."""
    if cell == "all":
        return set(table("Room"))
    if cell == "nothing of ours":
        return set()
    shut = re.search(r"no `(\w+)`", cell)
    return (GROUND | set(ticked(cell))) - ({shut[1]} if shut else set())


def test_rooms_import_what_their_rows_say() -> None:
    used: dict[str, set[str]] = {room: set() for room in table("Room")}
    for file in PACKAGE.rglob("*.py"):
        if room_of(file) in used:
            used[room_of(file)].update(imports(file))
    unsaid = {room: used[room] - {room} - may_import(cell) for room, (_, cell) in table("Room").items()}
    assert {room: names for room, names in unsaid.items() if names} == {}
    assert used["widgets"] >= {"items", "answers", "scoring", "frontend", "charts"}


def test_rows_say_what_the_contracts_allow() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = [set(layer.split(" | ")) for layer in contracts[0]["layers"]]
    closed = {
        (source.removeprefix("softskills."), target.removeprefix("softskills."))
        for contract in contracts
        if contract["type"] == "forbidden"
        for source in contract["source_modules"]
        for target in contract["forbidden_modules"]
    }
    level = {room: number for number, layer in enumerate(layers) for room in layer}
    assert set(level) == set(table("Room"))
    for room, (_, cell) in table("Room").items():
        named = may_import(cell) - {room}
        assert {other for other in named if level[other] <= level[room] or (room, other) in closed} == set(), room


def test_the_storeys_of_grading() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one.get("containers") == ["softskills.grading"]]
    rooms = [room for layer in layers[::-1] for room in layer.split(" | ")]
    assert [storey.split("/")[1] for storey in table("Storey, from the ground")] == rooms


def widgets() -> list[CourseWidget]:
    """One widget for each kind of item, and the others."""
    bank: Bank = load_bank(data_folder())
    kinds = {item.kind: item for item in bank.items.values()}
    items = [widget_for(item, None) for item in kinds.values()]
    rating = RatingWidget([*bank.competencies.values()], "now", None)
    begin = BeginWidget(bank, None, find_course().settings)
    return [
        *items,
        rating,
        CalibrationWidget(bank, None),
        ProgressWidget(bank, None),
        ProfileWidget(bank, {}, None),
        begin,
    ]


def test_the_traits() -> None:
    ours = CourseWidget.class_own_traits(sync=True)
    assert set(table("Trait")) == {name for name in ours if name not in ("_esm", "_css", "_anywidget_id")}


def test_the_contents() -> None:
    rows = table("Front end")
    assert set(rows) == {widget.front_end for widget in WIDGETS}
    for widget in widgets():
        named, content = rows[widget.front_end]
        kind = type(widget)
        assert ticked(named) == [f"{kind.__module__}.{kind.__name__}".removeprefix("softskills.")]
        assert ticked(content) == list(widget.content)
