"""What a learner answers in and looks at: `scenario("listening-01")`, `rating(...)`, `progress()` and the rest."""

from softskills.widgets.calls import (
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
from softskills.widgets.course_widget import PUBLISHED_TYPE, PUBLISHING, CourseWidget
from softskills.widgets.overview import CalibrationWidget, ProgressWidget
from softskills.widgets.pictures import picture
from softskills.widgets.profile_chart import ProfileWidget
from softskills.widgets.scenario_widget import ScenarioWidget
from softskills.widgets.self_rating import RatingWidget
from softskills.widgets.story_widget import StoryWidget
from softskills.widgets.written import WritingWidget

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
    "CalibrationWidget",
    "CourseWidget",
    "ProfileWidget",
    "ProgressWidget",
    "RatingWidget",
    "ScenarioWidget",
    "StoryWidget",
    "WritingWidget",
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
