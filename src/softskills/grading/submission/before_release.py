"""All that a quiz is looked through for before it is released: what must be mended, and what its author should know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from softskills.course import QUIZ_FILE
from softskills.grading.submission.public_items import public_items, published
from softskills.grading.submission.release_faults import release_faults
from softskills.grading.submission.released import Unfit, released_quiz
from softskills.items import ContentError, QuizKeys
from softskills.phrases import PLACEHOLDER, counted
from softskills.sources import read_yaml


@dataclass(frozen=True)
class LookedThrough:
    """`faults` are to be mended before a release; `to_know` hinders none. `keys` are the quiz's, if they are sound."""

    keys: QuizKeys | None = None
    faults: list[str] = field(default_factory=list)
    to_know: list[str] = field(default_factory=list)


def before_release(folder: Path, keys: Path, root: Path) -> LookedThrough:
    """Look through the quiz in `folder`, with its keys in the folder `keys`, of the nbgrader course in `root`."""
    try:
        quiz = released_quiz(folder, keys)
    except Unfit as error:
        return LookedThrough(error.keys, error.faults)
    except ContentError as error:
        return LookedThrough(None, [str(fault) for fault in error.faults])
    known = published(root)
    renamed, public = public_items(quiz.quiz, known)
    faults = release_faults(folder, quiz, known.ids)
    faults += [f"{_at(folder / QUIZ_FILE, one)}: {said}" for one, said in renamed.items()]
    to_know = []
    if public:
        named = ", ".join(public[:3]) + (", ..." if len(public) > 3 else "")
        to_know.append(
            f"{folder.name}: {counted(len(public), 'item')} can be looked up by learners with the key, in the course's "
            f"published files ({named}). For marks that count, ask items of your own."
        )
    left = list(_placeholders([*sorted(folder.glob("*")), *sorted(keys.glob(f"{quiz.quiz.quiz}[.-]*"))]))
    if left:
        to_know.append(
            f"{folder.name}: {counted(len(left), 'line')} of the template's own words are left: "
            f"{', '.join(left[:5])}{', ...' if len(left) > 5 else ''}. Look for {PLACEHOLDER}."
        )
    return LookedThrough(quiz.keys, faults, to_know)


def _placeholders(files: list[Path]) -> Iterator[str]:
    for file in files:
        lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
        yield from (f"{file}:{number}" for number, line in enumerate(lines, 1) if PLACEHOLDER in line)


def _at(file: Path, item_id: str) -> str:
    """The file and line of an item. The file was read before, and is sound."""
    source = read_yaml(file)
    place = next((place for place in source.lines if place[-1:] == ("id",) and source.at(place) == item_id), ())
    return f"{file}:{source.line(place)}"
