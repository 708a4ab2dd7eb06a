"""Figures of each situation: how hard it is, whether it goes with the rest, and what its options draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from softskills.items import Key, Scenario
from softskills.reports.classes.intervals import Estimate, correlation, mean, share, spread, too_few
from softskills.reports.classes.limits import THIRDS_NEED
from softskills.reports.classes.taken import ClassTable

SURE = {"sure": "sure", "fairly": "fairly sure", "guessing": "guessing"}


def situations(table: ClassTable) -> pd.DataFrame:
    """A row for each situation.

    facility: the mean credit of those who answered, at most 1; 0 is what chance would earn. best: the share of those
    who answered that put the best option first. item_rest: the correlation of its credit with the sum of the others,
    what was left out there counting 0 as in the mark (corrected for the situation itself, which would go with itself).
    omitted: how many who began the quiz left it out. adjusted: what was decided about it after learners had answered
    it; then it is no part of the score.
    """
    rows = []
    for item in table.quiz.scenarios:
        credits = table.begun[item.id]
        answered = credits.notna()
        first = table.first.loc[table.begun.index, item.id]
        best = table.best(item.id)
        put_first = first.notna()
        rows.append(
            {
                "item": item.id,
                "title": item.title,
                "kind": item.kind,
                "competency": table.competency(item.id),
                "contrast": item.contrast,
                "answered": int(answered.sum()),
                "omitted": int((~answered).sum()),
                **spread("facility", mean(credits)),
                **spread("best", share(int((first == best).sum()), int(put_first.sum()))),
                **spread("item_rest", correlation(credits, table.rest(item.id))),
                "adjusted": table.keys.adjusted.get(item.id, ""),
            }
        )
    return pd.DataFrame(rows)


def options(table: ClassTable) -> pd.DataFrame:
    """A row for each option of each situation: how many put it first, in the class and in its upper and lower third.

    The thirds are those of the score in all other situations. A third, and not 27 %, because the scores of a class are
    few and their distribution is flat rather than normal: Cureton 1957, doi 10.1007/BF02289130.
    """
    rows = []
    for item in table.quiz.scenarios:
        key = table.keys.items[item.id]
        if not isinstance(item, Scenario) or not isinstance(key, Key):
            continue
        first = table.first.loc[table.begun.index, item.id].dropna()
        upper, lower = _thirds(table.rest(item.id).loc[first.index])
        counts = [part.value_counts().to_dict() for part in (first, first[upper], first[lower])]
        n, n_upper, n_lower = len(first), int(upper.sum()), int(lower.sum())
        why = "" if n >= THIRDS_NEED else too_few(n, THIRDS_NEED).withheld
        for letter, text in sorted(item.options.items()):
            whole, high, low = (int(count.get(letter, 0)) for count in counts)
            rows.append(
                {
                    "item": item.id,
                    "option": letter,
                    "text": text,
                    "effectiveness": key.effectiveness[letter],
                    "is_best": letter == table.best(item.id),
                    "count": whole,
                    **spread("share", share(whole, n)),
                    "upper": None if why else high,
                    "upper_n": n_upper,
                    "lower": None if why else low,
                    "lower_n": n_lower,
                    "thirds_withheld": why,
                }
            )
    return pd.DataFrame(rows)


def certainty(table: ClassTable) -> pd.DataFrame:
    """A row for each situation and certainty that was said of it: how many, and what share of them put the best first.

    Empty where nobody was asked how sure they were, as in a graded quiz.
    """
    rows = list(_certainty(table))
    return pd.DataFrame(rows, columns=["item", "sure", *spread("best", Estimate(0))])


def _certainty(table: ClassTable) -> Iterator[dict[str, Any]]:
    for item in table.quiz.scenarios:
        best = table.best(item.id)
        for said, words in SURE.items():
            of_these = table.first[item.id][table.sure[item.id] == said].dropna()
            if len(of_these) and best is not None:
                yield {
                    "item": item.id,
                    "sure": words,
                    **spread("best", share(int((of_these == best).sum()), len(of_these))),
                }


def _thirds(scores: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Who is in the upper and who in the lower third by these scores. Equal scores are never parted, so that a third
    may be smaller than a third.
    """
    lowest, highest = scores.rank(method="max"), scores.rank(method="min")
    return highest > len(scores) * 2 / 3, lowest <= len(scores) / 3
