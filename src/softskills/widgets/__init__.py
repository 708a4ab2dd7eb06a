"""What a learner answers in and looks at: `scenario("listening-01")`, `rating(...)`, `progress()` and the rest."""

from softskills.widgets.begin_widget import BeginWidget
from softskills.widgets.calls import (
    begin_here,
    calibration,
    carry_answers,
    contents,
    intention,
    lesson_end,
    one_from_before,
    pair,
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
    widget_for,
)
from softskills.widgets.course_widget import PUBLISHED_TYPE, PUBLISHING, CourseWidget
from softskills.widgets.done_widget import DoneWidget
from softskills.widgets.overview import CalibrationWidget, CarryWidget, ProgressWidget
from softskills.widgets.pair_widget import PairWidget
from softskills.widgets.pictures import picture
from softskills.widgets.practice_widget import BeforeWidget, PracticeWidget
from softskills.widgets.profile_chart import ProfileWidget
from softskills.widgets.say_first_widget import SayFirstWidget
from softskills.widgets.scenario_widget import ScenarioWidget
from softskills.widgets.self_rating import RatingWidget
from softskills.widgets.story_widget import StoryWidget
from softskills.widgets.welcome_widget import WelcomeWidget
from softskills.widgets.written import WritingWidget

WIDGETS: tuple[type[CourseWidget], ...] = (
    BeforeWidget,
    BeginWidget,
    CalibrationWidget,
    DoneWidget,
    CarryWidget,
    PracticeWidget,
    PairWidget,
    ProfileWidget,
    ProgressWidget,
    RatingWidget,
    SayFirstWidget,
    ScenarioWidget,
    StoryWidget,
    WelcomeWidget,
    WritingWidget,
)

__all__ = [
    "PUBLISHED_TYPE",
    "PUBLISHING",
    "WIDGETS",
    "BeforeWidget",
    "BeginWidget",
    "CalibrationWidget",
    "CarryWidget",
    "CourseWidget",
    "DoneWidget",
    "PairWidget",
    "PracticeWidget",
    "ProfileWidget",
    "ProgressWidget",
    "RatingWidget",
    "SayFirstWidget",
    "ScenarioWidget",
    "StoryWidget",
    "WelcomeWidget",
    "WritingWidget",
    "begin_here",
    "calibration",
    "carry_answers",
    "contents",
    "intention",
    "lesson_end",
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
    "say_first",
    "scenario",
    "welcome",
    "widget_for",
]
