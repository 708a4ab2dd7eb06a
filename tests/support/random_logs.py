"""Answer files as a class hands them in: every kind of answer, right, wrong, unfinished, broken and changed later."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from softskills.items import Quiz, QuizKeys, Reflection, Scenario, Story
from support.answering import all_points, no_points
from support.random_stories import random_path

TEXTS = ["", " \n", "Once.", "She said\r\n\r\n<b>no</b>.\t`x` $y$", "word " * 300]
TEXTS += ["\x1b[31mred\x1b[0m \u202e \u2028 \ud83d\ude00"]
JUNK: list[Any] = [None, True, 0, -1.5, "a", [], {}, [["a"]], {"best": "a"}, {"best": "a", "worst": "a"}]
JUNK += [{"best": "a", "worst": 1}, {"best": "zz", "worst": "a"}, {"ratings": {"a": "5"}}, {"ratings": {"a": 5.0}}]
JUNK += [{"choice": "z"}, {"choice": ["a"]}, {"choice": "a", "sure": 7}]
JUNK += [{"order": ["a", "a"]}, {"order": "abcd"}, {"path": []}, {"path": ["nowhere.a"]}, {"text": 7}, {"x": "é" * 50}]
BROKEN = [b"{", b"\xff\xfe", b"null", b'{"v":2}', b'{"v":1,"item":"x"}', b"[" * 2000, b'{"a":NaN}']


def random_log(dice: Random, quiz: Quiz, keys: QuizKeys) -> bytes:
    """The content of an answer file of this quiz."""
    lines = []
    for item in quiz.asked:
        for _ in range(dice.choice([0, 1, 1, 1, 1, 2, 3])):
            lines.append(record(dice, item.id, random_answer(dice, item, keys)))
        if isinstance(item, Story) and dice.random() < 0.5:
            lines.append(record(dice, item.run_id, {"path": random_path(dice, item)[:-1]}))
    lines += dice.sample(BROKEN, dice.choice([0, 0, 0, 1, 3, len(BROKEN)]))
    lines.append(record(dice, "of another quiz", {"best": "a", "worst": "b"}))
    dice.shuffle(lines)
    content = b"\n".join(lines) + dice.choice([b"\n", b"\n", b""])
    return content if dice.random() < 0.8 else content[: dice.randrange(len(content))]


def random_answer(dice: Random, item: Scenario | Story | Reflection, keys: QuizKeys) -> Any:
    """Something that a file may hold as the answer to this item."""
    if isinstance(item, Reflection):
        return dice.choice([{"text": text} for text in TEXTS] + JUNK)
    key = keys.items[item.id]
    kinds: list[Callable[[], Any]] = [lambda: all_points(item, key), lambda: no_points(item, key)]
    kinds += [lambda: _guess(dice, item)] * 5 + [lambda: dice.choice(JUNK)]
    return dice.choice(kinds)()


def _guess(dice: Random, item: Scenario | Story) -> dict[str, Any]:
    if isinstance(item, Story):
        return {"path": random_path(dice, item)}
    letters = dice.sample(sorted(item.options), len(item.options))
    match item.kind:
        case "choose":
            return {"choice": letters[0]}
        case "best-worst":
            return {"best": letters[0], "worst": letters[1]}
        case "rate-each":
            return {"ratings": {letter: dice.randint(1, 5) for letter in letters}}
        case "rank":
            return {"order": letters}


def record(dice: Random, item: str, answer: Any) -> bytes:
    """A line of the file, at some time; two answers may have the same."""
    time = f"2026-01-0{dice.randint(1, 9)}T0{dice.randint(0, 9)}:00:00.000Z"
    return json.dumps({"v": 1, "time": time, "item": item, "answer": answer}).encode()
