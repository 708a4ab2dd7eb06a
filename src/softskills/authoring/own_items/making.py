"""Writes an assignment of an instructor's own: quiz, keys, notebook and marking page, in the folders of a course."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from softskills.authoring.own_items.bank import draw
from softskills.authoring.own_items.notebook import notebook
from softskills.authoring.own_items.placeholders import placeholders
from softskills.course import QUIZ_FILE
from softskills.items import ContentError, Fault, Quiz, QuizKeys, load_quiz, load_quiz_keys
from softskills.phrases import PLACEHOLDER, counted
from softskills.sources import Identifier

DRAWN = "# Drawn from a private bank by `softskills new assignment --from-bank`, which writes it anew each time."
_identifier: TypeAdapter[str] = TypeAdapter(Identifier)


@dataclass(frozen=True)
class Folders:
    """Where the assignments of a course lie, and their keys."""

    source: Path
    keys: Path

    def files(self, name: str) -> dict[str, Path]:
        """The files of an assignment, by what they are."""
        return {
            "quiz": self.source / name / QUIZ_FILE,
            "notebook": self.source / name / f"{name}.ipynb",
            "keys": self.keys / f"{name}.yml",
            "marking": self.keys / f"{name}-marking.md",
        }


def new_assignment(folders: Folders, name: str, title: str | None = None) -> list[str]:
    """Write an assignment with placeholders. Returns what was written. Raises ContentError, and writes nothing, when
    the name is none or anything of it is there; and OSError.
    """
    files = folders.files(_sound(folders, name))
    if there := [file for file in files.values() if file.exists()]:
        raise _refused(there[0], "it is there already; choose another name for the assignment")
    _write(files, *placeholders(name, title or _title(name)), head="")
    return [f"{file} was written." for file in files.values()]


def draw_assignment(folders: Folders, name: str, bank: Path, picked: list[str], title: str | None = None) -> list[str]:
    """Write an assignment of items of a private bank, or write it anew. Returns what was written and what is other
    than before. What it replaces is kept. Raises ContentError, and writes nothing, when anything is not sound or the
    assignment was not drawn from a bank; and OSError.
    """
    files = folders.files(_sound(folders, name))
    there = [file for what, file in files.items() if what != "marking" and file.exists()]
    before = _before(files, there) if there else None
    released = folders.source.parent / "release" / name
    if released.is_dir():
        message = (
            f"it was prepared for release, in {released}, and is graded by its keys; choose another name, or remove "
            "that folder if nobody has fetched it"
        )
        raise _refused(folders.source / name, message)
    quiz, keys = draw(bank, picked, name, title or (before[0].title if before else _title(name)))
    if before is None:
        _write(files, quiz, keys, DRAWN)
        return [f"{file} was written." for file in files.values()]
    kept = folders.keys / "before" / f"{name}-{datetime.now():%Y%m%d-%H%M%S-%f}"
    kept.mkdir(parents=True)
    for file in there:
        shutil.copy2(file, kept)
    _write(files, quiz, keys, DRAWN)
    return [*_changes(before, (quiz, keys)), f"What was there before is kept in {kept}."]


def _sound(folders: Folders, name: str) -> str:
    try:
        return _identifier.validate_python(name)
    except ValidationError:
        message = f"{name!r} can't be its name: that's made of small letters, digits and single hyphens, 60 at most"
        raise _refused(folders.source, message) from None


def _refused(file: Path, message: str) -> ContentError:
    return ContentError([Fault(file, None, None, f"{message}. Nothing was written.")])


def _before(files: dict[str, Path], there: list[Path]) -> tuple[Quiz, QuizKeys]:
    for what in ("quiz", "keys"):
        if not files[what].is_file() or not files[what].read_text("utf-8", "replace").startswith(DRAWN):
            raise _refused(there[0], "it is there already, and wasn't drawn from a bank; choose another name")
    quiz = load_quiz(files["quiz"])
    return quiz, load_quiz_keys(files["keys"], quiz)


def _changes(before: tuple[Quiz, QuizKeys], now: tuple[Quiz, QuizKeys]) -> list[str]:
    """What is other than before, in words."""
    old, new = (_by_id(*one) for one in (before, now))
    lists = {
        "New": [one for one in new if one not in old],
        "Gone": [one for one in old if one not in new],
        "Changed": [one for one in new if one in old and new[one] != old[one]],
    }
    said = [f"{what}: {', '.join(ids)}." for what, ids in lists.items() if ids]
    points = [quiz.max_points + sum(keys.points_by_hand.values()) for quiz, keys in (before, now)]
    if points[0] != points[1]:
        said.append(f"{points[1]} points in all; before, {points[0]}.")
    if not said and list(old) != list(new):
        said = ["The order is another."]
    return said or ["The items are the same as before."]


def _by_id(quiz: Quiz, keys: QuizKeys) -> dict[str, Any]:
    return {item.id: (item, keys.items.get(item.id) or keys.rubric.get(item.id)) for item in quiz.asked}


def _write(files: dict[str, Path], quiz: Quiz, keys: QuizKeys, head: str) -> None:
    texts = {
        "quiz": _yaml(quiz, head),
        "notebook": notebook(quiz, keys),
        "keys": _yaml(keys, head),
        "marking": _marking(quiz, keys),
    }
    for what, file in files.items():
        if what == "marking" and file.exists():
            continue  # examples that somebody collected
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts[what], "utf-8")


def _marking(quiz: Quiz, keys: QuizKeys) -> str:
    """The page for markers, with a place for an example of each written task."""
    lines = [
        f"# Marking: {quiz.title}",
        "",
        f"Private: this page stays with the keys. The rubric is in `{quiz.quiz}.yml`.",
    ]
    for item in quiz.asked:
        if criteria := keys.rubric.get(item.id):
            points = counted(keys.points_by_hand[item.id], "point")
            lines += ["", f"## {item.title}", "", f"### Strong: {points}", ""]
            lines += [f"> {PLACEHOLDER} for an example that earns all points.", ""]
            lines += ["| Criterion | Points | Why |", "|---|---|---|"]
            lines += [f"| {one.criterion} | {one.points} | {PLACEHOLDER} for the reason. |" for one in criteria]
    return "\n".join(lines) + "\n"


def _title(name: str) -> str:
    return f"Graded assignment: {name.replace('-', ' ')}"


class _Writer(yaml.SafeDumper):
    """Long texts are folded, as authors write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    style = ">" if len(text) > 60 and "\n" not in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def _yaml(model: Quiz | QuizKeys, head: str) -> str:
    data = _without_none(model.model_dump())
    if isinstance(model, Quiz):
        for entry, item in zip(data["items"], model.items, strict=True):
            if item.competency is not None:  # never dumped, as learners needn't be told
                entry["competency"] = item.competency
    text = yaml.dump(data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=100)
    return f"{head}\n{text}" if head else text


def _without_none(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _without_none(value) for name, value in data.items() if value is not None}
    return [_without_none(one) for one in data] if isinstance(data, list) else data
