"""What keeps a notebook from asking the whole quiz, and from saying what's true of it: found before it is released.

What was released stays gradable whatever is found here: nothing of this is asked when marks are given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import chain
from pathlib import Path

from softskills.course import QUIZ_FILE
from softskills.grading.submission.cell_settings import settings_of
from softskills.grading.submission.locked_calls import GRADE_QUIZ, SHOW_REFLECTION, LockedCell
from softskills.grading.submission.released import ReleasedNotebook, ReleasedQuiz
from softskills.items import Reflection

WORDS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
]
_NUMBER = rf"(?P<number>\d+|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
_POINTS = re.compile(rf"\b{_NUMBER}\s+(?:points?\b|in\s+all\b)", re.IGNORECASE)
_SCENES = re.compile(
    rf"(?:(?:\A|(?<=\n\n))|\b(?:there\s+(?:is|are)|has|have|with|holds?|contains?)\s+){_NUMBER}\s+"
    r"(?:scenes?|scenarios?|situations?)\b",
    re.IGNORECASE,
)
_TASKS = re.compile(rf"\b{_NUMBER}\s+written\s+tasks?\b", re.IGNORECASE)


def release_faults(folder: Path, quiz: ReleasedQuiz, elsewhere: Collection[str] = ()) -> list[str]:
    """What is wrong with the notebooks of a quiz in `folder`, one sentence for each, with what to do. Items of the ids
    `elsewhere` may be shown too, and don't count.
    """
    calls = [
        (folder / f"{name}.ipynb", cell)
        for name, one in quiz.notebooks.items()
        for cell in one.locked
        if cell.call is not None and cell.call.function != GRADE_QUIZ and cell.call.arguments
    ]
    return [
        *_unknown(calls, [item.id for item in quiz.quiz.asked], elsewhere),
        *_not_asked(folder, calls, quiz),
        *_marks_by_hand(folder, quiz),
        *chain.from_iterable(
            _introduction(folder / f"{name}.ipynb", one, quiz) for name, one in quiz.notebooks.items()
        ),
    ]


def _unknown(calls: list[tuple[Path, LockedCell]], known: Collection[str], elsewhere: Collection[str]) -> Iterator[str]:
    for file, cell in calls:
        if cell.call is None or cell.calls(SHOW_REFLECTION) or cell.call.arguments[0] in {*known, *elsewhere}:
            continue
        name = str(cell.call.arguments[0])
        near = get_close_matches(name, known, n=1)
        yield (
            f"{file}: cell {cell.index + 1} ({cell.settings.grade_id!r}) asks for {name!r}, and {QUIZ_FILE} has no "
            f"item of this id. {f'Did you mean {near[0]!r}? ' if near else ''}Write the id there as {QUIZ_FILE} has it."
        )


def _not_asked(folder: Path, calls: list[tuple[Path, LockedCell]], quiz: ReleasedQuiz) -> Iterator[str]:
    asked = {cell.call.arguments[0] for _, cell in calls if cell.call and not cell.calls(SHOW_REFLECTION)}
    shown = {cell.call.arguments[0] for _, cell in calls if cell.call and cell.calls(SHOW_REFLECTION)}
    for item in quiz.quiz.asked:
        function = "reflection" if isinstance(item, Reflection) else "scenario"
        if item.id not in asked:
            yield (
                f"{folder}: no locked cell shows {item.id!r} of {QUIZ_FILE}, so nobody could answer it. Add a "
                f"'Read-only' code cell with {function}(\"{item.id}\"), or take the item out of {QUIZ_FILE}."
            )
        if isinstance(item, Reflection) and item.id not in shown:
            yield (
                f"{folder}: no locked cell prints the text of {item.id!r}, so nobody could mark it. Add a 'Read-only' "
                f'code cell with show_reflection("{item.id}"), after the import from softskills.grading.'
            )


def _marks_by_hand(folder: Path, quiz: ReleasedQuiz) -> Iterator[str]:
    """The cells that are marked by hand give as many points as the rubric has."""
    rubric = sum(quiz.keys.points_by_hand.values())
    settings = [
        (name, index, found)
        for name, one in quiz.notebooks.items()
        for index, cell in enumerate(one.notebook.cells)
        if (found := settings_of(cell)) is not None and (found.task or found.is_by_hand)
    ]
    points = sum(found.points for *_, found in settings)
    if quiz.keys.rubric and not any(found.task for *_, found in settings):
        yield (
            f"{folder}: there's a written task and no cell for its marks. Add a Markdown cell below the text, make it "
            f"a 'Manually graded task' of {rubric} points, and say in it how the task is marked."
        )
    elif quiz.keys.rubric and all(found.task for *_, found in settings) and points != rubric:
        where = ", ".join(f"{name}.ipynb, cell {index + 1} ({found.grade_id!r})" for name, index, found in settings)
        yield (
            f"{folder}: {where}: {points:g} points for what is marked by hand, and the criteria of the rubric in the "
            f"keys add up to {rubric}. Change the one or the other."
        )


def _introduction(file: Path, released: ReleasedNotebook, quiz: ReleasedQuiz) -> Iterator[str]:
    """Numbers in the prose above the first question that are not those of the quiz."""
    first = min((cell.index for cell in released.locked if cell.call is not None), default=0)
    tasks = [*quiz.keys.points_by_hand.values()]
    scenes, points = len(quiz.quiz.scenarios), quiz.quiz.max_points
    allowed: set[float] = {quiz.quiz.points_each, points, points + sum(tasks), sum(tasks), *tasks}
    criteria = {one.points for rows in quiz.keys.rubric.values() for one in rows}
    allowed |= criteria | {one / 2 for one in criteria}
    whole = f"The scenes give {points} points, {quiz.quiz.points_each} each"
    told = f"{whole}, and what is marked by hand {sum(tasks)}: {points + sum(tasks)} in all" if tasks else whole
    checks: tuple[tuple[re.Pattern[str], Collection[float], str], ...] = (
        (_SCENES, {scenes}, f"The quiz asks {scenes}"),
        (_TASKS, {len(tasks)}, f"The quiz has {len(tasks)}"),
        (_POINTS, allowed, told),
    )
    for index, cell in enumerate(released.notebook.cells[:first]):
        if cell.cell_type != "markdown":
            continue
        for pattern, right, truth in checks:
            for found in pattern.finditer(cell.source):
                if _value(found["number"]) not in right:
                    line = cell.source.count("\n", 0, found.start("number")) + 1
                    said = " ".join(found[0].split())
                    yield f'{file}: cell {index + 1}, line {line} says "{said}". {truth}. Correct the text.'


def _value(number: str) -> int:
    return int(number) if number.isdigit() else WORDS.index(number.lower()) + 1
