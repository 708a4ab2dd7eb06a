"""For the tests of `softskills check`: a copy of a small course, and small changes that break it.

A breach is a function that changes the copy and says where the rule should find it: in which file, on which line.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from softskills.sources import Place, read_yaml
from support.places import LISTENING_COURSE

BANK = Path("data/scenarios/listening.yml")
STORY = Path("data/scenarios/story.yml")
LESSONS = Path("data/lessons.yml")
OUTLINE = Path("data/outline.yml")
OWN_WORDS = Path("data/words.txt")
TOC = Path("_toc.yml")
CONFIG = Path("_config.yml")
COURSE = Path("course.yml")
WORKS = Path("book/references.bib")
PAGE = Path("book/about.md")
LESSON = Path("notebooks/communication-listen-actively.ipynb")
PROGRESS = Path("notebooks/your-progress.ipynb")
QUIZ = Path("exercises/source/listening/quiz.yml")
KEYS = Path("exercises/keys/listening.yml")
QUIZ_NOTEBOOK = Path("exercises/source/listening/listening.ipynb")
OVER_ALL = Path("data/scenarios")
REVIEWS = Path("data/reviews.csv")
QUIZ_REVIEWS = Path("exercises/keys/reviews.csv")

Where = tuple[Path, int | None]
Breach = Callable[[Path], Where]

FORKS: dict[str, dict[str, tuple[str, int]]] = {
    # scene: choice letter -> (scene it leads to, effectiveness)
    "gate": {"a": ("yard", 1), "b": ("loft", 5), "c": ("yard", 3)},
    "yard": {"a": ("desk", 3), "b": ("desk", 1), "c": ("desk", 5)},
    "loft": {"a": ("desk", 5), "b": ("yard", 3), "c": ("desk", 1)},
    "desk": {"a": ("agreed", 3), "b": ("settled", 5), "c": ("parted", 1)},
}
_ENDINGS = ("agreed", "settled", "parted", "waiting")
_CHOICES = {  # of the same words, so that none gives the best away
    "a": "Ask her about the list first, and wait a little.",
    "b": "Wait a little first, and ask her about the list.",
    "c": "Ask her about the list, and first of all wait a little.",
    "d": "First wait a little, and ask her about the list.",
}
_STEM = (
    "You run the store room of a small print shop. Pia has worked with you for six years, and she keeps the list of "
    "paper. Since Monday two pallets are not where the list says. A customer waits for her cards, and the van leaves "
    "at noon. Pia says that the list is right. You have looked in the yard already, and you found one pallet there."
)
_FEEDBACK = (
    "At the {} this keeps the talk on what can be seen, and it leaves her room to put you right. It costs a few "
    "minutes that you have. Our advice is to name one thing and to wait for the answer before you add more."
)


def story_item(forks: dict[str, dict[str, tuple[str, int]]] = FORKS) -> dict[str, Any]:
    """A branching scenario with its key, as plain data. With the forks as they are here, no rule has anything against
    it. What a choice leads to and is no fork is an ending.
    """
    led_to = {to for choices in forks.values() for to, _ in choices.values()}
    scenes: dict[str, Any] = {
        name: {
            "title": "A short talk",
            "text": "Pia looks up from the list. The van is still here.",
            "choices": {letter: {"text": _CHOICES[letter], "to": to} for letter, (to, _) in choices.items()},
        }
        for name, choices in forks.items()
    }
    for name in sorted(led_to - set(forks)):
        scenes[name] = {"title": "At noon", "text": "The van leaves, and the cards are on it.", "ending": True}
    return {
        "id": "story-01",
        "kind": "branching",
        "title": "Two pallets of paper",
        "stem": _STEM,
        "question": "You want to find the paper before noon. What do you do?",
        "start": next(iter(forks)),
        "scenes": scenes,
        "key": {
            "turns_on": "If the list had been made today, it would be right.",
            "rationale": "What can be seen counts for more than what was written down.",
            "values": {"trust": {"name": "Trust", "start": 2, "lowest": 0, "highest": 5}},
            "effectiveness": {
                name: {letter: value for letter, (_, value) in choices.items()} for name, choices in forks.items()
            },
            "effects": {next(iter(forks)): {"a": {"trust": -1}, "b": {"trust": 1}}},
            "feedback": {name: dict.fromkeys(choices, _FEEDBACK.format(name)) for name, choices in forks.items()},
        },
    }


def copy_course(to: Path) -> Path:
    """The course of the tests, with a branching scenario beside it.

    The readings without the key stay out, but for those of contrast sets: the breaches change the other scenarios.
    Contrast sets have breaches of their own.
    """
    shutil.copytree(LISTENING_COURSE, to, ignore=shutil.ignore_patterns(".*", "__pycache__", REVIEWS.name))
    write_yaml(to / STORY, {"competency": "active-listening", "items": [story_item()]})
    return to


def write_yaml(file: Path, data: Any) -> None:
    file.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), "utf-8")


def replaced(file: Path, pattern: str, by: str, at: str | None = None) -> Breach:
    """Replace the first match. The place is where the text first differs, or else the first line that is `at`."""

    def breach(root: Path) -> Where:
        before = (root / file).read_text("utf-8")
        after, count = re.subn(pattern, lambda _: by, before, count=1, flags=re.MULTILINE)
        assert count == 1, f"{file} has no {pattern}"
        (root / file).write_text(after, "utf-8")
        pairs = zip(before.splitlines(), after.splitlines(), strict=False)
        changed = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), None)
        return file, line_of(root / file, at) if at else changed

    return breach


def added(file: Path, text: str, line: bool = True) -> Breach:
    """Add a line at the end of a file, which may be new."""

    def breach(root: Path) -> Where:
        before = (root / file).read_text("utf-8") if (root / file).exists() else ""
        (root / file).write_text(f"{before}{text}\n", "utf-8")
        return file, len(before.splitlines()) + 1 if line else None

    return breach


def of_the_whole_file(breach: Breach) -> Breach:
    """The same, reported without a line."""
    return lambda root: (breach(root)[0], None)


def both(first: Breach, then: Breach) -> Breach:
    """One change, and then another, in whose place the breach is found."""

    def breach(root: Path) -> Where:
        first(root)
        return then(root)

    return breach


def line_of(file: Path, text: str, after: int = 0) -> int:
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if number > after and text in line)


def in_yaml(file: Path, change: Callable[[Any], object], *place: str | int) -> Breach:
    """Change the data of a file, and say at what place in them."""

    def breach(root: Path) -> Where:
        data = read_yaml(root / file).data
        change(data)
        write_yaml(root / file, data)
        return file, read_yaml(root / file).line(place)

    return breach


def in_story(change: Callable[[Any], object], *place: str | int) -> Breach:
    """Change the branching scenario."""
    at: Place = ("items", 0, *place)
    return in_yaml(STORY, lambda data: change(data["items"][0]), *at)


def with_forks(changes: dict[str, dict[str, tuple[str, int]]], *place: str | int) -> Breach:
    """Put other forks into the branching scenario, or further ones."""
    item = story_item(deepcopy(FORKS) | changes)
    return in_yaml(STORY, lambda data: data["items"].__setitem__(0, item), "items", 0, *place)


def in_notebook(file: Path, cell: int | None, change: Callable[[Any], object]) -> Breach:
    """Change one cell of a notebook, or all of it. The place is the cell's source, if a cell is named."""

    def breach(root: Path) -> Where:
        notebook = json.loads((root / file).read_text("utf-8"))
        change(notebook if cell is None else notebook["cells"][cell])
        (root / file).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
        if cell is None:
            return file, None
        line = 0
        for _ in range(cell + 1):
            line = line_of(root / file, '"source": [', after=line)
        return file, line

    return breach


def index_of(file: Path, test: Callable[[dict[str, Any]], bool]) -> int:
    cells = json.loads((LISTENING_COURSE / file).read_text("utf-8"))["cells"]
    return next(index for index, cell in enumerate(cells) if test(cell))


def set_in(*steps: str | int, to: object) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        data[steps[-1]] = to

    return change


def drop(*steps: str | int) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in steps[:-1]:
            data = data[step]
        del data[steps[-1]]

    return change
