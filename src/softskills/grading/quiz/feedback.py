"""The review of a graded quiz as plain text: the points, and as much of the key as the instructor lets learners see."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from textwrap import indent, shorten
from typing import Any

from softskills.grading.quiz.plain import for_print
from softskills.grading.quiz.review import Result, Review, format_problems
from softskills.items import Key, Scenario, Story, StoryKey
from softskills.items.story_graph import walk
from softskills.scoring import story_path

MAX_OPTION = 65
MAX_STEP = 85
MAX_TITLE = 40

NUMBERED = ("rate-each", "rank")
"""The kinds whose answers give every option a number: its rating, or its place."""


class Detail(StrEnum):
    """How much of the key a review tells."""

    POINTS = "points"
    """Nothing of it."""
    CHOICES = "choices"
    """What it says to the learner's own choices, below the scene that they were made in."""
    KEY = "key"
    """Also the best answer, and why it is the best."""


def format_review(review: Review, detail: Detail) -> str:
    """The review as plain text in short lines."""
    quiz = review.quiz
    apart = [] if detail is Detail.POINTS else [""]
    lines = [quiz.title, f"Total: {review.total:g} of {quiz.max_points} points."]
    lines += [for_print(remark) for remark in review.remarks]
    for number, result in enumerate(review.results, start=1):
        heading = f"{number}. {result.scenario.title} - {result.points:g} of {quiz.points_each}"
        lines += [*(apart if number > 1 else [""]), heading, *_told(result, detail)]
    lines += ["", *_formula(review)]
    lines += format_problems(review.problems)
    return "\n".join(lines)


def _formula(review: Review) -> Iterator[str]:
    yield f"Scoring {review.scoring}: what chance would earn is taken off. So an answer that is worse than a guess"
    yield "counts below 0, and one that is missing counts 0. The total is never below 0."


def _told(result: Result, detail: Detail) -> Iterator[str]:
    answer = None if result.fault else result.answer
    if detail is not Detail.POINTS:
        yield _block(" ".join(filter(None, (result.scenario.stem, result.scenario.goal, result.scenario.question))))
        yield ""
    if result.fault:
        yield _block(result.fault)
    match result.scenario, result.key:
        case Story() as story, StoryKey() as key:
            yield from _way_through(story, key, answer, detail)
        case Scenario() as scenario, Key() as key:
            if answer is not None:
                yield from _answered(scenario, key, answer, detail)
            if detail is Detail.KEY:
                yield ""
                yield from _keyed(scenario, key, answer)
    if detail is Detail.KEY:
        yield _block(f"Why: {result.key.rationale}")


def _way_through(story: Story, key: StoryKey, answer: Any, detail: Detail) -> Iterator[str]:
    """Each scene of a path with the choice made there, and the ending; the path of the key when there is no other."""

    def best(scene: str) -> str:
        return max(key.effectiveness[scene], key=key.effectiveness[scene].__getitem__)

    def choice(scene: str, letter: str) -> str:
        return f"{letter}. {story.scenes[scene].choices[letter].text}"

    path = story_path(answer, story)
    if path is None:
        for scene, letter in walk(story, lambda scene, _: best(scene)) if detail is Detail.KEY else []:
            yield _block(f"{story.scenes[scene].title}, in the key: {choice(scene, letter)}")
        return
    for scene, letter in path:
        title = story.scenes[scene].title
        if detail is Detail.POINTS:
            yield _block(_short(f"{_short(title, MAX_TITLE)}: {choice(scene, letter)}", MAX_STEP))
            continue
        yield _block(f"{title}: {choice(scene, letter)}")
        yield _block(key.feedback[scene][letter], deep=True)
        if detail is Detail.KEY and letter != best(scene):
            yield _block(f"In the key: {choice(scene, best(scene))}", deep=True)
    scene, letter = path[-1]
    ending = story.scenes[story.scenes[scene].choices[letter].to]
    yield _block(f"Ending: {_short(ending.title, MAX_OPTION)}")


def _answered(scenario: Scenario, key: Key, answer: Any, detail: Detail) -> Iterator[str]:
    """A line for each option that the answer speaks of, and what the key says to those that stand out in it."""
    telling: set[str] = set()
    if detail is not Detail.POINTS:
        telling.update(_at_the_ends(scenario, answer))
    if detail is Detail.KEY:
        telling.update(_farthest(scenario, key, answer))
    for words, letter in _said(scenario, answer):
        text = scenario.options[letter]
        yield _block(f"{words} {letter}. {_short(text, MAX_OPTION) if detail is Detail.POINTS else text}")
        if letter in telling:
            yield _block(key.feedback[letter], deep=True)


def _keyed(scenario: Scenario, key: Key, answer: Any) -> Iterator[str]:
    """The answer that the key gives, and where the learner's own, if there is one, is farthest from it."""
    best = _best_answer(scenario, key, answer)
    if answer is not None and _said(scenario, answer) == _said(scenario, best):
        yield _block("This is the answer of the key.")
        return
    if answer is not None and scenario.kind in NUMBERED:
        numbers = ", ".join(f"{letter} {number}" for letter, number in _numbers(scenario, best).items())
        yield _block(f"In the key: {numbers}. Farthest from it: {', '.join(_farthest(scenario, key, answer))}.")
        return
    yield _block("In the key:")
    for words, letter in _said(scenario, best):
        yield _block(f"{words} {letter}. {scenario.options[letter]}", deep=True)


def _best_answer(scenario: Scenario, key: Key, answer: Any) -> dict[str, Any]:
    """The answer that the key gives. Options that it holds equal stand in the order of `answer`, if there is one."""
    if scenario.kind == "rate-each":
        return {"ratings": key.effectiveness}
    if scenario.kind == "choose":
        return {"choice": max(key.effectiveness, key=key.effectiveness.__getitem__)}
    given = answer["order"] if answer is not None and scenario.kind == "rank" else sorted(key.effectiveness)
    order = sorted(given, key=lambda letter: -key.effectiveness[letter])
    return {"order": order} if scenario.kind == "rank" else {"best": order[0], "worst": order[-1]}


def _said(scenario: Scenario, answer: Any) -> list[tuple[str, str]]:
    """What an answer says, in its own order: words, and the letter of the option that they are about."""
    if scenario.kind == "choose":
        return [("chosen:", answer["choice"])]
    if scenario.kind == "best-worst":
        return [("most effective: ", answer["best"]), ("least effective:", answer["worst"])]
    words = "rated" if scenario.kind == "rate-each" else "place"
    return [(f"{words} {number}:", letter) for letter, number in _numbers(scenario, answer).items()]


def _numbers(scenario: Scenario, answer: Any) -> dict[str, int]:
    """The rating of each option, or its place."""
    if scenario.kind == "rate-each":
        return dict(sorted(answer["ratings"].items()))
    return {letter: place for place, letter in enumerate(answer["order"], start=1)}


def _at_the_ends(scenario: Scenario, answer: Any) -> list[str]:
    """The options that an answer puts first or last, or rates highest or lowest."""
    if scenario.kind not in NUMBERED:
        return [letter for _, letter in _said(scenario, answer)]
    numbers = _numbers(scenario, answer)
    ends = min(numbers.values()), max(numbers.values())
    return [letter for letter, number in numbers.items() if number in ends]


def _farthest(scenario: Scenario, key: Key, answer: Any) -> list[str]:
    """The options whose rating or place is farthest from the key; none when all are as in the key."""
    if scenario.kind not in NUMBERED:
        return []
    yours, keys = _numbers(scenario, answer), _numbers(scenario, _best_answer(scenario, key, answer))
    steps = {letter: abs(number - keys[letter]) for letter, number in yours.items()}
    return [letter for letter, count in steps.items() if count == max(steps.values()) > 0]


def _block(text: str, deep: bool = False) -> str:
    return indent(for_print(text), "      " if deep else "   ")


def _short(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" ...")
