"""What a class answered to a quiz, scored: a table of learners by questions, which all figures are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Any

import numpy as np
import pandas as pd

from softskills.items import Key, Quiz, QuizKeys, Scenario, Story, best_option
from softskills.scoring import best_worst_picks, choice, rank_order, rate_each_ratings, story_path, terms, weights

Path = tuple[tuple[str, str], ...]
"""Of a story: the (scene, letter) of every choice to an ending."""


@dataclass(frozen=True)
class ClassTable:
    """Learners by questions, in the order of the quiz.

    `credits`: at most 1 for the best answer, 0 for what chance would earn, missing where there is no valid answer.
    `first`: the letter of the option that a learner put first, missing where no option was. `sure`: what a learner said
    of their certainty, where they were asked. `paths`: by story, one for each learner who came to an ending.
    """

    quiz: Quiz
    keys: QuizKeys
    credits: pd.DataFrame
    first: pd.DataFrame
    sure: pd.DataFrame
    paths: dict[str, list[Path]]

    @cached_property
    def begun(self) -> pd.DataFrame:
        """The credits of those who answered anything at all: a blank hand-in says nothing of the questions."""
        return self.credits[self.credits.notna().any(axis=1)]

    @cached_property
    def marks(self) -> pd.DataFrame:
        """As `begun`, with 0 for what was left out, which is what it earns. Questions that count for nobody, or for
        everybody alike, are no part of the score, so they're not among these.
        """
        return self.begun.drop(columns=list(self.keys.adjusted), errors="ignore").fillna(0.0)

    def rest(self, item: str) -> pd.Series:
        """The sum of each learner's marks in all other questions."""
        return self.marks.drop(columns=item, errors="ignore").sum(axis=1)

    def best(self, item: str) -> str | None:
        """The letter of the best option; None for a story."""
        key = self.keys.items[item]
        return best_option(key.effectiveness) if isinstance(key, Key) else None

    def competency(self, item: str) -> str | None:
        """What a question trains: as its entry in the quiz says, else as the quiz does."""
        return self._competencies.get(item) or self.quiz.competency

    @cached_property
    def _competencies(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for entry in self.quiz.items:
            asked = getattr(entry, "scenarios", [entry])
            found |= {one.id: entry.competency for one in asked}
        return found


def class_table(quiz: Quiz, keys: QuizKeys, answers: Mapping[str, Mapping[str, Any]]) -> ClassTable:
    """Score the answers of a class: by learner, the answer that counts for each question, which may be anything."""
    learners = list(answers)
    credits: dict[str, list[float]] = {}
    first: dict[str, list[str | None]] = {}
    sure: dict[str, list[str | None]] = {}
    paths: dict[str, list[Path]] = {}
    for item in quiz.scenarios:
        table = weights(item, keys.items[item.id])
        known: dict[str, _Said] = {}  # a class gives the same few answers, and each is looked at once
        same: dict[int, _Said] = {}  # also by what it is, for whoever shares one object between them
        said = []
        for learner in learners:
            answer = answers[learner].get(item.id)
            found = same.get(id(answer))
            if found is None:
                name = repr(answer)
                found = same[id(answer)] = known.get(name) or known.setdefault(name, _said(item, answer, table))
            said.append(found)
        credits[item.id] = [one.credit for one in said]
        first[item.id] = [one.first for one in said]
        sure[item.id] = [one.sure for one in said]
        if isinstance(item, Story):
            paths[item.id] = [one.path for one in said if one.path is not None]
    names = pd.Index(learners, name="learner", dtype=object)
    return ClassTable(
        quiz,
        keys,
        pd.DataFrame(credits, index=names, dtype=float),
        pd.DataFrame(first, index=names, dtype=object),
        pd.DataFrame(sure, index=names, dtype=object),
        paths,
    )


@dataclass(frozen=True)
class _Said:
    """One answer, scored. The credit of what is no answer is not a number."""

    credit: float
    first: str | None
    sure: str | None
    path: Path | None


def _said(item: Scenario | Story, answer: Any, table: Mapping[str, float]) -> _Said:
    found = terms(item, answer)
    if found is None:
        return _Said(np.nan, None, _sure(answer), None)
    path = story_path(answer, item) if isinstance(item, Story) else None
    credit = fmean(table[term] for term in found)
    return _Said(credit, _first(item, answer), _sure(answer), tuple(path) if path else None)


def _first(item: Scenario | Story, answer: Any) -> str | None:
    """The option that a sound answer puts first; None where several share that place, and for a story."""
    if isinstance(item, Story):
        return None
    match item.kind:
        case "choose":
            return choice(answer, item.options)
        case "best-worst":
            picks = best_worst_picks(answer, item.options)
            return picks[0] if picks else None
        case "rank":
            order = rank_order(answer, item.options)
            return order[0] if order else None
        case "rate-each":
            ratings = rate_each_ratings(answer, item.options) or {}
            highest = [letter for letter, rating in ratings.items() if rating == max(ratings.values())]
            return highest[0] if len(highest) == 1 else None


def _sure(answer: Any) -> str | None:
    said = answer.get("sure") if isinstance(answer, dict) else None
    return said if said in ("guessing", "fairly", "sure") else None
