"""What a learner answers in and looks at: `scenario("listening-01")`, `rating(...)`, `progress()` and the rest."""

from softskills.widgets.calls import (
    calibration,
    intention,
    one_from_before,
    plan,
    practice,
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
from softskills.widgets.practice_widget import BeforeWidget, PracticeWidget
from softskills.widgets.profile_chart import ProfileWidget
from softskills.widgets.scenario_widget import ScenarioWidget
from softskills.widgets.self_rating import RatingWidget
from softskills.widgets.story_widget import StoryWidget
from softskills.widgets.written import WritingWidget

WIDGETS: tuple[type[CourseWidget], ...] = (
    BeforeWidget,
    CalibrationWidget,
    PracticeWidget,
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
    "BeforeWidget",
    "CalibrationWidget",
    "CourseWidget",
    "PracticeWidget",
    "ProfileWidget",
    "ProgressWidget",
    "RatingWidget",
    "ScenarioWidget",
    "StoryWidget",
    "WritingWidget",
    "calibration",
    "intention",
    "one_from_before",
    "picture",
    "plan",
    "practice",
    "profile",
    "progress",
    "rating",
    "ratings",
    "reflection",
    "scenario",
    "widget_for",
]
