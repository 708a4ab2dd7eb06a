"""What is told on a graded quiz: of each scene the learner's answer, and as much of the key as learners are let see.

It is data. `feedback` writes it as plain text, and the feedback page as HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from softskills.grading.quiz.review import Result, Review
from softskills.items import FULL_MARKS, LEFT_OUT, Adjusted, Key, Scenario, Story, StoryKey
from softskills.items.story_graph import walk
from softskills.scoring import story_path

NUMBERED = ("rate-each", "rank")
"""The kinds whose answers give every option a number: its rating, or its place."""


_DECIDED: dict[Adjusted, str] = {
    LEFT_OUT: "This scene was left out for everybody, after it was handed in. The others count for more.",
    FULL_MARKS: "Everybody gets full marks for this scene, whatever they answered.",
}


class Detail(StrEnum):
    """How much of the key a review tells."""

    POINTS = "points"
    """Nothing of it."""
    CHOICES = "choices"
    """What it says to the learner's own choices, below the scene that they were made in."""
    KEY = "key"
    """Also the best answer, and why it is the best."""


class Says(StrEnum):
    """What a remark on a scene says."""

    ADJUSTED = "adjusted"
    """What was decided about the scene for everybody."""
    FAULT = "fault"
    """Why there is no answer that counts."""
    CHOICE = "choice"
    """What the learner's answer says of an option."""
    STEP = "step"
    """What the learner chose in a scene of a story."""
    COMMENT = "comment"
    """What the key says to the choice before it: what turned it."""
    ENDING = "ending"
    """Where a story ended."""
    KEY = "key"
    """How the answer of the key stands to the learner's."""
    KEY_CHOICE = "key-choice"
    """What the answer of the key says of an option."""
    KEY_STEP = "key-step"
    """What the key chooses in a scene of a story."""
    WHY = "why"
    """Why the answer of the key is the best."""


@dataclass(frozen=True)
class Remark:
    """One thing said on a scene: `words` and the letter of an option where they belong to it, and the text."""

    says: Says
    text: str
    words: str = ""
    letter: str = ""


@dataclass(frozen=True)
class Told:
    """All that is said on one scene. `asked` is the situation with its question, in paragraphs."""

    title: str
    points: float
    asked: list[str]
    remarks: list[Remark]


def tell(review: Review, detail: Detail) -> list[Told]:
    """What is told on each scene of a review, in the order of the quiz."""
    return [
        Told(
            title=result.scenario.title,
            points=result.points,
            asked=list(filter(None, (result.scenario.stem, result.scenario.goal, result.scenario.question))),
            remarks=list(_remarks(result, detail)),
        )
        for result in review.results
    ]


def _remarks(result: Result, detail: Detail) -> Iterator[Remark]:
    answer = None if result.fault else result.answer
    if result.adjusted:
        yield Remark(Says.ADJUSTED, _DECIDED[result.adjusted])
    if result.fault:
        yield Remark(Says.FAULT, result.fault)
    match result.scenario, result.key:
        case Story() as story, StoryKey() as key:
            yield from _way_through(story, key, answer, detail)
        case Scenario() as scenario, Key() as key:
            if answer is not None:
                yield from _answered(scenario, key, answer, detail)
            if detail is Detail.KEY:
                yield from _keyed(scenario, key, answer)
    if detail is Detail.KEY:
        yield Remark(Says.WHY, result.key.rationale)


def _way_through(story: Story, key: StoryKey, answer: Any, detail: Detail) -> Iterator[Remark]:
    """Each scene of a path with the choice made there, and the ending; the path of the key when there is no other."""

    def best(scene: str) -> str:
        return max(key.effectiveness[scene], key=key.effectiveness[scene].__getitem__)

    def choice(says: Says, scene: str, letter: str, words: str) -> Remark:
        return Remark(says, story.scenes[scene].choices[letter].text, words, letter)

    path = story_path(answer, story)
    if path is None:
        for scene, letter in walk(story, lambda scene, _: best(scene)) if detail is Detail.KEY else []:
            yield choice(Says.KEY_STEP, scene, letter, f"{story.scenes[scene].title}, in the key:")
        return
    for scene, letter in path:
        yield choice(Says.STEP, scene, letter, f"{story.scenes[scene].title}:")
        if detail is not Detail.POINTS:
            yield Remark(Says.COMMENT, key.feedback[scene][letter])
        if detail is Detail.KEY and letter != best(scene):
            yield choice(Says.KEY_CHOICE, scene, best(scene), "In the key:")
    scene, letter = path[-1]
    ending = story.scenes[story.scenes[scene].choices[letter].to]
    yield Remark(Says.ENDING, ending.title, "Ending:")


def _answered(scenario: Scenario, key: Key, answer: Any, detail: Detail) -> Iterator[Remark]:
    """Each option that the answer speaks of, and what the key says to those that stand out in it."""
    telling: set[str] = set()
    if detail is not Detail.POINTS:
        telling.update(_at_the_ends(scenario, answer))
    if detail is Detail.KEY:
        telling.update(_farthest(scenario, key, answer))
    for words, letter in _said(scenario, answer):
        yield Remark(Says.CHOICE, scenario.options[letter], words, letter)
        if letter in telling:
            yield Remark(Says.COMMENT, key.feedback[letter])


def _keyed(scenario: Scenario, key: Key, answer: Any) -> Iterator[Remark]:
    """The answer that the key gives, and where the learner's own, if there is one, is farthest from it."""
    best = _best_answer(scenario, key, answer)
    if answer is not None and _said(scenario, answer) == _said(scenario, best):
        yield Remark(Says.KEY, "This is the answer of the key.")
        return
    if answer is not None and scenario.kind in NUMBERED:
        numbers = ", ".join(f"{letter} {number}" for letter, number in _numbers(scenario, best).items())
        farthest = ", ".join(_farthest(scenario, key, answer))
        yield Remark(Says.KEY, f"In the key: {numbers}. Farthest from it: {farthest}.")
        return
    yield Remark(Says.KEY, "In the key:")
    for words, letter in _said(scenario, best):
        yield Remark(Says.KEY_CHOICE, scenario.options[letter], words, letter)


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
