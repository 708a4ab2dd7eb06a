"""Scores: an answer and a key in, a number from 0 to 1 out.

Page and Python share these functions. The page gets their results as weights, and takes the mean of the weights of
what an answer says (its terms, see `terms`); it has no formula of its own.

Source of the keyed formats: Krumm et al. 2015, doi 10.1037/a0037674.
"""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

from softskills.items import Key, Scenario, Story, StoryKey
from softskills.scale import HIGHEST, LEVELS, LOWEST, level_of


def score(item: Scenario | Story, answer: Any, key: Key | StoryKey) -> float:
    """Score an answer to this scenario, from 0 to 1. What is no answer scores 0.

    Raises TypeError when the key is that of another sort of scenario.
    """
    match item, key:
        case Story(), StoryKey():
            return score_branching(answer, item, key)
        case Scenario(kind="best-worst"), Key():
            return score_best_worst(answer, key)
        case Scenario(kind="rate-each"), Key():
            return score_rate_each(answer, key)
        case Scenario(kind="rank"), Key():
            return score_rank(answer, key)
    raise TypeError(f"{item.id} is of the kind {item.kind}, and its key is a {type(key).__name__}")


def score_best_worst(answer: Any, key: Key) -> float:
    """Score a pick of the most and the least effective option, from 0 to 1, with partial credit.

    The score is (effectiveness of the pick for best - effectiveness of the pick for worst), divided by the widest
    such difference in the key, and not below 0. Anything that is not an answer scores 0: no pick, an unknown letter,
    the same letter twice, another type.
    """
    picks = best_worst_picks(answer, key.effectiveness)
    if picks is None:
        return 0.0
    best, worst = picks
    values = key.effectiveness
    widest = max(values.values()) - min(values.values())
    return max(0.0, (values[best] - values[worst]) / widest)


def score_rate_each(answer: Any, key: Key) -> float:
    """Score ratings of all options, from 0 to 1: 1 less the distance from the key as a share of the greatest one.

    Distance is the sum over all options of the steps between rating and key. An option left out, an unknown one, or
    a rating that is no whole number from 1 to 5 makes it no answer, which scores 0.
    """
    ratings = rate_each_ratings(answer, key.effectiveness)
    if ratings is None:
        return 0.0
    distance = sum(abs(ratings[letter] - value) for letter, value in key.effectiveness.items())
    return 1 - distance / _farthest(key)


def score_rank(answer: Any, key: Key) -> float:
    """Score an order of all options, best first, from 0 to 1: the share of pairs that stand as in the key.

    Pairs that the key holds equal do not count. Anything but each option once is no answer, which scores 0.
    """
    order = rank_order(answer, key.effectiveness)
    if order is None:
        return 0.0
    values = key.effectiveness
    pairs = [(first, second) for first, second in combinations(order, 2) if values[first] != values[second]]
    return sum(values[first] > values[second] for first, second in pairs) / len(pairs)


def score_branching(answer: Any, story: Story, key: StoryKey) -> float:
    """Score a path through a story, from 0 to 1: the mean over its forks of how good each choice was.

    At a fork the most effective choice counts 1 and the least effective 0; the others stand between, by their
    effectiveness. So one poor choice can be made good, as in the story. A path that does not lead from the start to
    an ending, choice by choice, is no answer, which scores 0.
    """
    path = story_path(answer, story)
    if path is None:
        return 0.0
    return sum(_fork_weight(key.effectiveness[scene], letter) for scene, letter in path) / len(path)


def best_worst_picks(answer: Any, letters: Any) -> tuple[str, str] | None:
    """The (best, worst) letters of an answer, or None when it is not two different known letters."""
    if not isinstance(answer, dict):
        return None
    best, worst = answer.get("best"), answer.get("worst")
    if not isinstance(best, str) or not isinstance(worst, str) or best == worst:
        return None
    return (best, worst) if best in letters and worst in letters else None


def rate_each_ratings(answer: Any, letters: Any) -> dict[str, int] | None:
    """The rating of every option, or None when one is missing, unknown, or no whole number from 1 to 5."""
    ratings = answer.get("ratings") if isinstance(answer, dict) else None
    if not isinstance(ratings, dict) or set(ratings) != set(letters):
        return None
    levels = {letter: level for letter, rating in ratings.items() if (level := level_of(rating)) is not None}
    return levels if len(levels) == len(ratings) else None


def rank_order(answer: Any, letters: Any) -> list[str] | None:
    """The options in the learner's order, best first, or None when it is not each known letter once."""
    order = answer.get("order") if isinstance(answer, dict) else None
    if not isinstance(order, list) or not all(isinstance(letter, str) for letter in order):
        return None
    return list(order) if sorted(order) == sorted(letters) else None


def story_path(answer: Any, story: Story) -> list[tuple[str, str]] | None:
    """The (scene, letter) of every choice from the start to an ending, or None when the answer is no such path.

    In an answer a path is a list of texts, "scene.letter" each.
    """
    path = answer.get("path") if isinstance(answer, dict) else None
    if not isinstance(path, list) or not path or not all(isinstance(step, str) for step in path):
        return None
    here, found = story.start, []
    for step in path:
        scene, _, letter = step.rpartition(".")
        if scene != here or letter not in story.scenes[here].choices:
            return None
        found.append((scene, letter))
        here = story.scenes[here].choices[letter].to
    return found if story.scenes[here].ending else None


def terms(item: Scenario | Story, answer: Any) -> list[str] | None:
    """What an answer says, as terms the mean of whose weights is its score; None when it is no answer.

    best-worst: one term, the two letters ("ac"); rate-each: a term for every option ("a3"); rank: a term for every
    pair of options in the order given ("ab": a stands before b); branching: a term for every choice, with the scene
    that it leads to, nothing for an ending, and a mark before the first ("!desk.a>hall", "hall.b>").
    """
    match item:
        case Story():
            path = story_path(answer, item)
            if path is None:
                return None
            scenes = [*(scene for scene, _ in path), ""]
            steps = [f"{scene}.{letter}>{to}" for (scene, letter), to in zip(path, scenes[1:], strict=True)]
            return [f"!{steps[0]}", *steps[1:]]
        case Scenario(kind="best-worst"):
            picks = best_worst_picks(answer, item.options)
            return None if picks is None else ["".join(picks)]
        case Scenario(kind="rate-each"):
            ratings = rate_each_ratings(answer, item.options)
            return None if ratings is None else [f"{letter}{rating}" for letter, rating in sorted(ratings.items())]
        case Scenario(kind="rank"):
            order = rank_order(answer, item.options)
            return None if order is None else [first + second for first, second in combinations(order, 2)]
    raise TypeError(f"{item!r} is no scenario")


def story_terms(story: Story) -> list[str]:
    """Every term that an answer to this story can hold. An answer is one exactly when all its terms are among them."""
    found = []
    for name, scene in story.forks.items():
        for letter, choice in scene.choices.items():
            after = story.scenes[choice.to]
            if not after.choices and not after.ending:
                continue  # a dead end: no path through it is an answer
            step = f"{name}.{letter}>{choice.to if after.choices else ''}"
            found += [f"!{step}", step] if name == story.start else [step]
    return sorted(found)


def weights(item: Scenario | Story, key: Key | StoryKey) -> dict[str, float]:
    """The weight of every possible term, so that the mean of the weights of an answer's terms is its score.

    Raises TypeError when the key is that of another sort of scenario.
    """
    if isinstance(item, Story) and isinstance(key, StoryKey):
        found = {}
        for term in story_terms(item):
            scene, _, letter = term.lstrip("!").partition(">")[0].rpartition(".")
            found[term] = _fork_weight(key.effectiveness[scene], letter)
        return found
    if not isinstance(item, Scenario) or not isinstance(key, Key):
        raise TypeError(f"{item.id} is of the kind {item.kind}, and its key is a {type(key).__name__}")
    values = key.effectiveness
    pairs = list(permutations(sorted(values), 2))
    match item.kind:
        case "best-worst":
            return {a + b: score_best_worst({"best": a, "worst": b}, key) for a, b in pairs}
        case "rate-each":
            share = len(values) / _farthest(key)
            return {
                f"{letter}{rating}": (_reach(values[letter]) - abs(rating - values[letter])) * share
                for letter in sorted(values)
                for rating in LEVELS
            }
        case "rank":
            share = len(pairs) / 2 / sum(values[a] > values[b] for a, b in pairs)
            return {a + b: float(values[a] > values[b]) * share for a, b in pairs}


def _fork_weight(values: dict[str, int], letter: str) -> float:
    lowest = min(values.values())
    return (values[letter] - lowest) / (max(values.values()) - lowest)


def _reach(value: int) -> int:
    """How far a rating can be from this value."""
    return max(value - LOWEST, HIGHEST - value)


def _farthest(key: Key) -> int:
    return sum(_reach(value) for value in key.effectiveness.values())


CALIBRATION_NEEDS = 4
"""How many answered scenarios of a competency a comparison with the self-rating takes."""

CALIBRATION_TOLERANCE = 15
"""Points out of 100 within which a self-rating and a scenario score count as aligned: the course's own band."""


def calibration_bands() -> dict[int, tuple[float, float]]:
    """For each self-rating from 1 to 5 the scenario scores, 0 to 100, that count as aligned with it.

    The five levels are spread evenly over 0 to 100. A score below the band means "look again" (the rating is higher
    than the score), one above it "underestimating". Both measures are imperfect; the bands are the course's own.
    """
    bands = {}
    for level in LEVELS:
        middle = (level - LOWEST) * 100 // (HIGHEST - LOWEST)
        bands[level] = (max(0.0, middle - CALIBRATION_TOLERANCE), min(100.0, middle + CALIBRATION_TOLERANCE))
    return bands
