"""What an answer says, by the kind of its item: a letter, two picks, ratings, an order, a path; and all of it as terms.

A log may hold anything. What is no answer to its item is None here, and never an error.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from softskills.items import Scenario, Story
from softskills.scale import level_of


def choice(answer: Any, letters: Any) -> str | None:
    """The letter of the option chosen, or None when it is not one known letter."""
    chosen = answer.get("choice") if isinstance(answer, dict) else None
    return chosen if isinstance(chosen, str) and chosen in letters else None


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
    """What an answer says, as terms the mean of whose weights is its credit; None when it is no answer.

    choose: one term, the letter ("b"); best-worst: one term, the two letters ("ac"); rate-each: a term for every
    option ("a3"); rank: a term for every pair of options in the order given ("ab": a stands before b); branching: a
    term for every choice, with the scene that it leads to, nothing for an ending, and a mark before the first
    ("!desk.a>hall", "hall.b>").
    """
    match item:
        case Story():
            path = story_path(answer, item)
            if path is None:
                return None
            scenes = [*(scene for scene, _ in path), ""]
            steps = [f"{scene}.{letter}>{to}" for (scene, letter), to in zip(path, scenes[1:], strict=True)]
            return [f"!{steps[0]}", *steps[1:]]
        case Scenario(kind="choose"):
            chosen = choice(answer, item.options)
            return None if chosen is None else [chosen]
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
