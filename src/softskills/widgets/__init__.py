"""What a learner answers in and looks at: `scenario("listening-01")`, `rating(...)`, `progress()` and the rest."""

from softskills.widgets.base import PUBLISHED_TYPE, PUBLISHING, CourseWidget
from softskills.widgets.finding import (
    calibration,
    intention,
    plan,
    profile,
    progress,
    rating,
    ratings,
    reflection,
    scenario,
    widget_for,
)
from softskills.widgets.overview import CalibrationWidget, ProgressWidget
from softskills.widgets.pictures import picture
from softskills.widgets.profile_chart import ProfileWidget
from softskills.widgets.scenarios import ScenarioWidget
from softskills.widgets.self_rating import RatingWidget
from softskills.widgets.stories import StoryWidget
from softskills.widgets.writing import WritingWidget

WIDGETS: tuple[type[CourseWidget], ...] = (
    CalibrationWidget,
    ProfileWidget,
    ProgressWidget,
    RatingWidget,
    ScenarioWidget,
    StoryWidget,
    WritingWidget,
)

__all__ = [
    "PUBLISHED_TYPE",
    "PUBLISHING",
    "WIDGETS",
    "CourseWidget",
    "calibration",
    "intention",
    "picture",
    "plan",
    "profile",
    "progress",
    "rating",
    "ratings",
    "reflection",
    "scenario",
    "widget_for",
]
