"""Interactive course items for Jupyter: answered on a published page, in JupyterLab, and graded with nbgrader.

In a notebook: `from softskills import scenario`, then `scenario("listening-01")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from softskills.widgets import calibration, intention, plan, progress, rating, ratings, reflection, scenario

__version__ = "0.1.0"
__all__ = ["calibration", "intention", "plan", "progress", "rating", "ratings", "reflection", "scenario"]


def __getattr__(name: str) -> Any:
    # Grading imports this package too, and must not wait for the widget libraries.
    if name in __all__:
        from softskills import widgets

        return getattr(widgets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
