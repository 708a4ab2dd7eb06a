"""Copies the template of a course into an empty folder. Files that end in `.jinja` get the names of the course."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from jinja2 import StrictUndefined, Template
from pydantic import TypeAdapter, ValidationError

from softskills.authoring.schema import write_schemas
from softskills.course import course_at
from softskills.sources import Identifier

MAX_TITLE = 100
_WITH_NAMES = ".jinja"
_HIDDEN = {"gitignore": ".gitignore"}
"""Files that would take effect in the template's own folder under their true name."""

_identifier: TypeAdapter[str] = TypeAdapter(Identifier)


class CannotMake(Exception):
    """No course can be made there. The message says why, and what to do; nothing was written."""


def make_course(folder: Path, title: str | None = None) -> None:
    """Make a course in `folder`, which is new or empty. The folder's name becomes the course's id, and without a
    title its title too.

    Raises CannotMake, and OSError when a file cannot be written.
    """
    names = {"id": _id_from(folder), "title": _sound_title(title) if title is not None else _title_from(folder)}
    _require_empty(folder)
    for path, template in _template_files():
        text = template.read_text("utf-8")
        target = folder / path.removesuffix(_WITH_NAMES)
        target = target.with_name(_HIDDEN.get(target.name, target.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_with_names(text, names) if path.endswith(_WITH_NAMES) else text, "utf-8")
    write_schemas(course_at(folder))


def next_steps(folder: Path) -> str:
    """What to do with a new course, to be read in a terminal."""
    return f"""{folder} is a course: one lesson, practice items, and an assignment with its keys. Now:

  cd {folder}
  softskills check                              what is amiss, with file and line
  softskills preview data/scenarios/asking.yml  the questions, as learners see them, while you write
  jupyter-book build -W -n --keep-going .       the book, in _build/html
  jupyter lab notebooks                         the lessons, as learners open them

README.md tells the rest, and how to grade."""


def _with_names(text: str, names: dict[str, str]) -> str:
    return str(Template(text, undefined=StrictUndefined, keep_trailing_newline=True).render(names))


def _id_from(folder: Path) -> str:
    name = folder.resolve().name
    try:
        return _identifier.validate_python(name)
    except ValidationError:
        raise CannotMake(
            f"{name!r} cannot be the name of a course. It becomes the course's id, so use small letters from a to z, "
            "digits, and single hyphens between them, and no more than 60 characters: talking-at-work"
        ) from None


def _title_from(folder: Path) -> str:
    return folder.resolve().name.replace("-", " ").capitalize()


def _sound_title(title: str) -> str:
    stripped = title.strip()
    if not stripped or len(stripped) > MAX_TITLE or not stripped.isprintable():
        raise CannotMake(f"a title is one line of text, with 1 to {MAX_TITLE} characters")
    return stripped


def _require_empty(folder: Path) -> None:
    if folder.is_dir():
        if any(folder.iterdir()):
            raise CannotMake(f"{folder} is not empty. Nothing in it was changed. Name a new folder, or an empty one.")
    elif folder.exists() or folder.is_symlink():
        raise CannotMake(f"{folder} is no folder. It was left as it is. Name a new folder, or an empty one.")


def _template_files() -> Iterator[tuple[str, Traversable]]:
    """Every file of the template, by its path in the new course."""
    pending = [(PurePosixPath(), files("softskills.authoring.new_course") / "template")]
    while pending:
        path, found = pending.pop()
        if found.is_dir():
            pending += [(path / inner.name, inner) for inner in found.iterdir()]
        else:
            yield path.as_posix(), found
