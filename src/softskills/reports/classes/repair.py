"""What to rewrite, and why: situations that are too easy, too hard or against the key, and options nobody chose."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal

import pandas as pd

from softskills.reports.classes.intervals import records
from softskills.reports.classes.limits import LEVEL, Thresholds
from softskills.reports.classes.places import QuizPlaces

Reason = Literal["too easy", "too hard", "against the key", "never chosen"]

COLUMNS = ["item", "title", "option", "reason", "says", "do", "place", "key_place"]


def repair_list(
    situations: pd.DataFrame, options: pd.DataFrame, places: QuizPlaces, limits: Thresholds | None = None
) -> pd.DataFrame:
    """A row for each situation or option to rewrite, the gravest reason first, with its file and line.

    `situations` and `options` are the tables of these names. What too few answered is not judged.
    """
    limits = limits or Thresholds()
    judged = situations[situations["answered"] >= limits.learners]
    rows = [row for one in records(judged) if (row := _of_situation(one, limits))]
    if len(options):
        # What is to be rewritten as a whole isn't named again for its options.
        others = set(judged["item"]) - {row["item"] for row in rows}
        titles = judged.set_index("item")["title"]
        rows += _of_options(options[options["item"].isin(others)], titles, limits)
    order = ["against the key", "too hard", "too easy", "never chosen"]
    rows.sort(key=lambda row: order.index(row["reason"]))
    for row in rows:
        row["place"] = places.options.get((row["item"], row["option"])) or places.items.get(row["item"], "")
        row["key_place"] = places.keys.get(row["item"], "")
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_situation(row: dict[str, Any], limits: Thresholds) -> dict[str, Any] | None:
    """The gravest reason to rewrite a situation, or None."""
    about = {"item": row["item"], "title": row["title"], "option": ""}
    if _is(row["item_rest"]) and row["item_rest"] <= limits.against_key:
        return about | {
            "reason": "against the key",
            "says": "Who does well elsewhere does badly here: its correlation with the rest is "
            f"{_with_interval(row, 'item_rest')}.",
            "do": "Read the key again, beside what the upper third chose. If the key holds, the situation lacks a "
            "fact, or one in it misleads.",
        }
    # 0 is what chance earns, in every kind: when the whole interval lies below, picking blindly does better.
    if _is(row["facility_high"]) and row["facility_high"] < 0:
        return about | {
            "reason": "too hard",
            "says": f"Picking blindly earns 0, and the class earns less: {_with_interval(row, 'facility')}.",
            "do": "Say the fact on which the best answer turns more plainly, or check that the key is right.",
        }
    measured = "best" if _is(row["best"]) else "facility"
    if _is(row[measured]) and row[measured] >= limits.easy:
        return about | {
            "reason": "too easy",
            "says": f"{row[measured]:.0%} of {row[f'{measured}_n']} give the best answer, so it tells nobody apart.",
            "do": "Make another option the one that a sensible person would take who overlooks the fact it turns on.",
        }
    return None


def _of_options(options: pd.DataFrame, titles: pd.Series, limits: Thresholds) -> Iterator[dict[str, Any]]:
    for row in records(options):
        if row["count"] == 0 and row["share_n"] >= rarely_missed(limits.rare):
            yield {
                "item": row["item"],
                "title": titles[row["item"]],
                "option": row["option"],
                "reason": "never chosen",
                "says": f"None of {row['share_n']} chose option {row['option']}.",
                "do": "Write something there that somebody would do with good reasons.",
            }


def rarely_missed(rare: float) -> int:
    """How many must choose, so that of an option with this share at least one choice is seen with a certainty of LEVEL:
    the least n with (1 - share) ** n <= 1 - LEVEL.
    """
    return math.ceil(math.log(1 - LEVEL) / math.log(1 - rare))


def _is(value: Any) -> bool:
    return value is not None and not pd.isna(value)


def _with_interval(row: dict[str, Any], name: str) -> str:
    low, high = _signed(row[f"{name}_low"]), _signed(row[f"{name}_high"])
    return f"{_signed(row[name])} (interval {low} to {high}, n = {row[f'{name}_n']})"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")
