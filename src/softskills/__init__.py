"""Interactive course items for Jupyter: answered on a published page, in JupyterLab, and graded with nbgrader.

In a notebook: `from softskills import scenario`, then `scenario("listening-01")`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from softskills.desk import start_page
    from softskills.reports import my_profile, my_ratings, save_profile
    from softskills.widgets import (
        begin_here,
        calibration,
        carry_answers,
        contents,
        intention,
        lesson_end,
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
_ROOMS = {"my_profile": "reports", "my_ratings": "reports", "save_profile": "reports", "start_page": "desk"}
"""Where a name is from, when it isn't from the widgets."""

__all__ = [
    "begin_here",
    "calibration",
    "carry_answers",
    "contents",
    "intention",
    "lesson_end",
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
    "start_page",
    "welcome",
]


def __getattr__(name: str) -> Any:
    # Grading imports this package too, and must not wait for the libraries of widgets and charts.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"softskills.{_ROOMS.get(name, 'widgets')}"), name)
