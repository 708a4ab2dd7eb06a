"""What the course asks: scenarios, written tasks, quizzes and competencies, read from YAML and checked on loading."""

from softskills.items.bank import Bank, data_folder, load_bank
from softskills.items.models import (
    Competency,
    Criterion,
    Intention,
    Item,
    Key,
    Lesson,
    Plan,
    Practice,
    Quiz,
    QuizKeys,
    Reflection,
    Scenario,
    ScenarioKind,
)
from softskills.items.quizzes import load_quiz, load_quiz_keys
from softskills.items.story_models import Choice, PracticeStory, Scene, StateValue, Story, StoryKey
from softskills.sources import ContentError, Fault

__all__ = [
    "Bank",
    "Choice",
    "Competency",
    "ContentError",
    "Criterion",
    "Fault",
    "Intention",
    "Item",
    "Key",
    "Lesson",
    "Plan",
    "Practice",
    "PracticeStory",
    "Quiz",
    "QuizKeys",
    "Reflection",
    "Scenario",
    "ScenarioKind",
    "Scene",
    "StateValue",
    "Story",
    "StoryKey",
    "data_folder",
    "load_bank",
    "load_quiz",
    "load_quiz_keys",
]
