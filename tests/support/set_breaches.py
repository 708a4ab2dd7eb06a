"""At least one breach of every rule on contrast sets, by its code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from softskills.sources import read_yaml
from support.check_course import OVER_ALL, Breach, Where, in_yaml, set_in, write_yaml
from support.contrast import LETTERS, contrast_set, key_of, sound_sets
from support.generic_course import notebook, small_course, write

Sets = list[dict[str, Any]]
Rows = list[list[str]]

SETS = Path("data/scenarios/sets.yml")
SET_READINGS = Path("data/readings.csv")
QUIZ_SET_READINGS = Path("exercises/keys/readings.csv")
LESSONS = Path("data/lessons.yml")
LESSON = Path("notebooks/rain.ipynb")
QUIZ_NOTEBOOK = Path("exercises/source/asking/asking.ipynb")

COURTEOUS = ("Thanks.", "Please.", "Sorry.", "Kindly.", "Welcome.", "Glad.", "May I?", "Apology.")
"""One for each set, so that no word of it stands in two sets."""
GRADED_TEXTS = (
    "Ines, the new cook, cannot open the book of orders on the tablet. Guests sit at nine tables, and the soup is on. "
    "She is to run the kitchen alone when you are on leave in spring. Your boss is out.",
    "Ines, the new cook, has lost the page with the orders. It is a quiet afternoon, nobody waits, and the tablet will "
    "be replaced soon. She cut her hand a moment ago, and looks pale.",
)

GRADED_FEEDBACK = (
    "With {} the guests would have their soup, or would wait for it a little longer than they like, and Ines would go "
    "home with a plaster, or with a cross word."
)


def course_with_sets(root: Path) -> Path:
    """The small course on bees, and sets that are sound by every rule, with readings of them."""
    small_course(root)
    sets = sound_sets()
    write_yaml(root / SETS, {"items": sets})
    write_readings(root / SET_READINGS, readings_of(sets))
    return root


def readings_of(sets: list[dict[str, Any]]) -> list[list[str]]:
    """A reading of the options of each set that finds no best, and two of each situation that agree with its key."""
    rows = []
    for one in sets:
        best = [_best_of(situation["key"]["effectiveness"]) for situation in one["situations"]]
        rows.append([one["id"], "reader-1", "options", next(iter(set(one["options"]) - {*best})), "", "", ""])
        for situation, letter in zip(one["situations"], best, strict=True):
            rows += [[situation["id"], reader, "full", letter, "", "2", ""] for reader in ("reader-1", "reader-2")]
    return rows


def _best_of(effectiveness: dict[str, int]) -> str:
    return max(effectiveness, key=effectiveness.__getitem__)


def write_readings(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        columns = ["item", "reader", "seen", "best", "second", "difficulty", "note"]
        csv.writer(stream).writerows([columns, *rows])


def in_sets(change: Callable[[int, dict[str, Any]], None]) -> Breach:
    """Change every set. What is reported is reported of the whole bank."""

    def breach(root: Path) -> Where:
        data = read_yaml(root / SETS).data
        for number, one in enumerate(data["items"]):
            change(number, one)
        write_yaml(root / SETS, data)
        write_readings(root / SET_READINGS, readings_of(data["items"]))
        return OVER_ALL, None

    return breach


def best(one: dict[str, Any], situation: int) -> str:
    values: dict[str, int] = one["situations"][situation]["key"]["effectiveness"]
    return max(values, key=values.__getitem__)


def a_best_is_longest(number: int, one: dict[str, Any]) -> None:
    letter = best(one, 0)
    one["options"][letter] = one["options"][letter].ljust(max(map(len, one["options"].values())) + 1, "!")


def two_letters_only(number: int, one: dict[str, Any]) -> None:
    """The best stands at a, b and a in turn; the texts go with their letters."""
    first = best(one, 0)
    second = best(one, 1)
    rest = [letter for letter in LETTERS if letter not in (first, second)]
    to = dict(zip((first, second, *rest), LETTERS, strict=True))
    one["options"] = {to[letter]: text for letter, text in one["options"].items()}
    for situation in one["situations"]:
        for field in ("effectiveness", "feedback"):
            situation["key"][field] = {to[letter]: value for letter, value in situation["key"][field].items()}


def courteous_where_best(number: int, one: dict[str, Any]) -> None:
    options, bests = one["options"], {best(one, index) for index in range(3)}
    for letter in bests:
        options[letter] += f" {COURTEOUS[number]}"
    length = max(map(len, options.values()))
    one["options"] = {letter: text.ljust(length, "!") for letter, text in options.items()}


def same_texts_best(number: int, one: dict[str, Any]) -> None:
    """The texts of c and d are best everywhere, at a letter of their own in each set."""
    texts = [one["options"][letter] for letter in LETTERS]
    turned = [LETTERS[(index + number) % 4] for index in range(4)]
    one["options"] = dict(sorted(zip(turned, texts, strict=True)))
    for index, situation in enumerate(one["situations"]):
        order = (3, 2, 0, 1) if index % 2 else (2, 3, 0, 1)
        values = {turned[at]: value for at, value in zip(order, (5, 3, 1, 2), strict=True)}
        situation["key"] = key_of(dict(sorted(values.items())))


def a_detail_of_one_situation(root: Path) -> Where:
    def change(data: Any) -> None:
        data["items"][0]["situations"][0]["text"] += " It is Friday."
        data["items"][0]["options"]["b"] = (
            "Do the form yourself on Friday, and show how it all went when there is some time."
        )

    return in_yaml(SETS, change, "items", 0, "options", "b")(root)


def a_name_of_one_situation(root: Path) -> Where:
    def change(data: Any) -> None:
        data["items"][0]["situations"][1]["text"] += " You ask Ines."
        data["items"][0]["options"]["c"] = (
            "Write down all of the steps, and send them to Ines and the whole of the team."
        )

    return in_yaml(SETS, change, "items", 0, "options", "c")(root)


def shown_in_the_lesson(root: Path) -> Where:
    """A situation that is kept back, in the lesson and its notebook."""
    lesson = {"file": "rain", "title": "Rain", "items": ["rain-01", "sound-0-2"]}
    write_yaml(root / LESSONS, {"lessons": [lesson]})
    write(root / LESSON, notebook("# Rain", 'scenario("rain-01")', 'scenario("sound-0-2")', "progress()"))
    return LESSONS, read_yaml(root / LESSONS).line(("lessons", 0, "items"))


def asked_together(root: Path) -> Where:
    """Two situations of a set in a quiz, one after the other, with their keys and readings."""
    made = contrast_set() | {"id": "asked"}
    made["situations"] = made["situations"][:2]
    for index, (one, text) in enumerate(zip(made["situations"], GRADED_TEXTS, strict=True)):
        one |= {"id": f"asked-{index}", "text": text}
    rows = readings_of([made])
    keys = {one["id"]: one.pop("key") for one in made["situations"]}
    for one in keys.values():
        one |= {"turns_on": "Who is at the tables, and who will be.", "rationale": "A cook who is hurt comes first."}
        one["feedback"] = {letter: GRADED_FEEDBACK.format(letter) for letter in LETTERS}
    quiz = {"quiz": "asking", "title": "Asking", "points_each": 2, "items": [made]}
    for file, data in (("source/asking/quiz.yml", quiz), ("keys/asking.yml", {"quiz": "asking", "items": keys})):
        write(root / "exercises" / file, yaml.safe_dump(data, sort_keys=False))
    write_readings(root / QUIZ_SET_READINGS, rows)
    data = json.loads(notebook("# Asking", *(f'scenario("{name}")' for name in keys), "grade_quiz()"))
    flags = {"grade": True, "solution": False, "task": False, "locked": True, "schema_version": 3}
    data["cells"][-1]["metadata"]["nbgrader"] = flags | {"grade_id": "grade", "points": 4}
    write(root / QUIZ_NOTEBOOK, json.dumps(data, indent=1) + "\n")
    return QUIZ_NOTEBOOK, None


def in_readings(change: Callable[[Rows], int | None]) -> Breach:
    """Change the readings. `change` says which row is reported, or None for the bank."""

    def breach(root: Path) -> Where:
        rows = list(csv.reader((root / SET_READINGS).read_text("utf-8").splitlines()))[1:]
        row = change(rows)
        write_readings(root / SET_READINGS, rows)
        return (OVER_ALL, None) if row is None else (SET_READINGS, row + 2)

    return breach


def unread(first_cell: str, *place: str | int) -> Breach:
    """The first reading of this item taken out. It is missed at a place in the first set."""

    def breach(root: Path) -> Where:
        rows = list(csv.reader((root / SET_READINGS).read_text("utf-8").splitlines()))[1:]
        rows.remove(next(row for row in rows if row[0] == first_cell))
        write_readings(root / SET_READINGS, rows)
        return SETS, read_yaml(root / SETS).line(("items", 0, *place))

    return breach


def another(row: list[str]) -> str:
    return next(letter for letter in LETTERS if letter != row[3])


def one_differs(rows: Rows) -> int:
    rows[1][3] = another(rows[1])
    return 1


def many_differ(rows: Rows) -> None:
    for row in [row for row in rows if row[2] == "full"][:6]:
        row[3], row[6] = another(row), "The key stands, because the form comes back."


def every_difficulty(level: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for row in rows:
            row[5] = level if row[2] == "full" else ""

    return change


def options_give_it_away(root: Path) -> Where:
    """Of sets of two situations the best of the first is found by the options alone."""
    data = read_yaml(root / SETS).data
    for one in data["items"]:
        del one["situations"][2:]
    write_yaml(root / SETS, data)
    rows = readings_of(data["items"])
    for row, after in pairwise(rows):
        if row[2] == "options":
            row[3] = after[3]
    write_readings(root / SET_READINGS, rows)
    return OVER_ALL, None


def with_row(*row: str) -> Callable[[Rows], int]:
    def change(rows: Rows) -> int:
        rows.append(list(row))
        return len(rows) - 1

    return change


MANY_WORDS = "Do as he does: let it be for now, or do a bit of it at a go, to be up to it on the day."

SET_BREACHES: dict[str, list[Breach]] = {
    "S013": [asked_together],
    "S014": [shown_in_the_lesson],
    "W007": [
        in_yaml(SETS, set_in("items", 0, "options", "d", to=MANY_WORDS), "items", 0, "options", "d"),
    ],
    "D001": [a_detail_of_one_situation, a_name_of_one_situation],
    "D002": [in_sets(a_best_is_longest)],
    "D003": [in_sets(two_letters_only)],
    "D004": [in_sets(courteous_where_best)],
    "D005": [in_sets(same_texts_best)],
    "R004": [unread("sound-0", "options"), unread("sound-0-1", "situations", 1, "text")],
    "R005": [in_readings(one_differs)],
    "R006": [
        in_readings(with_row(*row))
        for row in [
            ("nobody", "reader-3", "options", "a", "", "", ""),
            ("sound-0-0", "reader-3", "options", "a", "", "", ""),
            ("sound-0", "reader-3", "full", "a", "", "2", ""),
            ("sound-0", "reader-3", "half", "a", "", "", ""),
            ("sound-0", "reader-3", "options", "e", "", "", ""),
            ("sound-0", "reader-3", "options", "d", "d", "", ""),
            ("sound-0", "reader-3", "options", "d", "e", "", ""),
            ("sound-0", "reader-3", "options", "d", "", "2", ""),
            ("sound-0-0", "reader-3", "full", "a", "b", "4", ""),
            ("sound-0-0", "reader-3", "full", "a", "b", "", ""),
        ]
    ],
    "R007": [in_readings(change) for change in (many_differ, every_difficulty("1"), every_difficulty("3"))]
    + [options_give_it_away],
}
