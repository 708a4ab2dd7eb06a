"""A report as one page of HTML that asks for nothing: offline, light and dark, on a phone and on paper.

What learners and authors typed stands in it as text, never as markup.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from softskills.charts.stories.graph import graph_of, with_shares
from softskills.phrases import counted, typographic
from softskills.reports.classes import limits
from softskills.reports.classes.intervals import Estimate, records
from softskills.reports.classes.paths import StoryPaths
from softskills.reports.classes.repair import rarely_missed
from softskills.reports.classes.report import ClassReport
from softskills.templates import environment

BARS = 8
"""Of the histogram of points, at most."""
NAMED_AT_MOST = 200
"""Learners in one list of names. The others are counted; all stand in the CSV."""
MINUS = "\N{MINUS SIGN}"


def page_of(report: ClassReport) -> str:
    """The page, as text."""
    style = files("softskills.reports.classes").joinpath("html", "report.css").read_text("utf-8")
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    counts = _counts(report)
    return _TEMPLATES.get_template("report.html").render(
        report=report,
        quiz=report.table.quiz,
        style=style,
        policy=f"default-src 'none'; img-src data:; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'",
        counts=counts,
        lists=_lists(report),
        histogram=_histogram(report),
        situations=records(report.situations),
        options=_grouped(report.options, "item"),
        certainty=_grouped(report.certainty, "item"),
        sets=records(report.contrast_sets),
        competencies=records(report.competencies),
        assignments=records(report.over_assignments),
        repair=records(report.repair),
        stories=[_story(one) for one in report.stories],
        named_at_most=NAMED_AT_MOST,
        limits=limits,
        thresholds=limits.Thresholds(),
        rarely_missed=rarely_missed(limits.Thresholds().rare),
    )


def percent(value: float) -> str:
    return f"{value:.0%}".replace("-", MINUS)


def signed(value: float) -> str:
    text = f"{value:.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", MINUS)


def number(value: float) -> str:
    return f"{value:g}".replace("-", MINUS)


def estimate(row: Mapping[str, Any], name: str) -> Estimate:
    """The figure that stands in the columns of this name, see `situations.spread`."""
    if row[name] is None or pd.isna(row[name]):
        return Estimate(int(row[f"{name}_n"]), withheld=str(row[f"{name}_withheld"]))
    value, low, high = (float(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return Estimate(int(row[f"{name}_n"]), value, low, high)


def dots(one: Estimate, lowest: float = 0.0, highest: float = 1.0) -> dict[str, float] | None:
    """Where a figure and its interval stand on a line from 0 to 100; None where it is withheld."""
    if one.value is None or one.low is None or one.high is None:
        return None
    ends = {"value": one.value, "low": one.low, "high": one.high, "zero": 0.0}
    return {
        name: round(100 * (min(highest, max(lowest, at)) - lowest) / (highest - lowest), 2) for name, at in ends.items()
    }


def _counts(report: ClassReport) -> dict[str, int]:
    table = report.hand_ins
    came = table["state"] != "missing"
    return {
        "learners": len(table),
        "handed_in": int(came.sum()),
        "late": int((table["state"] == "late").sum()),
        "missing": int((~came).sum()),
        "damaged": int(table["damaged"].sum()),
        "blank": int(table["blank"].sum()),
        "begun": len(report.table.begun),
        "waiting": int(table["waiting"].sum()),
    }


def _lists(report: ClassReport) -> list[dict[str, Any]]:
    """Who is missing, late, damaged or blank: a heading and the learners, each with what to say."""
    table = report.hand_ins
    parts = {
        "Not handed in": table[table["state"] == "missing"],
        "Handed in late": table[table["state"] == "late"],
        "Answers damaged or misnamed": table[table["damaged"]],
        "Handed in without an answer": table[table["blank"]],
    }
    return [{"title": title, "rows": records(part)} for title, part in parts.items() if len(part)]


def _histogram(report: ClassReport) -> list[dict[str, Any]]:
    """Bars of equal width over the points of the scenes, whole points wide; none where there are too few."""
    if report.points.value is None:
        return []
    most = report.table.quiz.max_points
    points = report.hand_ins["scene_points"].dropna().astype(float)
    step = math.ceil(most / BARS)
    bars = math.ceil(most / step)
    counts, edges = np.histogram(points, bins=bars, range=(0, bars * step))
    highest = max(1, int(counts.max()))
    return [
        {
            "count": int(count),
            "height": round(80 * int(count) / highest, 2),
            "x": round(index * 300 / bars, 2),
            "width": round(300 / bars - 3, 2),
            "from": number(low),
            "to": number(high),
        }
        for index, (count, low, high) in enumerate(zip(counts, edges[:-1], edges[1:], strict=True))
    ]


def _story(one: StoryPaths) -> dict[str, Any]:
    drawing = ""
    if one.n and all(one.arrows["of_class_withheld"] == ""):
        shares = {(row["scene"], row["letter"]): row["of_class"] for row in records(one.arrows)}
        marks = {row["ending"]: [percent(row["of_class"])] for row in records(one.endings)}
        marks[one.best_ending] = ["best ending", *marks.get(one.best_ending, [])]
        for scene, count in one.lost.groupby("scene")["count"].sum().items():
            marks[str(scene)] = [f"best one lost here: {percent(count / one.n)}"]
        from softskills.charts.stories.drawing import story_svg  # matplotlib takes a second to load, and most have none

        svg = story_svg(with_shares(graph_of(one.story, one.key.effectiveness), shares, marks))
        drawing = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    reached = next((row for row in records(one.endings) if row["is_best"]), None)
    return {
        "paths": one,
        "drawing": drawing,
        "arrows": records(one.arrows),
        "endings": records(one.endings),
        "lost": records(one.lost),
        "best": one.story.scenes[one.best_ending].title,
        "reached": estimate(reached, "of_class") if reached else None,
    }


def _grouped(table: pd.DataFrame, by: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(table):
        found.setdefault(row[by], []).append(row)
    return found


_TEMPLATES = environment("softskills.reports.classes")
_TEMPLATES.filters |= {"percent": percent, "signed": signed, "number": number, "set": typographic}
_TEMPLATES.globals |= {"estimate": estimate, "dots": dots, "counted": counted}
