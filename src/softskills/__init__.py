"""Interactive course items for Jupyter: answered on a published page, in JupyterLab, and graded with nbgrader.

In a notebook: `from softskills import scenario`, then `scenario("listening-01")`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from softskills.reports import my_profile, my_ratings, save_profile
    from softskills.widgets import (
        begin_here,
        calibration,
        carry_answers,
        contents,
        intention,
        one_from_before,
        pair,
        picture,
        plan,
        practice,
        profile,
        progress,
        rating,
        ratings,
        reflection,
        say_first,
        scenario,
        welcome,
    )

__version__ = "0.1.0"
_REPORTS = ["my_profile", "my_ratings", "save_profile"]
__all__ = [
    "begin_here",
    "calibration",
    "carry_answers",
    "contents",
    "intention",
    "my_profile",
    "my_ratings",
    "one_from_before",
    "pair",
    "picture",
    "plan",
    "practice",
    "profile",
    "progress",
    "rating",
    "ratings",
    "reflection",
    "save_profile",
    "say_first",
    "scenario",
    "welcome",
]


def __getattr__(name: str) -> Any:
    # Grading imports this package too, and must not wait for the libraries of widgets and charts.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module("softskills.reports" if name in _REPORTS else "softskills.widgets")
    return getattr(room, name)
