"""Figures of situations taken together: contrast sets, competencies, and one assignment after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from softskills.items import GradedContrastSet
from softskills.reports.classes.intervals import Estimate, mean, share, spread
from softskills.reports.classes.taken import ClassTable


def contrast_sets(table: ClassTable) -> pd.DataFrame:
    """A row for each contrast set of two situations: of those who answered both, the share that saw the turn.

    saw: the best option in both. same: the same option in both, whatever changed between them.
    """
    rows = []
    for entry in table.quiz.items:
        names = [one.id for one in entry.scenarios] if isinstance(entry, GradedContrastSet) else []
        if len(names) < 2:
            continue
        first = table.first[names].dropna()
        saw = pd.Series(True, index=first.index)
        for name in names:
            saw &= first[name] == table.best(name)
        same = first.nunique(axis=1) == 1
        rows.append(
            {
                "set": entry.id,
                "title": entry.title,
                **spread("saw", share(int(saw.sum()), len(first))),
                **spread("same", share(int(same.sum()), len(first))),
            }
        )
    return pd.DataFrame(rows, columns=["set", "title", *spread("saw", Estimate(0)), *spread("same", Estimate(0))])


def competencies(table: ClassTable, names: Mapping[str, str]) -> pd.DataFrame:
    """A row for each competency that situations are tagged with: the mean over the learners of their mean credit in it.

    `names` says how competencies are called, by their ids, and in which order they stand.
    """
    items: dict[str, list[str]] = {}
    for one in table.quiz.scenarios:
        if one.id in table.marks and (competency := table.competency(one.id)):
            items.setdefault(competency, []).append(one.id)
    order = [*(name for name in names if name in items), *(name for name in items if name not in names)]
    rows = [
        {
            "competency": one,
            "name": names.get(one, one),
            "situations": len(items[one]),
            **spread("credit", mean(table.marks[items[one]].mean(axis=1))),
        }
        for one in order
    ]
    return pd.DataFrame(rows, columns=["competency", "name", "situations", *spread("credit", Estimate(0))])


def over_assignments(taken: Sequence[tuple[str, ClassTable]]) -> pd.DataFrame:
    """A row for each assignment, in the order given: the mean credit of the class, and how it changed.

    change: the mean of the differences to the assignment before, over those who answered in both. Assignments ask
    different things, so that a change is also one of the questions.
    """
    means = [(name, table.marks.mean(axis=1)) for name, table in taken]
    changes: list[Estimate] = [Estimate(0, withheld="it's the first")]
    for (_, before), (_, after) in pairwise(means):
        changes.append(mean((after - before).dropna()))
    rows: list[dict[str, Any]] = [
        {"assignment": name, **spread("credit", mean(credits)), **spread("change", change)}
        for (name, credits), change in zip(means, changes, strict=False)
    ]
    return pd.DataFrame(rows)
